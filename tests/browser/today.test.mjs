// The board of the day on the built app: groups by weight, one click to the step, whose tasks, the list before holidays.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { journeys, start } from './harness.mjs';
import { go, moment, register, reload, takeAll, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const NOW = moment('2026-09-29T10:00');
const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '楼下烧烤摊半夜油烟大', title: '夜市油烟扰民', place: '胜利路', channel: 'city', nature: 'complaint' };
const DISPATCH = ['dispatch', { lead: '城管局', assign_basis: '油烟扰民属城管局职责' }];

const group = (page, name) => page.locator(`.today-board [data-group="${name}"]`);

async function dispatched() {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL, 'accept');
  await takeAll(page, [DISPATCH]);
  return page;
}

each('an overdue order stands under 已逾期 with its clause, and one click opens the form of the step', async (place) => {
  const page = await dispatched();
  await go(page, '#/today');
  // Dispatched on Tuesday at 10:00: to be signed for within a working day, by Wednesday at 10:00.
  await page.locator('.today-board [data-step="sign_for"]').first().waitFor();
  assert.equal(await group(page, 'overdue').count(), 0);

  await reload(page, '2026-10-08T11:01');
  const task = group(page, 'overdue').locator('li[data-step="sign_for"]').first();
  await task.waitFor();
  const words = await task.innerText();
  assert.match(words, /夜市油烟扰民/);
  assert.match(words, /9月30日/);
  assert.match(words, /城管局/);
  assert.match(await task.locator('.cite').innerText(), /第.+条/);
  assert.match(await task.getAttribute('data-rule'), /^[A-Z]{2}-/);
  assert.doesNotMatch(await page.locator('.today-board').innerText(), /沐春|13800001234/);
  assert.ok((await task.locator('.order').boundingBox()).width > 200, 'there is room for the title');
  // What one step does is one line, with every clause that asks for it.
  const steps = await page.locator('.today-board .tasks li').evaluateAll((list) => list.map((item) => `${item.dataset.order} ${item.dataset.step}`));
  assert.equal(new Set(steps).size, steps.length, `one line a step: ${steps}`);
  const reply = page.locator('.today-board .tasks li[data-step="reply"]');
  assert.match(await reply.locator('.cite').innerText(), /第十一条[\s\S]*、[\s\S]*第七条/);
  assert.match(await reply.locator('.cite').getAttribute('title'), /须先答复诉求人：/);
  assert.equal(await page.locator('[data-chip="all"] b').innerText(), String(steps.length));
  // The gravest first.
  const order = await page.locator('.today-board [data-group]').evaluateAll((list) => list.map((item) => item.dataset.group));
  const known = ['at_once', 'overdue', 'consequence', 'today', 'awaited', 'later', 'next', 'proposed'];
  assert.deepEqual(order, known.filter((name) => order.includes(name)));
  if (place === 'folder') {
    await desk.axe(page);
    await desk.shot(page, 'today', 1366, 768, { fullPage: true });
    await desk.shot(page, 'today-narrow', 390, 844, { fullPage: true });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, 'nothing stands out at the side');
    await page.setViewportSize({ width: 1366, height: 768 });
  }
  await task.locator('a.what').click();
  await page.locator('form.step-form[data-form="sign_for"]').waitFor();
  await desk.finish(page);
});

each('whose tasks: the desk worked at, another, all; one group; what the address keeps', async () => {
  const page = await dispatched();
  // Only the centre dispatches; the unit looks at its own afterwards.
  await page.locator('.acts select[name="desk"]').selectOption('clerk');
  await go(page, '#/units');
  await page.locator('[name="my_unit"]').fill('城管局');
  await page.locator('[name="my_unit"]').blur();
  await go(page, '#/today');
  await page.locator('.today-board [data-step="sign_for"]').first().waitFor();
  assert.equal(await page.getByLabel('岗位').inputValue(), 'clerk');
  assert.equal(await page.getByLabel('承办单位').inputValue(), '城管局');
  await page.getByLabel('岗位').selectOption('city_centre');
  await page.getByText('没有符合筛选条件的待办').waitFor();
  await page.getByRole('button', { name: '看全部待办' }).click();
  await page.locator('.today-board [data-step="sign_for"]').first().waitFor();
  assert.match(page.url(), /desk=all/);

  const chip = page.locator('[data-chip="awaited"]');
  assert.equal(await chip.locator('b').innerText(), '0');
  await chip.click();
  await page.getByText('没有符合筛选条件的待办').waitFor();
  assert.match(page.url(), /group=awaited/);
  await page.locator('[data-chip="all"]').click();
  const before = await page.locator('.today-board .tasks li').count();
  assert.ok(before > 0);
  await reload(page);
  await page.locator('.today-board .tasks li').nth(before - 1).waitFor();
  assert.equal(await page.getByLabel('岗位').inputValue(), '', 'as it was left');
  await desk.finish(page);
});

each('the list before holidays: up to the eve, and on paper', async (place) => {
  const page = await dispatched();
  await go(page, '#/today');
  await page.locator('.today-board .tasks li').first().waitFor();
  const all = await page.locator('.today-board .tasks li').count();
  await page.locator('[name="special"]').check();
  // Off from 10-01 on.
  assert.equal(await page.locator('.today-board [name="until"]').inputValue(), '2026-09-30');
  await page.locator('.today-board .tasks li[data-step="sign_for"]').first().waitFor();
  const near = await page.locator('.today-board .tasks li').count();
  assert.ok(near < all, `the handling, due after it, is left out: ${near} of ${all}`);
  assert.match(page.url(), /until=2026-09-30/);
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.locator('.today-board [data-action="print"]').click();
  await page.waitForFunction(() => window.printed);
  const paper = (await desk.pdf(page, `today-special-${place}`)).text.replace(/\s/g, '');
  assert.match(paper, /节前、重要会议前清单[\s\S]*2026年9月30日（周三）前要办的[\s\S]*夜市油烟扰民/);
  await desk.finish(page);
});

each('nothing here yet is said, not shown as nothing to do', async () => {
  const page = await visit('#/today', { now: NOW, before: working() });
  await page.getByText('本机还没有工单').waitFor();
  assert.equal(await page.locator('.today-board').count(), 0);
  await desk.finish(page);
});
