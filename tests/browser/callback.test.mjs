// Callbacks on the built app: by the keyboard alone, with what follows at once; calls nobody answers; the day's summary.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { journeys, start } from './harness.mjs';
import { facts, go, keys, moment, register, takeAll, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const NOW = moment('2026-09-29T10:00');
const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '楼下烧烤摊半夜油烟大', title: '夜市油烟扰民', place: '胜利路', channel: 'city', nature: 'complaint' };
const COMPLETE = {
  outcome: 'solved', process: '现场核查后整改', result: '已安装净化设施', opinion: '属实并已整改', told: '电话告知结果', asked_satisfaction: true,
  check_request: true, check_facts: true, check_basis: true, check_process: true, check_opinion: true, check_reply: true, check_feedback: true,
};
const WAY = [
  ['dispatch', { lead: '城管局', assign_basis: '油烟扰民属城管局职责' }],
  ['sign_for'],
  ['propose', { opinion: '由油烟治理中队查处' }],
  ['sign_off', { signed_by: 'deputy', opinion: '同意' }],
  ['assign', { handler: '油烟治理中队' }],
  ['contact', { means: 'phone', told_acceptance: true, told_procedure: true, told_limit: true }],
  ['finish', { result: '油烟净化设施已安装' }],
  ['approve_answer', { signed_by: 'deputy', opinion: '同意答复' }],
  ['reply', { means: 'platform', answer: '已安装净化设施并达标' }],
  ['complete', COMPLETE],
];

/** An order of hualong that a unit has handed in; its page stays behind. */
async function handedIn(me) {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working(me) });
  await register(page, CALL, 'accept');
  await takeAll(page, WAY);
  await page.locator('.order-head [data-stage="completed"]').waitFor();
  return page;
}

const called = (page) => facts(page).then((all) => all.filter((fact) => fact.kind === 'called_back'));

/** The question the focus is at: its code, whether it must be answered, the digit of each answer. */
const question = (page) => page.evaluate(() => {
  const set = document.activeElement?.closest('[data-question]');
  if (!set) return null;
  const keys = [...set.querySelectorAll('input')].map((input) => [input.value, input.dataset.key]);
  return { code: set.dataset.question, must: set.dataset.must === 'true', keys };
});

/** Answers by digits, in the order in which the sheet asks; what is not told is passed over unless it must be answered. */
async function answer(page, answers) {
  const asked = [];
  for (let n = 0; n < 20; n++) {
    const at = await question(page);
    if (!at) return asked;
    asked.push(at.code);
    const key = at.keys.find(([value]) => value === answers[at.code])?.[1] ?? (at.must ? '1' : 'Enter');
    await page.keyboard.press(key);
    await page.waitForFunction((code) => document.activeElement?.closest('[data-question]')?.dataset.question !== code, at.code);
  }
  assert.fail(`the questions do not end: ${asked}`);
}

each('hualong, by keyboard alone: dissatisfied, and what follows at once', async (place) => {
  const page = await handedIn();
  const hand = keys(page);
  await go(page, '#/callback');
  await page.locator('.calls button.call').waitFor();
  assert.match(await page.locator('.call-counts').innerText(), /待回访 1 件/);
  const listed = await page.locator('.calls').innerText();
  assert.match(listed, /夜市油烟扰民[\s\S]*欧\*+ 138\*{4}1234[\s\S]*城管局/);
  assert.doesNotMatch(listed, /沐春|13800001234/, 'masked in the list');

  await page.waitForFunction(() => document.activeElement?.matches('.calls button.call'));
  await hand.press('Enter');
  const form = page.locator('form.call-form');
  await form.waitFor();
  assert.equal(await page.locator('.call-head .phone').innerText(), '13800001234', 'to be dialled');
  assert.equal(await page.locator('.call-head .phone').getAttribute('href'), 'tel:13800001234');
  assert.match(await page.locator('.call-about').innerText(), /楼下烧烤摊半夜油烟大[\s\S]*城管局[\s\S]*已安装净化设施[\s\S]*电话告知结果/);
  // The scale of the pack, and no other.
  assert.deepEqual(await form.locator('[data-question="verdict"] .answer').allInnerTexts(), ['1 满意', '2 一般', '3 不满意']);
  await page.waitForFunction(() => document.activeElement?.closest('[data-question]'));
  const tops = await form.locator('[data-question="verdict"] .answer').evaluateAll((list) => list.map((item) => item.getBoundingClientRect().top));
  assert.equal(new Set(tops).size, 1, 'the answers of a question stand in one line');
  const asked = await answer(page, { verdict: 'unsatisfied', asked_contacted: 'yes', could_solve: 'yes' });
  assert.ok(asked.includes('verdict') && asked.includes('could_solve'), `asked: ${asked}`);
  await hand.tabTo('.call-form textarea[name="said"]', 0);
  await page.keyboard.type('油烟夜里还是大');
  if (place === 'folder') {
    await desk.axe(page);
    await desk.shot(page, 'callback-sheet', 1366, 768, { fullPage: true });
  }
  await hand.press('Control+Enter');

  const follows = page.locator('.told-call li[data-step="issue_review"]', { has: page.locator('[data-rule^="GD-19"]') });
  await follows.waitFor();
  assert.match(await follows.innerText(), /应下发回访复核单[\s\S]*第十九条/);
  await page.getByText('名单上的都已打过').waitFor();
  // Nobody else to call: the keys go on with what follows.
  await page.waitForFunction(() => document.activeElement?.matches('.told-call a'));
  assert.equal(await page.getByText('从名单里选一件').count(), 0);
  const [call] = await called(page);
  assert.equal(call.with.reached, 'yes');
  assert.equal(call.with.verdict, 'unsatisfied');
  assert.equal(call.with.could_solve, true);
  assert.equal(call.with.said, '油烟夜里还是大');

  // On to the step, and the duty stands on the order's own page.
  await hand.tabTo('.told-call li[data-step="issue_review"] a');
  await hand.press('Enter');
  await page.locator('form.step-form[data-form="issue_review"]').waitFor();
  await page.locator('.duties li', { has: page.locator('[data-rule^="GD-19"]') }).filter({ hasText: '应下发回访复核单' }).waitFor();
  await desk.finish(page);
});

each('nobody answers: one key, the attempt is counted, and what was typed is not lost', async () => {
  const page = await handedIn();
  const hand = keys(page);
  await go(page, '#/callback');
  await page.waitForFunction(() => document.activeElement?.matches('.calls button.call'));
  await hand.press('Enter');
  await page.locator('form.call-form').waitFor();
  await hand.press('Alt+n');
  await page.locator('.told-call', { hasText: '没打通' }).waitFor();
  const [call] = await called(page);
  assert.deepEqual([call.with.reached, call.with.verdict], ['no', undefined]);
  await page.locator('.calls button.call', { hasText: '已打 1 次未接' }).waitFor();

  // The list has the keys again; half a sheet is kept while another thing is looked at.
  await page.waitForFunction(() => document.activeElement?.matches('.calls button.call'));
  await hand.press('Enter');
  await page.locator('form.call-form').waitFor();
  assert.match(await page.locator('.call-about .earlier').innerText(), /是否联系上：否/);
  await page.locator('.call-form textarea[name="said"]').fill('说话被打断');
  await page.locator('.call-form [data-question="verdict"] input[value="fair"]').check();
  await hand.press('Escape');
  await page.locator('form.call-form').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.matches('.calls button.call'));
  await hand.press('Enter');
  assert.equal(await page.locator('.call-form textarea[name="said"]').inputValue(), '说话被打断');
  assert.ok(await page.locator('.call-form [data-question="verdict"] input[value="fair"]').isChecked());
  // Refused: said once, at the question without its answer, and not said any more when it has one.
  await hand.press('Control+Enter');
  await page.locator('.call-form .message.error', { hasText: '单位是否联系过您' }).waitFor();
  assert.equal(await page.locator('.call-form .message.warn').count(), 0);
  await page.waitForFunction(() => document.activeElement?.closest('[data-question]')?.dataset.question === 'asked_contacted');
  await hand.press('1');
  await page.locator('.call-form .message.error').waitFor({ state: 'detached' });
  assert.equal((await called(page)).length, 1, 'nothing is recorded by that');
  await desk.finish(page);
});

each('the day by unit, on the screen and on paper', async (place) => {
  const page = await handedIn();
  await go(page, '#/callback');
  await page.locator('.calls button.call').click();
  await page.locator('form.call-form').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-question]'));
  await answer(page, { verdict: 'unsatisfied', asked_contacted: 'yes' });
  await page.keyboard.type('还没装好');
  await page.keyboard.press('Control+Enter');
  await page.locator('.told-call').waitFor();
  await page.locator('[data-action="summary"]').click();
  const row = page.locator('.call-summary tr[data-unit="城管局"]');
  await row.waitFor();
  // 回访, 联系上, 没打通, 满意, 一般, 不满意, 未评价.
  assert.deepEqual((await row.locator('td').allInnerTexts()).slice(0, 7), ['1', '1', '0', '0', '0', '1', '0']);
  assert.match(await page.locator('.call-summary .feedback').innerText(), /城管局[\s\S]*夜市油烟扰民[\s\S]*还没装好/);
  assert.doesNotMatch(await page.locator('.call-summary').innerText(), /沐春|13800001234/);
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.locator('[data-action="print"]').click();
  await page.waitForFunction(() => window.printed);
  const paper = await desk.pdf(page, `callback-summary-${place}`);
  assert.match(paper.text.replace(/\s/g, ''), /2026年9月29日（周二）回访汇总[\s\S]*共回访1次，联系上1次/);
  await desk.finish(page);
});

each('empty, and on a narrow page', async (place) => {
  const empty = await visit('#/callback', { now: NOW, before: working() });
  await empty.getByText('本机还没有工单').waitFor();
  await desk.finish(empty);

  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL);
  await go(page, '#/callback');
  await page.getByText('没有待回访的工单').waitFor();
  await desk.finish(page);

  const narrow = await handedIn();
  await narrow.setViewportSize({ width: 390, height: 844 });
  await go(narrow, '#/callback');
  const first = narrow.locator('.calls button.call');
  await first.click();
  await narrow.locator('form.call-form').waitFor();
  assert.ok(await first.isHidden(), 'the sheet lies over the list');
  const wide = await narrow.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing stands out at the side: ${wide}`);
  await narrow.getByRole('button', { name: '回到名单' }).click();
  await first.waitFor();
  if (place === 'folder') {
    await desk.axe(narrow);
    await desk.shot(narrow, 'callback-narrow', 390, 844);
  }
  await desk.finish(narrow);
});
