// The vault across versions and tabs: what an earlier version wrote is opened by this one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { start } from './harness.mjs';

const desk = await start();
after(() => desk.close());

const fixture = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

/** Writes a database as a version of the app left it, before the app has run. */
async function write(page, { version, stores, encoding }) {
  // A page of the same origin that asks for nothing more, not even an icon of its own.
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.goto(`${desk.urls.folder}icon.svg`);
  await page.evaluate(([version, stores, encoding]) => new Promise((resolve, reject) => {
    const bytes = (row) => encoding === 'base64' ? Uint8Array.from(atob(row), (byte) => byte.charCodeAt(0)) : new TextEncoder().encode(row);
    const request = indexedDB.open('banjie.desk', version);
    request.onupgradeneeded = () => {
      for (const name of ['tail', 'segments', 'details']) request.result.createObjectStore(name, { autoIncrement: true });
      for (const name of ['files', 'meta']) request.result.createObjectStore(name);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result, tx = db.transaction(Object.keys(stores), 'readwrite');
      for (const [name, rows] of Object.entries(stores)) for (const row of rows) tx.objectStore(name).add(bytes(row));
      tx.oncomplete = () => { db.close(); resolve(); };
      tx.onabort = () => reject(tx.error);
    };
  }), [version, stores, encoding]);
}

test('a vault of version 1 opens with everything in it', async () => {
  const page = await desk.open('#/orders', { now: '2026-10-10T01:00:00Z', before: (page) => write(page, fixture('vault-1')) });
  await page.locator('tr[data-id]').nth(1).waitFor();
  assert.equal(await page.locator('tr[data-id]').count(), 2);
  await page.getByRole('link', { name: /路灯不亮/ }).first().click();
  await page.locator('[data-stage=completed]').waitFor();
  assert.equal(await page.locator('.log li[data-fact=extension_granted]').count(), 1);
  assert.match(await page.locator('.request').innerText(), /测\*\*[\s\S]*199\*{4}1234/);
  await page.goto(`${desk.urls.folder}#/order?id=bbbbbbbbbbbbbbbb`);
  assert.match(await page.locator('.log').innerText(), /新版本的记录（callback_made）/);
  await page.goto(`${desk.urls.folder}#/units`);
  await page.getByText('示范镇人民政府').first().waitFor();
  await desk.finish(page);
});

test('a vault of version 2 opens with everything in it', async () => {
  const page = await desk.open('#/orders', { now: '2026-10-11T01:00:00Z', before: (page) => write(page, fixture('vault-2')) });
  await page.locator('tr[data-id]').nth(2).waitFor();
  assert.equal(await page.locator('tr[data-id]').count(), 3);
  // Out of a packed segment, of the tail, and of the personal side.
  await page.goto(`${desk.urls.folder}#/order?id=hh673c0ryeb82f00`);
  await page.locator('[data-stage=archived]').waitFor();
  assert.equal(await page.locator('.log li[data-fact]').count(), 10);
  assert.match(await page.locator('.request').innerText(), /演\*\*[\s\S]*199\*{4}1730/);
  await page.goto(`${desk.urls.folder}#/order?id=h40syas7695b2z9q`);
  await page.locator('.log li[data-fact=noted]').waitFor();
  await desk.finish(page);
});

test('a vault of a later version is left alone, and the page says so', async () => {
  const later = { ...fixture('vault-1'), version: 99 };
  const page = await desk.open('#/orders', { before: (page) => write(page, later) });
  await page.getByText('由更新的版本写成').waitFor();
  await desk.finish(page);
});
