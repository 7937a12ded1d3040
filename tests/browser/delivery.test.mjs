// What script/assemble.mjs promises of both deliveries, whatever the app in them does.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PLACES, start } from './harness.mjs';

const desk = await start();
after(() => desk.close());

const failure = (page) => page.locator('#boot.failed').innerText();

for (const place of PLACES) {
  test(`${place}: mounts in Chinese under a strict policy, and asks for nothing elsewhere`, async () => {
    const page = await desk.open('', { in: place });
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
    assert.equal(await page.getAttribute('meta[name=renderer]', 'content'), 'webkit');
    const policy = await page.getAttribute('meta[http-equiv=Content-Security-Policy]', 'content');
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe-(inline|eval|hashes)'(?<!'wasm-unsafe-eval')/);
    assert.match(policy, place === 'file' ? /connect-src 'none'/ : /connect-src 'self'/);
    await desk.finish(page);
  });

  test(`${place}: the policy refuses a script and a style that were not there when it was built`, async () => {
    const page = await desk.open('', { in: place, allow: [/Content Security Policy/] });
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.foreign = 1';
      const style = document.createElement('style');
      style.textContent = 'html { outline: 7px solid }';
      document.head.append(script, style);
      return [window.foreign, getComputedStyle(document.documentElement).outlineWidth === '7px'];
    });
    assert.deepEqual(ran, [undefined, false]);
    await desk.finish(page);
  });

  test(`${place}: a browser without WebAssembly is told what to use`, async () => {
    const before = (page) => page.addInitScript(() => { delete globalThis.WebAssembly; });
    const page = await desk.open('', { in: place, before, mounts: false });
    assert.match(await failure(page), /无法运行[^]*Chrome 或 Edge 97[^]*Firefox 102[^]*极速模式/);
    await desk.finish(page);
  });

  test(`${place}: a browser that cannot compile this wasm is told what to use`, async () => {
    const before = (page) => page.addInitScript(() => {
      WebAssembly.instantiateStreaming = async () => { throw new WebAssembly.CompileError('invalid value type 0x6f'); };
    });
    const page = await desk.open('', { in: place, before, mounts: false, allow: [/0x6f/] });
    assert.match(await failure(page), /无法运行[^]*Chrome 或 Edge 97/);
    await desk.finish(page);
  });

  test(`${place}: without JavaScript it says so`, async () => {
    const page = await desk.open('', { in: place, mounts: false, javaScriptEnabled: false, allow: [/\.js csp$/] });
    assert.match(await page.locator('body').innerText(), /需要启用 JavaScript/);
    await desk.finish(page);
  });
}

test('file: mounts without DecompressionStream too', async () => {
  const before = (page) => page.addInitScript(() => { delete globalThis.DecompressionStream; });
  const page = await desk.open('', { in: 'file', before });
  assert.equal(await page.evaluate(() => typeof DecompressionStream), 'undefined');
  await desk.finish(page);
});

test('file: is one file', () => {
  const html = readFileSync(fileURLToPath(desk.urls.file), 'utf8').replace(/<script[^]*?<\/script>|<style[^]*?<\/style>/g, '');
  assert.deepEqual([...html.matchAll(/\b(?:src|href)="(?!data:)[^"]*"/g)].map(String), []);
});

test('folder: the wasm and the script are fetched once each', async () => {
  const asked = [];
  const before = (page) => page.on('request', (request) => asked.push(request.url()));
  const page = await desk.open('', { before });
  assert.deepEqual(asked.filter((url) => /\.(wasm|js)$/.test(url)).length, 2, asked.join(' '));
  await desk.finish(page);
});

test('folder: says so when its wasm does not come', async () => {
  const before = (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
  const page = await desk.open('', { before, mounts: false, allow: [/404/, /preload/] });
  assert.match(await failure(page), /没有取到/);
  await desk.finish(page);
});

test('folder: says so when its script does not come', async () => {
  const before = (page) => page.route('**/*.js', (route) => route.abort());
  const page = await desk.open('', { before, mounts: false, allow: [/ERR_FAILED/, /preload/] });
  assert.match(await failure(page), /没有取到/);
  await desk.finish(page);
});

test('folder: double-clicked, it points to the single file', async () => {
  const page = await desk.browser.newPage();
  await page.goto(new URL('index.html', desk.urls.file).href);
  assert.match(await failure(page), /banjie\.html/);
  await page.close();
});
