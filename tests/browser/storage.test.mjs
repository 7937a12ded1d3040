// What is kept and what is not, on the built app: drafts, what was erased, and storage that fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { journeys, start } from './harness.mjs';
import { begin, confirm, entry, facts, fill, go, moment, register, reload, rows, stands, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const NOW = moment('2026-09-29T10:00');
const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '楼下烧烤摊半夜油烟大', title: '夜市油烟扰民', place: '胜利路', channel: 'city', nature: 'complaint' };

each('a draft outlives the page that was closed over it', async () => {
  const page = await visit('#/intake?pack=neimenggu', { now: NOW, before: working() });
  await fill(page.locator('form.sheet'), { ...CALL, channel: 'phone', urgency: 'urgent', demand: '尽快清理' });
  await page.close();
  const again = await visit('#/intake', { context: page.context() });
  const sheet = again.locator('form.sheet');
  for (const [name, value] of Object.entries({ ...CALL, channel: 'phone', urgency: 'urgent', demand: '尽快清理' })) {
    assert.equal(await sheet.locator(`[name="${name}"]`).inputValue(), value, name);
  }
  assert.equal(await again.locator('[data-pack="neimenggu"]').getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await facts(again), [], 'nothing is registered by that');
  await again.locator('[data-way="register"]').click();
  await again.locator('[data-saved]').waitFor();
  assert.equal(await sheet.locator('[name="title"]').inputValue(), '');
  assert.doesNotMatch(await again.evaluate(() => JSON.stringify(localStorage)), /欧阳沐春|13800001234/);
  await desk.finish(page);
  await desk.finish(again);
});

each('what is erased is stored nowhere any more', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, { ...CALL, title: '另一件', person_name: '南宫问雅', person_phone: '13700009999', person_story: '' });
  await go(page, '#/intake');
  await register(page, CALL);
  const other = await visit(new URL(page.url()).hash, { context: page.context() });
  await other.getByRole('button', { name: '显示全部', exact: true }).click();
  await other.getByText('欧阳沐春').waitFor();
  await page.getByRole('button', { name: '补充或修改' }).click();
  await page.locator('.request [name="person_address"]').fill('胜利路 18 号欧阳宅');
  await page.locator('.request form').getByRole('button', { name: '保存' }).click();
  await entry(page, 'supplemented').waitFor();
  assert.equal((await rows(page, 'details')).filter((row) => row.includes('欧阳沐春')).length, 2);
  await page.getByRole('button', { name: '抹除', exact: true }).click();
  const form = page.locator('.request form', { hasText: '不能恢复' });
  await fill(form, { reason: '诉求人要求' });
  await form.getByRole('button', { name: '确认抹除' }).click();
  await page.getByText('诉求人信息已抹除').waitFor();
  await other.getByText('诉求人信息已抹除').waitFor({ timeout: 5000 });
  const left = await rows(page, 'details');
  assert.doesNotMatch(left.join('\n'), /欧阳|13800001234|烧烤摊/);
  assert.match(left.join('\n'), /南宫问雅/, 'others stay');
  const everything = JSON.stringify([await facts(page), await page.evaluate(() => JSON.stringify(localStorage))]);
  assert.doesNotMatch(everything, /欧阳|13800001234|烧烤摊/);
  await reload(page);
  await page.getByText('诉求人信息已抹除').waitFor();
  await stands(page, 'registered', ['registered', 'supplemented', 'details_erased']);
  await desk.finish(other);
  await desk.finish(page);
});

/** Opens the form about the requester. */
async function amend(page) {
  await page.getByRole('button', { name: '补充或修改' }).click();
  await page.locator('.request [name="person_name"]').waitFor();
}
const save = (page) => page.locator('.request form').getByRole('button', { name: '保存' }).click();
const closed = (page) => page.locator('.request [name="person_name"]').waitFor({ state: 'detached' });
const latest = async (page) => JSON.parse((await rows(page, 'details')).at(-1));

each('a form about the requester writes only what was changed in it, and brings nothing back that was erased', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL);
  const other = await visit(new URL(page.url()).hash, { now: NOW, context: page.context() });
  await amend(page);
  await amend(other);
  await other.locator('.request [name="person_address"]').fill('胜利路 18 号');
  await save(other);
  await closed(other);
  await page.locator('.request [name="person_name"]').fill('欧阳春');
  await save(page);
  await closed(page);
  const { name, phone, address, story } = await latest(page);
  assert.deepEqual([name, phone, address, story], ['欧阳春', CALL.person_phone, '胜利路 18 号', CALL.person_story]);

  await amend(page);
  await page.locator('.request [name="person_phone"]').fill('13900005678');
  await other.getByRole('button', { name: '抹除', exact: true }).click();
  const form = other.locator('.request form', { hasText: '不能恢复' });
  await fill(form, { reason: '诉求人要求' });
  await form.getByRole('button', { name: '确认抹除' }).click();
  await page.getByText('诉求人信息已抹除').waitFor({ timeout: 5000 });
  await save(page);
  await page.locator('.request .message.error', { hasText: '在本表打开之后已被抹除' }).waitFor();
  assert.doesNotMatch((await rows(page, 'details')).join('\n'), /欧阳|13800001234|13900005678|胜利路/);
  await stands(page, 'registered', ['registered', 'supplemented', 'supplemented', 'details_erased']);

  // Opened anew, by somebody who knows.
  await page.locator('.request form').getByRole('button', { name: '取消' }).click();
  await closed(page);
  await amend(page);
  await page.locator('.request [name="person_phone"]').fill('13900005678');
  await save(page);
  await closed(page);
  await other.getByText('诉求人信息已抹除').waitFor({ state: 'detached', timeout: 5000 });
  const again = await latest(page);
  assert.deepEqual([again.phone, again.name, again.erased], ['13900005678', undefined, undefined]);
  await reload(page);
  await page.getByRole('button', { name: '显示全部', exact: true }).click();
  await page.getByText('13900005678').waitFor();
  await desk.finish(other);
  await desk.finish(page);
});

each('what one tab empties is gone in every tab, and none of them writes on as if it were there', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL);
  const hash = new URL(page.url()).hash;
  const list = await visit('#/orders', { now: NOW, context: page.context() });
  await list.locator('tr[data-id]').waitFor();
  // One that hears nothing of the others.
  const before = (page) => page.addInitScript(() => { delete globalThis.BroadcastChannel; });
  const deaf = await visit(hash, { now: NOW, context: page.context(), before });
  const form = await begin(deaf, 'accept');
  await fill(form, { basis: '属受理范围' });
  await go(page, '#/data');
  await page.locator('[name="clear_word"]').fill('清空');
  await page.locator('form button.danger', { hasText: '清空本机数据' }).click();
  await page.getByText('本机数据已清空').first().waitFor();
  await list.locator('tr[data-id]').waitFor({ state: 'detached', timeout: 5000 });
  await confirm(form).click();
  await deaf.getByText('本机没有这件工单').waitFor();
  assert.deepEqual([await facts(page), await rows(page, 'details')], [[], []]);
  // What comes after stands alone, here and there.
  await go(list, '#/intake?pack=hualong');
  await register(list, { ...CALL, title: '另一件' });
  for (const tab of [page, list]) {
    await go(tab, '#/orders');
    await tab.locator('tr[data-id]', { hasText: '另一件' }).waitFor({ timeout: 5000 });
    assert.equal(await tab.locator('tr[data-id]').count(), 1);
  }
  assert.deepEqual((await facts(page)).map((fact) => fact.kind), ['registered']);
  for (const tab of [deaf, list, page]) await desk.finish(tab);
});

each('a lock between tabs that the browser refuses does not keep a step from being saved', async () => {
  const before = async (page) => {
    await working()(page);
    await page.addInitScript(() => {
      if (globalThis.LockManager) LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    });
  };
  const page = await visit('#/intake?pack=hualong', { now: NOW, before });
  await register(page, CALL);
  const form = await begin(page, 'accept');
  await fill(form, { basis: '属受理范围' });
  await confirm(form).click();
  await stands(page, 'accepted', ['registered', 'accepted']);
  await reload(page);
  await stands(page, 'accepted', ['registered', 'accepted']);
  await desk.finish(page);
});

test('folder: lines that cannot be read are counted, wherever they are broken, and nothing of them is thrown away', async () => {
  const page = await desk.open('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL);
  const [line] = await rows(page, 'tail');
  const spoilt = [line.trimEnd().slice(0, -3), line.trimEnd().replace('"with":{', '"with";{')];
  await page.evaluate((rows) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('banjie.desk');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result, tx = db.transaction('tail', 'readwrite');
      for (const row of rows) tx.objectStore('tail').add(new TextEncoder().encode(`${row}\n`));
      tx.oncomplete = () => { db.close(); resolve(); };
      tx.onabort = () => reject(tx.error);
    };
  }), spoilt);
  await go(page, '#/data');
  await reload(page);
  await page.getByText('读不出的记录').waitFor();
  const told = (name) => page.locator('.data-counts div', { has: page.locator('dt', { hasText: name }) }).locator('dd');
  await told('读不出的记录').filter({ hasText: /^2$/ }).waitFor();
  assert.deepEqual((await rows(page, 'tail')).map((row) => row.trimEnd()), [line.trimEnd(), ...spoilt]);
  await desk.finish(page);
});

/** Makes the n-th and every later row that is added fail, as `how` says, until window.room is true again. */
const full = (how) => async (page) => {
  await working()(page);
  await page.addInitScript((how) => {
    window.room = true;
    window.granted = 0;
    window.refused = 0;
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...row) {
      if (window.room || window.granted-- > 0) return add.apply(this, row);
      window.refused++;
      if (how === 'throws') throw new DOMException('full', 'QuotaExceededError');
      const asked = add.apply(this, row);
      this.transaction.abort();
      return asked;
    };
  }, how);
};
const fails = (page, granted = 0) => page.evaluate((granted) => { window.room = false; window.granted = granted; }, granted);
const works = (page) => page.evaluate(() => { window.room = true; });

for (const how of ['throws', 'aborts']) {
  each(`storage that ${how}: it is said, the form keeps its content, a later try works`, async () => {
    const page = await visit('#/intake?pack=hualong', { now: NOW, before: full(how) });
    const sheet = page.locator('form.sheet');
    const said = how === 'throws' ? /空间已满，这一步没有存下，内容仍在本页/ : /写入没有成功，什么也没有改动，内容仍在本页/;
    await fill(sheet, CALL);
    await fails(page);
    await page.locator('[data-way="register"]').click();
    await sheet.locator('[role="alert"] .message.error').waitFor();
    assert.match(await sheet.locator('[role="alert"] .message.error').innerText(), said);
    for (const [name, value] of Object.entries(CALL)) assert.equal(await sheet.locator(`[name="${name}"]`).inputValue(), value, name);
    assert.deepEqual(await facts(page), []);
    await works(page);
    await page.locator('[data-way="register"]').click();
    await page.locator('[data-saved] a').click();
    await page.locator('[data-stage="registered"]').waitFor();
    assert.equal((await facts(page)).length, 1);

    await fails(page);
    const form = await begin(page, 'accept');
    await fill(form, { basis: '属受理范围' });
    await confirm(form).click();
    await form.locator('[role="alert"]').waitFor();
    assert.match(await form.locator('[role="alert"]').innerText(), said);
    assert.equal(await form.locator('[name="basis"]').inputValue(), '属受理范围');
    await stands(page, 'registered', ['registered']);
    await works(page);
    await confirm(form).click();
    await stands(page, 'accepted', ['registered', 'accepted']);
    await reload(page);
    await stands(page, 'accepted', ['registered', 'accepted']);
    assert.match(await entry(page, 'accepted').innerText(), /属受理范围/);
    await desk.finish(page);
  });

  each(`storage that ${how} half way: the order is not there without its personal side`, async () => {
    const page = await visit('#/intake?pack=hualong', { now: NOW, before: full(how) });
    await fill(page.locator('form.sheet'), CALL);
    await fails(page, 1);
    await page.locator('[data-way="register"]').click();
    await page.locator('form.sheet [role="alert"] .message.error').waitFor();
    assert.deepEqual((await facts(page)).map((fact) => fact.kind), [], 'it is said that nothing was stored');
    await works(page);
    await page.locator('[data-way="register"]').click();
    await page.locator('[data-saved]').waitFor();
    assert.equal((await facts(page)).length, 1);
    await desk.finish(page);
  });
}

each('an erasure that fails does not claim to have been one', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: full('aborts') });
  await register(page, CALL);
  const erase = async () => {
    await page.getByRole('button', { name: '抹除', exact: true }).click();
    const form = page.locator('.request form', { hasText: '不能恢复' });
    await fill(form, { reason: '诉求人要求' });
    await form.getByRole('button', { name: '确认抹除' }).click();
  };
  // The entry in the log has room, the rest has none.
  await fails(page, 1);
  await erase();
  await page.waitForFunction(() => window.refused > 0);
  await reload(page);
  const claimed = (await facts(page)).some((fact) => fact.kind === 'details_erased');
  assert.equal((await rows(page, 'details')).join().includes('欧阳沐春'), true);
  assert.equal(claimed, false, 'the log does not say so');
  await erase();
  await page.getByText('诉求人信息已抹除').waitFor();
  assert.doesNotMatch((await rows(page, 'details')).join(), /欧阳/);
  await desk.finish(page);
});

test('folder: no room on the disk: nothing is half written, and it goes on once there is room', async () => {
  const page = await desk.open('#/intake?pack=hualong', { now: NOW, before: working() });
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const room = (quotaSize) => devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
  const sheet = page.locator('form.sheet');
  await fill(sheet, CALL);
  await room(1);
  await page.locator('[data-way="accept"]').click();
  await sheet.getByText('浏览器空间已满，这一步没有存下，内容仍在本页').waitFor();
  assert.equal(await sheet.locator('[name="title"]').inputValue(), CALL.title);
  assert.deepEqual([await facts(page), await rows(page, 'details')], [[], []]);
  await room();
  await page.locator('[data-way="accept"]').click();
  await page.locator('[data-saved]', { hasText: '已受理' }).waitFor();
  assert.deepEqual((await facts(page)).map((fact) => fact.kind), ['registered', 'accepted']);
  await desk.finish(page);
});

each('registered, but the next step not: pressed again it makes up only for that', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: full('aborts') });
  await fill(page.locator('form.sheet'), CALL);
  // The order and the personal side; the acceptance has no room.
  await fails(page, 2);
  await page.locator('[data-way="accept"]').click();
  await page.getByText('这张表已经登记成工单，只是后一步没有存下').waitFor();
  assert.deepEqual((await facts(page)).map((fact) => fact.kind), ['registered']);
  await works(page);
  await page.locator('[data-way="accept"]').click();
  await page.locator('[data-saved] a').click();
  await stands(page, 'accepted', ['registered', 'accepted']);
  assert.equal((await facts(page)).length, 2);
  await desk.finish(page);
});
