// A small static server for dist/: `node script/serve.mjs [folder] [--port 8080] [--prefix /some/path/]`.
// It listens on the loopback address only and takes the next free port if the wanted one is in use.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export function typeOf(path) {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** Serves `root` under `prefix`; port 0 means any free one. Resolves to { url, port, close }. */
export async function serve({ root, port = 0, prefix = '/', host = '127.0.0.1' }) {
  const folder = await realpath(root);
  const base = `/${prefix}/`.replace(/\/+/g, '/');
  const server = createServer((request, response) => {
    answer(folder, base, request, response).catch(() => finish(response, 500));
  });
  const taken = await listen(server, host, port);
  return {
    url: `http://${host}:${taken}${base}`,
    port: taken,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

async function answer(folder, base, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return finish(response, 405, { Allow: 'GET, HEAD' });
  const [pathname, query] = request.url.split(/\?(.*)/s);
  if (`${pathname}/` === base) return finish(response, 301, { Location: base + (query ? `?${query}` : '') });
  if (!pathname.startsWith(base)) return finish(response, 404);
  const found = await lookUp(folder, pathname.slice(base.length));
  if (!found) return finish(response, 404);
  response.writeHead(200, {
    'Content-Type': typeOf(found.path),
    'Content-Length': found.size,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(found.path).on('error', () => response.destroy()).pipe(response);
}

/** The file a path asks for, or undefined: missing, malformed, or outside the folder (links included). */
async function lookUp(folder, path) {
  try {
    const wanted = resolve(folder, `.${sep}${decodeURIComponent(path)}`);
    const real = await realpath(path === '' || path.endsWith('/') ? join(wanted, 'index.html') : wanted);
    if (!real.startsWith(folder + sep)) return undefined;
    const info = await stat(real);
    return info.isFile() ? { path: real, size: info.size } : undefined;
  } catch {
    return undefined;
  }
}

function finish(response, status, headers = {}) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${status}\n`);
}

/** Listens on `port`, or on one of the hundred after it. */
async function listen(server, host, port) {
  const last = port === 0 ? 0 : Math.min(port + 100, 65535);
  for (let tried = port; ; tried++) {
    try {
      await new Promise((done, failed) => {
        server.once('error', failed);
        server.listen(tried, host, () => {
          server.off('error', failed);
          done();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || tried >= last) throw error;
    }
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '8080' }, prefix: { type: 'string', default: '/' } },
  });
  const root = positionals[0] ?? join(dirname(fileURLToPath(import.meta.url)), '../dist');
  const { url } = await serve({ root, port: Number(values.port), prefix: values.prefix });
  console.log(`Banjie is served at ${url}  (Ctrl+C stops it)`);
}
