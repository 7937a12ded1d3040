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
