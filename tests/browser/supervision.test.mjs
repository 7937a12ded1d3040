// After completion on the built app: a case of supervision from its ground to its file, the meeting, and the archive.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { journeys, start } from './harness.mjs';
import { begin, confirm, facts, fill, giveUp, go, moment, register, reload, take, takeAll, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const once = (place, name, run) => test(`${place}: ${name}`, () => run((hash, options) => desk.open(hash, { in: place, ...options })));

const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '三楼到五楼堆满杂物', title: '楼道堆物', place: '跃进村', nature: 'complaint' };
const ANSWER = {
  finding: 'true', merit: 'justified', settled: 'solved', means: 'phone', verdict: 'satisfied', problem: '楼道堆物', facts: '逐层照片十二张',
  opinion: '依市容条例清运', basis: '市容条例', told: '已电话告知清运结果', evidence: true, signed_by: 'deputy',
};

/** What is done at this desk until another is chosen; none is every desk. */
const at = (page, role) => page.locator('.acts select[name="desk"]').selectOption(role);
const number = async (page) => (await page.locator('.order-head h1 small').innerText()).trim();
const tab = (page, name) => page.locator(`[data-tab="${name}"]`);
/** How many a list is said to hold. */
const count = (page, name) => tab(page, name).locator('b').innerText();
const holds = (page, name, n) => page.locator(`[data-tab="${name}"] b`, { hasText: new RegExp(`^${n}$`) }).waitFor();
const narrow = async (page, name) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await desk.shot(page, name, 390, 844, { fullPage: true });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, 'nothing stands out at the side');
  await page.setViewportSize({ width: 1366, height: 768 });
};

/** Fills in the form that is open already, because the address asked for it. */
async function finish(page, step, fields) {
  const form = page.locator(`form.step-form[data-form="${step}"]`);
  await form.waitFor();
  await fill(form, fields);
  await confirm(form).click();
  await form.waitFor({ state: 'detached' });
}

/** An order of 新海镇, dispatched on Wednesday 2026-03-04: three working days, until Monday 2026-03-09. */
async function dispatched(open) {
  const page = await open('#/intake?pack=xinhai', { now: moment('2026-03-04T09:00'), before: working() });
  await register(page, CALL, 'accept');
  await at(page, 'centre');
  await take(page, 'contact', { means: 'phone', what: '核实堆物位置' });
  await at(page, '');
  await takeAll(page, [['dispatch', { lead: '城管中队' }], ['sign_for']]);
  return page;
}

once('folder', 'xinhai: overdue, a case opened, noticed, answered, verified, closed, and all of it in one file', async (open) => {
  const page = await dispatched(open);
  const order = await number(page);
  await go(page, '#/supervision');
  await page.getByText('没有应列入督办而未立案的工单').waitFor();
  await reload(page, '2026-03-10T09:00');

  // To be opened: the ground, its clause, the limit missed, one click to the form.
  const row = page.locator('.docket tr[data-order]', { hasText: '楼道堆物' });
  await row.waitFor();
  await holds(page, 'to_open', 1);
  const ground = row.locator('[data-rule="XH-2.1:overdue"]');
  assert.match(await ground.innerText(), /过了期限还没有办结[\s\S]*XH 二（一）1/);
  assert.match(await ground.innerText(), /办结时限2026年3月9日（周一）24:00已过/);
  assert.match(await row.innerText(), /城管中队/);
  assert.doesNotMatch(await page.locator('.docket').innerText(), /沐春|13800001234/);
  await desk.axe(page);
  await desk.shot(page, 'supervision-to-open', 1366, 768);
  await narrow(page, 'supervision-to-open-narrow');
  await row.locator('a[data-step="open_supervision"]').click();
  await finish(page, 'open_supervision', { ground: 'XH-2.1:overdue', supervision_number: '2026-督-01' });
  await page.locator('.log li[data-fact="supervision_opened"]').waitFor();

  // The town's leader dispatches it: not before the leader approved.
  const form = await begin(page, 'notify_supervision');
  await fill(form, { mode: 'leader', means: 'platform', supervision_limit: '3' });
  assert.match(await form.locator('.reasons').innerText(), /先要审签督办通知[\s\S]*XH 二（二）4/);
  assert.ok(await confirm(form).isDisabled());
  await giveUp(form);
  await take(page, 'approve_notice', { mode: 'leader', signed_by: 'town_leader', opinion: '同意' });
  await take(page, 'notify_supervision', { mode: 'leader', means: 'platform', supervision_limit: '3' });

  // Tue 03-10; 03-11 (1) 03-12 (2) 03-13 Fri (3).
  await go(page, '#/supervision?tab=open');
  const open1 = page.locator('.docket tr[data-case="1"]');
  await open1.waitFor();
  assert.equal(await open1.getAttribute('data-case-stage'), 'noticed');
  assert.match(await open1.innerText(), /2026-督-01[\s\S]*领导派单督办[\s\S]*已下达[\s\S]*2026年3月13日（周五）24:00/);
  assert.equal(await count(page, 'to_open'), '0');
  assert.match(await page.locator('.share').innerText(), /督办件办结率：0\/1（0%）[\s\S]*还有 1 件没有办结/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="csv"]').click()]);
  const csv = readFileSync(await download.path(), 'utf8');
  assert.match(csv, /2026-督-01/);
  assert.equal(csv.trimEnd().split('\r\n').length, 2);

  // The file before the answer: what it has to say, and what is forbidden.
  await open1.locator('a', { hasText: '2026-督-01' }).click();
  const part = (name) => page.locator(`.case [data-part="${name}"]`).innerText();
  await page.locator('.case').waitFor();
  assert.match(await part('ground'), /过了期限还没有办结[\s\S]*XH 二（一）1[\s\S]*办结时限2026年3月9日/);
  assert.match(await page.locator('.ladder li.used').innerText(), /领导派单督办[\s\S]*XH 二（二）4/);
  assert.match(await part('limit'), /2026年3月13日（周五）24:00/);
  assert.match(await part('answer'), /条文要求答复写明[\s\S]*市民反映的问题/);
  assert.match(await page.locator('.case .forbidden li[data-step="close_supervision"]').innerText(), /先要督办核查[\s\S]*XH 二（三）3/);
  await page.locator('.case a.step[data-step="answer_supervision"]').click();
  await finish(page, 'answer_supervision', ANSWER);

  await go(page, '#/supervision?tab=open');
  await reload(page, '2026-03-13T09:00');
  await page.locator('.docket tr[data-case-stage="answered"] a[data-step="verify_supervision"]').click();
  await finish(page, 'verify_supervision', { passed: 'yes', verified_by_call: true, verified_on_site: true, opinion: '逐层看过，已清空' });
  await go(page, '#/supervision?tab=open');
  await page.locator('.docket tr[data-case-stage="verified"] a[data-step="close_supervision"]').click();
  await finish(page, 'close_supervision', { settled: 'solved', opinion: '同意结案' });

  await go(page, '#/supervision?tab=closed');
  const closed = page.locator('.docket tr[data-case="1"]');
  await closed.waitFor();
  assert.match(await closed.innerText(), /2026-督-01[\s\S]*已结案[\s\S]*解决/);
  assert.match(await page.locator('.share[data-rule^="XH-2.5"]').innerText(), /1\/1（100%）[\s\S]*已全部办结/);
  await closed.locator('a', { hasText: '2026-督-01' }).click();
  await page.locator('.case').waitFor();
  assert.match(await part('basics'), /2026-督-01[\s\S]*已结案[\s\S]*楼道堆物[\s\S]*城管中队/);
  assert.match(await part('modes'), /督办通知已审签[\s\S]*镇主要领导[\s\S]*已下达督办/);
  assert.match(await part('answer'), /已督办答复[\s\S]*逐层照片十二张/);
  assert.match(await part('checks'), /已督办核查[\s\S]*已现场核实[\s\S]*已督办结案[\s\S]*解决/);
  // Names are masked until somebody asks.
  assert.match(await part('basics'), /欧\*\*[\s\S]*138\*\*\*\*1234/);
  await page.locator('[name="names_open"]').check();
  await page.locator('.case [data-part="basics"]', { hasText: '欧阳沐春' }).waitFor();
  await page.locator('[name="names_open"]').uncheck();
  assert.match(await page.locator('[data-action="volume"]').getAttribute('href'), /^#\/papers\?id=\w{16}&volume=1$/);
  await desk.axe(page);
  await desk.shot(page, 'supervision-case', 1366, 768, { fullPage: true });
  await narrow(page, 'supervision-case-narrow');
  const paper = (await desk.pdf(page, 'supervision-case')).text.replace(/\s/g, '');
  assert.match(paper, /督办案卷2026-督-01[\s\S]*一、基本情况[\s\S]*二、督办事由[\s\S]*五、承办单位答复[\s\S]*六、核查与结案/);
  assert.ok(paper.includes(order.replace(/\s/g, '')), 'the number of the order is on paper');
  assert.doesNotMatch(paper, /沐春/);
  await desk.finish(page);
});

each('the lists of supervision when there is nothing, and of one unit', async () => {
  const page = await visit('#/supervision', { now: moment('2026-03-04T09:00'), before: working() });
  for (const [name, words] of [['to_open', '没有应列入督办'], ['open', '没有在办的督办'], ['closed', '还没有结案的督办'], ['accountability', '没有应启动问责'], ['report', '没有要报送']]) {
    await tab(page, name).click();
    await page.locator('.empty', { hasText: words }).waitFor();
    assert.equal(await count(page, name), '0');
  }
  assert.match(page.url(), /tab=report/);
  assert.equal(await page.locator('.share').count(), 0, 'no share without a pack that counts it');
  assert.ok(await page.locator('[data-action="print"]').isDisabled());
  await go(page, '#/supervision?tab=open&unit=水利局');
  await page.locator('.empty', { hasText: '“水利局”名下' }).waitFor();
  await go(page, '#/supervision?id=0000000000000000&case=1');
  await page.getByText('本机没有这件工单').waitFor();
  await desk.finish(page);
});

once('file', 'shicheng: a difficult order comes before the meeting, is recorded, and leaves the list', async (open) => {
  const page = await open('#/meeting', { now: moment('2026-03-10T09:00'), before: working() });
  await page.getByText('没有规定会商日').waitFor();
  await page.getByText('还没有议题').waitFor();
  await page.getByText('还没有会议记录').waitFor();
  assert.ok(await page.locator('form[data-form="hold_meeting"] button[type="submit"]').isDisabled());

  await go(page, '#/intake?pack=shicheng');
  await register(page, { ...CALL, title: '两镇交界道路积水', place: '琴江镇' }, 'accept');
  await take(page, 'mark', { difficulty: 'difficult', reason: '涉及两镇和交通运输局' });
  const difficult = await number(page);
  await go(page, '#/intake?pack=shicheng');
  await register(page, { ...CALL, title: '另一件普通工单' });
  const plain = await number(page);

  // Sunday 03-15: the nearest working day is the Monday.
  await go(page, '#/meeting');
  await page.locator('.meeting-day [data-rule="SC-2:office"]', { hasText: '2026年3月16日（周一）' }).waitFor();
  const proposed = page.locator('.proposals li[data-order]');
  await proposed.first().waitFor();
  assert.equal(await proposed.count(), 1);
  assert.match(await proposed.innerText(), /两镇交界道路积水[\s\S]*二、定期会商/);
  assert.match(await proposed.locator('.because').first().getAttribute('data-rule'), /^SC-2:marked/);
  await proposed.locator('input[type="checkbox"]').check();
  const items = page.locator('.agenda .items > li');
  await items.first().waitFor();
  await items.locator('[name="remark"]').fill('请交通运输局汇报排水方案');

  // By number: one that is not here, one that is, twice.
  const add = page.locator('.agenda [name="order_number"]');
  await add.fill('没有这个编号');
  await add.press('Enter');
  await page.locator('.agenda [role="alert"]', { hasText: '没有编号为“没有这个编号”的工单' }).waitFor();
  await add.fill(plain);
  await add.press('Enter');
  await page.locator('.agenda .items > li', { hasText: '另一件普通工单' }).waitFor();
  await add.fill(plain);
  await add.press('Enter');
  await page.locator('.agenda [role="alert"]', { hasText: '已在议题里' }).waitFor();
  assert.equal(await items.count(), 2);

  // What is half prepared outlives a reload.
  await fill(page.locator('form[data-form="hold_meeting"]'), { convenor: 'hotline_leader', persons: '交通运输局、琴江镇', solutions: '四月底前疏通涵管' });
  await reload(page, '2026-03-16T10:00');
  await items.nth(1).waitFor();
  assert.equal(await page.locator('form[data-form="hold_meeting"] [name="solutions"]').inputValue(), '四月底前疏通涵管');
  assert.equal(await items.first().locator('[name="remark"]').inputValue(), '请交通运输局汇报排水方案');
  await page.locator('.proposals li.picked').waitFor();
  await desk.axe(page);
  await desk.shot(page, 'meeting', 1366, 768, { fullPage: true });
  await narrow(page, 'meeting-narrow');
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.locator('[data-action="print-agenda"]').click();
  await page.waitForFunction(() => window.printed);
  const agenda = (await desk.pdf(page, 'meeting-agenda')).text.replace(/\s/g, '');
  assert.match(agenda, /会商议题[\s\S]*两镇交界道路积水[\s\S]*另一件普通工单/);
  await page.locator('[data-action="print-sign-in"]').click();
  const signIn = (await desk.pdf(page, 'meeting-sign-in')).text.replace(/\s/g, '');
  assert.match(signIn, /会商会议签到表[\s\S]*法律专家/);

  await page.locator('form[data-form="hold_meeting"] button[type="submit"]').click();
  const held = page.locator('.meetings li[data-meeting]');
  await held.waitFor();
  assert.match(await held.innerText(), /2026年3月16日（周一）10:00[\s\S]*县政府热线分管领导[\s\S]*请交通运输局汇报排水方案[\s\S]*四月底前疏通涵管/);
  assert.equal(await held.locator('li[data-order]').count(), 2);
  await page.getByText('没有条文要求提交会商而还没有上会的工单').waitFor();
  await page.getByText('还没有议题').waitFor();
  await page.locator('.next-day', { hasText: '2026年4月15日（周三）' }).waitFor();
  const noted = (await facts(page)).filter((fact) => fact.kind === 'meeting_held');
  assert.equal(noted.length, 1);
  assert.equal(noted[0].with.agenda.length, 2);
  assert.equal(noted[0].with.convenor, 'hotline_leader');
  assert.ok(noted[0].with.what.includes(`${difficult}：请交通运输局汇报排水方案`));
  await desk.finish(page);
});

once('folder', 'shangrao: closed orders are filed, one by one and together, with what each lacks; how long they are kept', async (open) => {
  const page = await open('#/archive', { now: moment('2026-03-11T09:00'), before: working() });
  await page.getByText('没有待归档的工单').waitFor();
  await tab(page, 'filed').click();
  await page.getByText('还没有归档的工单').waitFor();
  await tab(page, 'months').click();
  await page.getByText('没有规定按月整理归档').waitFor();

  for (const title of ['社保卡怎么补办', '公交线路调整', '图书馆开放时间']) {
    await go(page, '#/intake?pack=shangrao');
    await register(page, { ...CALL, title, nature: 'inquiry' }, 'accept');
    await take(page, 'close_at_intake', { direct_close: 'direct', answer: '已当场答复' });
  }
  await go(page, '#/archive');
  await holds(page, 'pending', 3);
  const row = (title) => page.locator('.pending tr[data-order]', { hasText: title });
  await row('社保卡').waitFor();
  assert.match(await row('社保卡').innerText(), /直接办结[\s\S]*一件一卷，材料齐全[\s\S]*第十三条第（九）项/);
  assert.doesNotMatch(await page.locator('.pending').innerText(), /沐春|13800001234/);
  await desk.axe(page);
  await desk.shot(page, 'archive-pending', 1366, 768);
  await narrow(page, 'archive-pending-narrow');

  // Refused by its clause, at its own row.
  await row('社保卡').locator('button.file').click();
  await row('社保卡').locator('[role="alert"]', { hasText: '要确认“一件一卷，材料齐全”' }).waitFor();
  assert.equal((await facts(page)).filter((fact) => fact.kind === 'archived').length, 0);
  const form = page.locator('form[data-form="archive"]');
  await fill(form, { volume_number: '2026-009', volume_complete: true });
  await row('社保卡').locator('.want.met').waitFor();
  await row('社保卡').locator('button.file').click();
  await holds(page, 'pending', 2);
  // One volume an order.
  await page.waitForFunction(() => document.querySelector('form[data-form="archive"] [name="volume_number"]').value === '2026-010');

  // The others together.
  await page.locator('.pending thead input[type="checkbox"]').check();
  await page.locator('[data-action="file-chosen"]').click();
  await page.getByText('没有待归档的工单').waitFor();
  await page.locator('.pending > .said', { hasText: '已归档 2 件' }).waitFor();

  await tab(page, 'filed').click();
  const filed = page.locator('.filed tr[data-order]');
  await filed.nth(2).waitFor();
  const volumes = (await filed.locator('.c-volume').allInnerTexts()).map((words) => words.trim()).sort();
  assert.deepEqual(volumes, ['2026-009', '2026-010', '2026-011']);
  assert.match(await filed.filter({ hasText: '2026-009' }).innerText(), /社保卡怎么补办[\s\S]*2026年3月11日[\s\S]*至少保存到2029年3月[\s\S]*第十三条第（九）项/);
  await page.locator('.filed [name="find"]').fill('公交');
  await page.locator('.filed .counts', { hasText: '找到 1 件，共 3 件' }).waitFor();
  await page.locator('.filed [name="find"]').fill('没有这样的词');
  await page.getByText('没有符合查找条件的工单').waitFor();
  await page.locator('.filed [name="find"]').fill('');
  await filed.nth(2).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.filed [data-action="csv"]').click()]);
  assert.equal(readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n').length, 4);
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.locator('.filed [data-action="print"]').click();
  await page.waitForFunction(() => window.printed);
  const paper = (await desk.pdf(page, 'archive-list')).text.replace(/\s/g, '');
  assert.match(paper, /卷宗移交清单[\s\S]*共3卷/);
  assert.match(paper, /2026-011/);
  await desk.finish(page);
});

each('shicheng: the filing of the month, unit by unit', async () => {
  const page = await visit('#/intake?pack=shicheng', { now: moment('2026-03-10T09:00'), before: working({ unit: '琴江镇' }) });
  await register(page, CALL);
  await go(page, '#/archive');
  await tab(page, 'months').click();
  // On 03-10 the filing of February was due on the 5th.
  const month = page.locator('.months tr[data-month="2026-02"]');
  await month.waitFor();
  assert.match(await month.innerText(), /2026年2月[\s\S]*2026年3月5日（周四）24:00[\s\S]*还没有登记/);
  assert.match(await page.locator('.months [data-rule^="SC-1c:office"]').innerText(), /一、工单签批/);
  await month.getByRole('button').click();
  const form = page.locator('form[data-form="file_month"]');
  await form.waitFor();
  assert.equal(await form.locator('[name="unit_name"]').inputValue(), '琴江镇');
  await form.locator('[name="what"]').fill('签批工单三件');
  await form.locator('button[type="submit"]').click();
  await page.locator('.months tr[data-month="2026-02"]', { hasText: '琴江镇（2026年3月10日' }).waitFor();
  const noted = (await facts(page)).filter((fact) => fact.kind === 'month_filed');
  assert.deepEqual(noted.map((fact) => [fact.with.month, fact.with.unit_name]), [['2026-02', '琴江镇']]);
  await desk.finish(page);
});

once('file', 'the units to be inspected, on the screen, on the phone and on paper', async (open) => {
  const page = await dispatched(open);
  await go(page, '#/supervision');
  await page.locator('[data-inspection]').click();
  const unit = page.locator('.inspection tr[data-unit="城管中队"]');
  await unit.waitFor();
  // One undertaken, none handed in, none overdue yet.
  assert.deepEqual((await unit.locator('td').allInnerTexts()).slice(0, 5), ['1', '0', '0', '0', '0']);
  await reload(page, '2026-03-10T09:00');
  await unit.locator('td').nth(4).filter({ hasText: '1' }).waitFor();
  await narrow(page, 'inspection-390');
  const paper = (await desk.pdf(page, 'inspection')).text.replace(/\s/g, '');
  assert.match(paper, /督查清单[\s\S]*派单日期：2026年3月1日（周日）至2026年3月10日（周二）[\s\S]*城管中队/);
  await page.locator('.inspection [name="to"]').fill('2026-03-03');
  await page.getByText('这段时间没有派出的工单').waitFor();
  await desk.finish(page);
});
