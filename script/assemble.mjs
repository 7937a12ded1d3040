// Makes the two deliveries out of the template index.html, style/, public/ and the built wasm:
//   <out>/             a folder for any static host: relative paths only, hashed file names
//   <out>/banjie.html  everything in one file, to be opened by double-click
// Usage: node script/assemble.mjs [--web target/web] [--out dist]   (script/build calls it)
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { typeOf } from './serve.mjs';

const SCRIPT = dirname(fileURLToPath(import.meta.url));
const NAME = 'banjie';

/** Assembles; `root` holds the template, `web` what wasm-bindgen and wasm-opt left. Returns what it left out, as sentences. */
export function assemble({ root, web, out }) {
  const remarks = [];
  const template = checkedTemplate(lf(read(join(root, 'index.html'))));
  const css = stylesheet(join(root, 'style'));
  const wasm = readFileSync(join(web, `${NAME}_bg.wasm`));
  const glue = lf(read(join(web, `${NAME}.js`)));
  const assets = new Map(filesUnder(join(root, 'public')).map((path) => [path, readFileSync(join(root, 'public', path))]));
  const guard = lf(read(join(SCRIPT, 'web/guard.js')));

  const fresh = `${out}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });

  const put = (stem, extension, content) => {
    const name = `${stem}-${hash8(content)}.${extension}`;
    writeFileSync(join(fresh, name), content);
    return name;
  };
  for (const [path, content] of assets) {
    mkdirSync(dirname(join(fresh, path)), { recursive: true });
    writeFileSync(join(fresh, path), content);
  }
  if (existsSync(join(web, 'snippets'))) cpSync(join(web, 'snippets'), join(fresh, 'snippets'), { recursive: true });
  const wasmName = put(NAME, 'wasm', wasm);
  const glueName = put(NAME, 'js', glue.replaceAll(`${NAME}_bg.wasm`, wasmName));
  const cssName = put('style', 'css', css);

  const known = (html) => withoutMissing(html, assets, remarks);
  writeFileSync(join(fresh, 'index.html'), folderPage(known(template), { guard, wasmName, glueName, cssName }));
  writeFileSync(join(fresh, `${NAME}.html`), singlePage(known(template), { guard, css, glue, wasm, assets }));

  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
  return [...new Set(remarks)];
}

// --- the folder ---

function folderPage(template, { guard, wasmName, glueName, cssName }) {
  const boot = moduleText(`import init from "./${glueName}";`, webModule('boot.mjs'), `boot(init, () => fetched("./${wasmName}"));`);
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'", hashSource(guard), hashSource(boot)],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'connect-src': ["'self'"],
    'font-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return fill(template, {
    csp: cspMeta(policy),
    style: [
      `<link rel="preload" href="./${wasmName}" as="fetch" type="application/wasm" crossorigin>`,
      `<link rel="modulepreload" href="./${glueName}">`,
      `<link rel="stylesheet" href="./${cssName}">`,
    ].join('\n'),
    boot: `<script>${guard}</script>\n<script type="module">${boot}</script>`,
  });
}

// --- the single file ---

function singlePage(template, { guard, css, glue, wasm, assets }) {
  const style = inlineSafe(embedUrls(css, assets), 'style');
  const boot = moduleText(
    withoutExports(glue),
    '{',
    webModule('inflate.mjs'),
    webModule('embedded.mjs'),
    webModule('boot.mjs'),
    'boot(__wbg_init, () => embedded(document.getElementById("wasm").textContent));',
    '}',
  );
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'wasm-unsafe-eval'", hashSource(guard), hashSource(boot)],
    'style-src': [hashSource(style)],
    'img-src': ['data:', 'blob:'],
    'connect-src': ["'none'"],
    'font-src': ['data:'],
    'worker-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  const packed = gzipSync(wasm, { level: 9 }).toString('base64');
  return fill(embedLinks(template, assets), {
    csp: cspMeta(policy),
    style: `<style>${style}</style>`,
    boot: [
      `<script>${guard}</script>`,
      `<script type="application/octet-stream" id="wasm">${packed}</script>`,
      `<script type="module">${boot}</script>`,
    ].join('\n'),
  });
}

/** `href`s to files of public/ as data URLs. The manifest goes: it has no meaning for a local file. */
function embedLinks(html, assets) {
  return html
    .replace(/<link rel="manifest"[^>]*>\n?/g, '')
    .replace(/(\b(?:href|src)=")\.\/([^"]+)"/g, (_, before, path) => `${before}${dataUrl(path, assets)}"`);
}

function embedUrls(css, assets) {
  return css.replace(/url\(\s*(["']?)(?:\.\/)?([^"')]+)\1\s*\)/g, (whole, _, path) =>
    /^(data:|#)/.test(path) ? whole : `url("${dataUrl(path, assets)}")`);
}

function dataUrl(path, assets) {
  const content = assets.get(path);
  if (!content) throw new Error(`${path} is named in the style sheet or the template, but public/${path} does not exist`);
  return `data:${typeOf(path).replace(/; /g, ';')};base64,${content.toString('base64')}`;
}

// --- scripts ---

/** The text of an inline module; fails if it is not one. */
function moduleText(...parts) {
  const text = inlineSafe(parts.join('\n'), 'script');
  const folder = mkdtempSync(join(tmpdir(), 'banjie-'));
  try {
    writeFileSync(join(folder, 'inline.mjs'), text);
    execFileSync(process.execPath, ['--check', join(folder, 'inline.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    throw new Error(`the inline script does not parse:\n${error.stderr ?? error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return text;
}

function webModule(name) {
  return withoutExports(lf(read(join(SCRIPT, 'web', name))).replace(/^import .* from '\.\/.*';\n/gm, ''));
}

/** A module's text as part of a larger script: its declarations stay, its export marks go. */
export function withoutExports(text) {
  const plain = text
    .replace(/^export\s*\{[^}]*\};?[ \t]*$/gm, '')
    .replace(/^export\s+default\s+\w+;[ \t]*$/gm, '')
    .replace(/^export\s+(?=(?:async\s+)?function|class|const|let|var)/gm, '');
  const left = plain.match(/^\s*(?:import|export)\b(?!\s*[.(]).*$/m);
  if (left) throw new Error(`the single file cannot hold this line of a script: ${left[0].trim()}`);
  return plain;
}

/** Text that cannot end (or hide the end of) the element it stands in; only string contents are ever concerned. */
export function inlineSafe(text, element) {
  return text.replace(new RegExp(`</(?=${element})`, 'gi'), '<\\/').replace(/<!--/g, '<\\!--');
}

// --- styles ---

/** tokens, base, the parts by name, print last: one sheet without comments. */
function stylesheet(folder) {
  const all = filesUnder(folder).filter((path) => path.endsWith('.css'));
  const rank = (path) => (path === 'tokens.css' ? 0 : path === 'base.css' ? 1 : path === 'print.css' ? 3 : 2);
  all.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const text = all.map((path) => lf(read(join(folder, path)))).join('\n');
  if (/@import|@charset/.test(text)) throw new Error('style/: @import and @charset have no place in a joined sheet');
  return text
    .replace(/("(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|url\([^)"']*\))|\/\*[^]*?\*\//g, (_, kept) => kept ?? '')
    .replace(/^[ \t]+|[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n');
}

// --- the page ---

function checkedTemplate(html) {
  for (const marker of ['csp', 'style', 'boot']) {
    if (html.split(`<!-- ${marker} -->`).length !== 2) throw new Error(`index.html: <!-- ${marker} --> must stand there once`);
  }
  if (/<script\b/i.test(html)) throw new Error('index.html: scripts come from script/web/, none may stand in the template');
  if (/\sstyle=|<style\b/i.test(html)) throw new Error('index.html: inline styles are forbidden by the policy');
  return html;
}

function fill(html, parts) {
  return html.replace(/<!-- (csp|style|boot) -->/g, (_, name) => parts[name]);
}

/** Links to files of public/ that are not there would be errors in every browser: left out, and said so. */
function withoutMissing(html, assets, remarks) {
  return html.replace(/<link\b[^>]*\bhref="\.\/([^"]+)"[^>]*>\n?/g, (tag, path) => {
    if (assets.has(path)) return tag;
    remarks.push(`public/${path} does not exist: its link is left out`);
    return '';
  });
}

function cspMeta(policy) {
  const text = Object.entries(policy).map(([name, sources]) => `${name} ${sources.join(' ')}`).join('; ');
  return `<meta http-equiv="Content-Security-Policy" content="${text}">`;
}

function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

// --- files ---

function read(path) {
  return readFileSync(path, 'utf8');
}

/** A browser turns CR LF into LF before it hashes. */
function lf(text) {
  return text.replace(/\r\n?/g, '\n');
}

function hash8(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

/** Paths of all files under a folder, relative to it, with `/`, sorted; hidden ones not. */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)).map((path) => `${entry.name}/${path}`) : [entry.name]))
    .sort();
}

// --- the report ---

/** Raw and brotli bytes of what a browser loads from the folder, and the size of the single file. */
export function sizes(out) {
  const rows = readdirSync(out)
    .filter((name) => /^(banjie|style)-[0-9a-f]{8}\.(wasm|js|css)$/.test(name))
    .map((name) => {
      const content = readFileSync(join(out, name));
      return { name, raw: content.length, brotli: brotliCompressSync(content).length };
    });
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { rows, raw: sum('raw'), brotli: sum('brotli'), single: statSync(join(out, `${NAME}.html`)).size };
}

function print({ rows, raw, brotli, single }) {
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(11);
  const line = (name, ...numbers) => console.log(name.padEnd(26) + numbers.map(kb).join(''));
  console.log(' '.repeat(26) + '        raw' + '     brotli');
  for (const row of rows) line(row.name, row.raw, row.brotli);
  line('together', raw, brotli);
  line(`${NAME}.html`, single);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = dirname(SCRIPT);
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: root },
      web: { type: 'string', default: join(root, 'target/web') },
      out: { type: 'string', default: join(root, 'dist') },
    },
  });
  try {
    for (const remark of assemble(values)) console.log(`note: ${remark}`);
    print(sizes(values.out));
  } catch (error) {
    console.error(`assemble: ${error.message}`);
    process.exit(1);
  }
}
