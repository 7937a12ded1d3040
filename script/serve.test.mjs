import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'banjie-serve-'));
let server;

before(async () => {
  mkdirSync(join(folder, 'site/图'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), 'page');
  writeFileSync(join(folder, 'site/a.wasm'), 'wasm');
  writeFileSync(join(folder, 'site/图/b c.svg'), 'svg');
  symlinkSync('../secret.txt', join(folder, 'site/link.txt'));
  server = await serve({ root: join(folder, 'site'), prefix: 'desk/1' });
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The path goes out as it is: fetch would tidy it up. */
function get(path, method = 'GET') {
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
      response.on('end', () => done({ status: response.statusCode, type: response.headers['content-type'], to: response.headers.location, body }));
    });
    sent.on('error', failed).end();
  });
}

test('files come with their types, under the prefix', async () => {
  assert.deepEqual(await get('/desk/1/'), { status: 200, type: 'text/html; charset=utf-8', to: undefined, body: 'page' });
  assert.equal((await get('/desk/1/?bench=1')).body, 'page');
  assert.equal((await get('/desk/1/a.wasm')).type, 'application/wasm');
  assert.equal((await get(`/desk/1/${encodeURIComponent('图')}/b%20c.svg`)).body, 'svg');
  assert.equal((await get('/desk/1')).to, '/desk/1/');
  assert.equal((await get('/desk/1/', 'HEAD')).body, '');
});

test('nothing else is given away', async () => {
  for (const path of ['/', '/a.wasm', '/desk/1/none', '/desk/1/图', '/desk/1/%E5%9B%BE', '/desk/1/../secret.txt', '/desk/1/..%2f..%2fsecret.txt',
    '/desk/1/%2e%2e/secret.txt', '/desk/1/..%5csecret.txt', '/desk/1//etc/passwd', '/desk/1/link.txt', '/desk/1/%', '/desk/1/a.wasm%00.html']) {
    const encoded = path.replace(/[^\x20-\x7e]/g, encodeURIComponent);
    const { status, body } = await get(encoded);
    assert.equal(status, 404, path);
    assert.ok(!body.includes('secret'), path);
  }
  assert.equal((await get('/desk/1/', 'POST')).status, 405);
});

test('a port in use makes it take the next one', async () => {
  const other = await serve({ root: join(folder, 'site'), port: server.port });
  assert.ok(other.port > server.port);
  await other.close();
});
