// Orders, from the call to the completion, on the built app: by mouse, by keyboard, in two tabs, and when storage fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { journeys, start } from './harness.mjs';
import { begin, button, confirm, due, entry, facts, fill, forbidden, giveUp, go, keys, log, moment, register, reload, stage, stands, take, takeAll, why, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

/** Long journeys go through one delivery. */
const once = (place, name, run) => test(`${place}: ${name}`, () => run((hash, options) => desk.open(hash, { in: place, ...options })));

const NOW = moment('2026-09-29T10:00');
const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '楼下烧烤摊半夜油烟大', title: '夜市油烟扰民', place: '胜利路', channel: 'city', nature: 'complaint' };
const COMPLETE = {
  outcome: 'solved', process: '现场核查后整改', result: '已安装净化设施', opinion: '属实并已整改', told: '电话告知结果', asked_satisfaction: true,
  check_request: true, check_facts: true, check_basis: true, check_process: true, check_opinion: true, check_reply: true, check_feedback: true,
};

once('folder', 'hualong, by mouse: the whole way of a unit, with a reload between any two steps', async (open) => {
  const page = await open('#/intake?pack=hualong', { now: moment('2026-09-28T16:00'), before: working({ device: '前台' }) });
  await register(page, { ...CALL, source_number: 'PY-0929-01', printed_due: '2026-10-14' });
  const done = ['registered'];
  const next = async (when, step, fields, fact, stage) => {
    await take(page, step, fields);
    done.push(fact);
    await reload(page, when);
    await stands(page, stage, done);
  };
  await reload(page, '2026-09-28T16:10');
  await stands(page, 'registered', done);
  assert.match(await why(page, 'dispatch'), /还没有受理/);
  assert.match(await entry(page, 'registered').innerText(), /2026年9月28日（周一）16:00\s+已登记[\s\S]*平台打印的到期日\s*2026年10月14日/);
  await next('2026-09-29T10:00', 'accept', {}, 'accepted', 'accepted');

  // A form that lacks what a clause demands says so and cannot be sent.
  let form = await begin(page, 'dispatch');
  await fill(form, { lead: '城管局' });
  assert.match(await form.locator('.reasons').innerText(), /要填写“派单依据（问题性质、职责、属地）”\s*GD 第二条/);
  assert.ok(await confirm(form).isDisabled());
  await fill(form, { assign_basis: '油烟扰民属城管局职责' });
  assert.equal(await form.locator('.reasons').count(), 0);
  await form.press('Escape');
  await form.waitFor({ state: 'detached' });
  await next('2026-09-29T13:00', 'dispatch', { lead: '城管局', assign_basis: '油烟扰民属城管局职责' }, 'dispatched', 'dispatched');
  assert.match(await due(page), /签收最迟2026年9月30日（周三）10:00/);

  // Signed for in the morning, entered at one.
  await next('2026-09-29T14:10', 'sign_for', { at: '2026-09-29T11:00' }, 'signed_for', 'handling');
  assert.match(await entry(page, 'signed_for').innerText(), /2026年9月29日（周二）11:00[\s\S]*2026年9月29日（周二）13:00补记/);
  assert.doesNotMatch(await entry(page, 'dispatched').innerText(), /补记/);
  await next('2026-09-29T14:20', 'propose', { opinion: '由油烟治理中队查处' }, 'proposed', 'handling');
  assert.match(await why(page, 'assign'), /先要领导签批/);
  form = await begin(page, 'sign_off');
  const signers = await form.locator('[name="signed_by"] option').evaluateAll((list) => list.map((option) => option.value));
  assert.deepEqual(signers.sort(), ['', 'deputy', 'principal'], 'only those who may sign');
  await giveUp(form);
  await next('2026-09-29T14:40', 'sign_off', { signed_by: 'deputy', opinion: '同意' }, 'signed_off', 'handling');
  await next('2026-09-29T15:00', 'assign', { handler: '油烟治理中队' }, 'assigned', 'handling');
  form = await begin(page, 'contact');
  await fill(form, { means: 'phone', told_acceptance: true, told_procedure: true });
  assert.match(await form.locator('.reasons').innerText(), /要确认“已告知期限”\s*GD 第八条/);
  assert.ok(await confirm(form).isDisabled());
  await giveUp(form);
  await next('2026-09-29T15:30', 'contact', { means: 'phone', told_acceptance: true, told_procedure: true, told_limit: true }, 'contacted', 'handling');

  // Tue 09-29; 09-30 (1), 10-01 to 10-07 off, 10-08 (2) 10-09 (3) 10-10 Sat worked (4) 10-12 (5).
  assert.match(await due(page), /办结最迟2026年10月12日（周一）24:00/);
  await entry(page, 'dispatched').getByRole('button', { name: '更正' }).click();
  form = page.locator('form[data-form="correct"]');
  assert.equal(await form.locator('[name="at"]').inputValue(), '2026-09-29T10:00');
  assert.ok(await confirm(form).isDisabled(), 'not without the reason');
  await fill(form, { at: '2026-09-28T17:00', reason: '派单时间记错' });
  await confirm(form).click();
  await entry(page, 'corrected').waitFor();
  // Mon 09-28; 09-29 (1) 09-30 (2) 10-08 (3) 10-09 (4) 10-10 (5).
  assert.match(await due(page), /办结最迟2026年10月10日（周六）24:00/);
  const ordered = ['registered', 'accepted', 'dispatched', ...done.slice(3), 'corrected'];
  done.splice(0, done.length, ...ordered);
  await reload(page, '2026-09-29T15:40');
  await stands(page, 'handling', done);
  assert.match(await due(page), /2026年10月10日/);
  assert.match(await entry(page, 'dispatched').innerText(), /2026年9月28日（周一）17:00[\s\S]*已更正/);
  assert.match(await entry(page, 'corrected').innerText(), /所指记录.*已派单\s*更正后的时间\s*2026年9月28日（周一）17:00\s*原因\s*派单时间记错/);

  // Classified as an inquiry, which has a shorter limit, and that taken back.
  await next('2026-09-29T15:50', 'classify', { nature: 'inquiry', reason: '看错' }, 'classified', 'handling');
  assert.doesNotMatch(await due(page), /2026年10月10日/);
  await entry(page, 'classified').getByRole('button', { name: '撤销' }).click();
  form = page.locator('form[data-form="retract"]');
  await fill(form, { reason: '仍是投诉' });
  await confirm(form).click();
  await entry(page, 'retracted').waitFor();
  assert.match(await due(page), /2026年10月10日/);
  done.push('retracted');
  await reload(page, '2026-10-09T14:50');
  await stands(page, 'handling', done);
  assert.match(await due(page), /2026年10月10日/);
  assert.match(await entry(page, 'classified').innerText(), /已撤销/);
  assert.match(await entry(page, 'classified').getAttribute('class'), /dead/);

  // What is forbidden has no button, is grey, and names its clause.
  assert.equal(await button(page, 'complete').count(), 0);
  assert.match(await why(page, 'complete'), /先要答复诉求人\s*GD 第十一条/);
  const grey = await forbidden(page, 'complete').evaluate((item) => getComputedStyle(item).color);
  assert.notEqual(grey, await page.locator('.acts h2').evaluate((head) => getComputedStyle(head).color));
  await next('2026-10-09T15:30', 'finish', { result: '油烟净化设施已安装' }, 'finished', 'finished');
  await next('2026-10-09T16:00', 'approve_answer', { signed_by: 'deputy', opinion: '同意答复' }, 'answer_approved', 'finished');
  form = await begin(page, 'reply');
  await fill(form, { means: 'phone', answer: '已达标', written_wanted: true });
  assert.match(await form.locator('.reasons').innerText(), /“?已给书面结果”?[\s\S]*第七条第5项/);
  assert.ok(await confirm(form).isDisabled());
  await giveUp(form);
  await next('2026-10-09T16:30', 'reply', { means: 'platform', answer: '已安装净化设施并达标' }, 'replied', 'finished');
  const { check_basis, ...unchecked } = COMPLETE;
  form = await begin(page, 'complete');
  await fill(form, unchecked);
  assert.match(await form.locator('.reasons').innerText(), /要确认“依据写明”\s*GD 第十二条/);
  assert.ok(await confirm(form).isDisabled());
  await fill(form, { check_basis });
  assert.equal(await form.locator('.reasons').count(), 0);
  await giveUp(form);
  await next('2026-10-09T16:40', 'complete', COMPLETE, 'completion_submitted', 'completed');
  assert.match(await due(page), /按时办结/);
  assert.equal(await button(page, 'complete').count(), 0);
  assert.match(await page.locator('.log h2').innerText(), new RegExp(`（${done.length}）`));
  await desk.axe(page);
  await desk.shot(page, 'order-completed', 1366, 768, { fullPage: true });
  await desk.finish(page);
});

once('file', 'neimenggu, by keyboard alone: reviewed, suspended, extended, completed', async (open) => {
  const page = await open('#/intake?pack=neimenggu', { now: moment('2026-03-02T09:00'), before: working() });
  const hand = keys(page);
  await page.locator('form.sheet').waitFor();
  await hand.tabTo('form.sheet [name="person_phone"]', 0);
  const sheet = { person_phone: '13900005678', person_name: '额尔德尼', person_address: '新华街 8 号', person_story: '暖气冰凉', title: '暖气不热' };
  await hand.fill('form.sheet', sheet);
  await hand.fill('form.sheet', { occurred: '当晚', persons: '某供热站', channel: 'phone', nature: 'complaint', subject: 'livelihood', urgency: 'ordinary', difficulty: 'complex' });
  await hand.fill('form.sheet', { privacy: 'public', cause: '换热站停运', demand: '恢复供热' });
  await hand.tabTo('form.sheet details.more > summary');
  await hand.press('Enter');
  await hand.fill('form.sheet', { statutory: 'limited', statutory_limit: '60', statutory_unit: 'calendar_day' });
  await hand.press('Control+Enter');
  await page.locator('[data-saved]').waitFor();
  await hand.tabTo('form.sheet [name="person_phone"]', 0);
  await hand.tabTo('[data-saved] a');
  await hand.press('Enter');
  const done = ['registered'];
  const next = async (when, step, fields, fact, stage) => {
    await hand.take(step, fields);
    done.push(fact);
    await reload(page, when);
    await stands(page, stage, done);
  };
  await reload(page, '2026-03-02T09:10');
  await stands(page, 'registered', done);
  await next('2026-03-02T09:20', 'accept', {}, 'accepted', 'accepted');
  assert.match(await why(page, 'submit_for_review'), /登记内容还缺“发生地点”，请先补充登记或改分类[\s\S]*6\.1\.4至6\.1\.6/);
  await next('2026-03-02T09:30', 'supplement', { place: '海勃湾区新华街' }, 'supplemented', 'accepted');
  await next('2026-03-02T10:00', 'submit_for_review', {}, 'submitted_for_review', 'in_review');
  await next('2026-03-02T11:00', 'dispatch', { lead: '住建局', assign_basis: '供热管理属住建局且在海勃湾区' }, 'dispatched', 'dispatched');
  await next('2026-03-03T09:00', 'sign_for', {}, 'signed_for', 'handling');
  // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
  assert.match(await due(page), /办结最迟2026年3月9日（周一）24:00/);

  // A form sent too early by the keys is refused by clause and keeps what it holds.
  await hand.tabTo('button.step[data-step="request_suspension"]');
  await hand.press('Enter');
  await hand.fill('form[data-form="request_suspension"]', { days: '60' });
  await hand.press('Control+Enter');
  assert.match(await page.locator('form[data-form="request_suspension"] [role="alert"]').innerText(), /要填写“依据（法规、职责或政策）”[\s\S]*6\.4\.1/);
  assert.deepEqual(await log(page), done);
  assert.equal(await page.locator('form[data-form="request_suspension"] [name="days"]').inputValue(), '60');
  await hand.press('Escape');
  await page.locator('form.step-form').waitFor({ state: 'detached' });
  await next('2026-03-03T10:00', 'request_suspension', { basis: '调解仲裁法', days: '60' }, 'suspension_requested', 'handling');
  await next('2026-03-03T15:00', 'deny_suspension', { reason: '未附受理通知' }, 'suspension_denied', 'handling');
  await next('2026-03-04T10:00', 'request_suspension', { basis: '调解仲裁法并附受理通知', days: '60' }, 'suspension_requested', 'handling');
  // The days asked for are filled in already.
  await next('2026-03-18T10:00', 'suspend', {}, 'suspended', 'suspended');
  assert.match(await entry(page, 'suspended').innerText(), /天数\s*60/);
  assert.match(await why(page, 'complete'), /挂单中，先恢复办理/);
  await next('2026-03-19T09:00', 'resume', { reason: '裁决已出' }, 'resumed', 'handling');
  // 03-03 (1); stood still from 03-04 to 03-17; 03-18 (2) 03-19 (3) 03-20 (4) 03-23 Mon (5).
  assert.match(await due(page), /2026年3月23日（周一）24:00/);

  await next('2026-03-19T10:00', 'request_extension', { days: '5', reason: '管网改造' }, 'extension_requested', 'handling');
  assert.match(await due(page), /2026年3月23日/);
  await next('2026-03-24T09:00', 'grant_extension', {}, 'extension_granted', 'handling');
  // 03-24 (6) 03-25 (7) 03-26 (8) 03-27 (9) 03-30 Mon (10).
  assert.match(await due(page), /2026年3月30日（周一）24:00/);
  assert.match(await why(page, 'complete'), /先要由[\s\S]*答复诉求人/);
  await next('2026-03-27T11:00', 'reply', { means: 'phone', answer: '按裁决已恢复供热' }, 'replied', 'handling');
  const report = { contacting: '电话联系诉求人', investigation: '换热站跳闸停运', basis: '供热管理条例', opinion: '已修复并加强巡检', result: '已恢复供热' };
  await next('2026-03-27T12:00', 'complete', report, 'completion_submitted', 'completed');
  await desk.finish(page);
});

each('a step taken is said to be saved, and what one chose on the page stays', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working({ role: 'centre' }) });
  await register(page, CALL);
  await page.getByRole('button', { name: '显示全部', exact: true }).click();
  await page.getByText(CALL.person_name).waitFor();
  await take(page, 'accept');
  assert.match(await page.locator('.acts .said').innerText(), /已受理，已保存/);
  assert.ok(await page.getByText(CALL.person_name).isVisible());
  await desk.finish(page);
});

each('a step is not held up by a clock that stood still while the minute turned', async () => {
  const page = await visit('#/intake?pack=hualong', {
    now: NOW,
    before: async (page) => {
      await working()(page);
      await page.addInitScript(() => { window.setInterval = () => 0; });
    },
  });
  await page.locator('[data-way="register"]:enabled').waitFor();
  await page.clock.setFixedTime(moment('2026-09-29T10:01'));
  await register(page, CALL);
  const form = await begin(page, 'accept');
  assert.deepEqual(await form.locator('.reasons').allInnerTexts(), []);
  await confirm(form).click();
  await stands(page, 'accepted', ['registered', 'accepted']);
  await desk.finish(page);
});

each('two tabs: what one does the other shows, and nothing is done twice', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL);
  const hash = new URL(page.url()).hash;
  const other = await visit(hash, { context: page.context() });
  const list = await visit('#/orders', { context: page.context() });
  await list.locator('tr[data-id]', { hasText: '待受理' }).waitFor();
  const form = await begin(other, 'accept');
  await take(page, 'accept');
  await stands(other, 'accepted', ['registered', 'accepted']);
  await list.locator('tr[data-id]', { hasText: '待派单' }).waitFor();
  assert.ok(await form.count() === 0 || await confirm(form).isDisabled(), 'not twice');

  // At the same moment in both.
  const sent = await Promise.all([page, other].map(async (tab) => {
    const form = await begin(tab, 'dispatch');
    await fill(form, { lead: '城管局', assign_basis: '属城管局职责' });
    return confirm(form);
  }));
  await Promise.all(sent.map((button) => button.evaluate((element) => { if (element.isConnected && !element.disabled) element.click(); })));
  for (const tab of [page, other]) await stands(tab, 'dispatched', ['registered', 'accepted', 'dispatched']);
  assert.equal((await facts(page)).filter((fact) => fact.kind === 'dispatched').length, 1);

  // One tab that hears nothing: its step is decided on what is stored, not on what it shows.
  const deaf = await visit(hash, {
    context: page.context(),
    before: (page) => page.addInitScript(() => { BroadcastChannel.prototype.postMessage = () => {}; Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} }); }),
  });
  await deaf.locator('[data-stage="dispatched"]').waitFor();
  const late = await begin(deaf, 'sign_for');
  await take(page, 'sign_for');
  assert.equal(await stage(deaf), 'dispatched');
  await confirm(late).click();
  await stands(deaf, 'handling', ['registered', 'accepted', 'dispatched', 'signed_for']);
  await late.getByText('已经办过').first().waitFor({ timeout: 3000 });
  assert.equal((await facts(page)).filter((fact) => fact.kind === 'signed_for').length, 1);
  for (const tab of [deaf, list, other, page]) await desk.finish(tab);
});

each('two tabs: what is being typed in one outlives what the other writes', async () => {
  const page = await visit('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL, 'accept');
  const other = await visit(new URL(page.url()).hash, { context: page.context() });
  const form = await begin(other, 'dispatch');
  await fill(form, { lead: '城管局', assign_basis: '写了一半' });
  await take(page, 'note', { what: '诉求人补充了照片' });
  await entry(other, 'noted').waitFor();
  assert.equal(await form.locator('[name="assign_basis"]').inputValue({ timeout: 2000 }).catch(() => 'gone'), '写了一半');
  await desk.finish(other);
  await desk.finish(page);
});

once('folder', 'a correction leaves what was first noted to be read, and takes out what was wrong', async (open) => {
  const page = await open('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, { ...CALL, source_number: 'PY-0929-01' }, 'accept');
  await takeAll(page, [
    ['dispatch', { lead: '城管局', assign_basis: '属城管局职责' }],
    ['contact', { means: 'phone', told_acceptance: true, told_procedure: true, told_limit: true }],
    ['mark', { difficulty: 'difficult', reason: '原来的理由' }],
  ]);
  const amend = async (fact, change) => {
    await entry(page, fact).getByRole('button', { name: '更正' }).click();
    const form = page.locator('form[data-form="correct"]');
    await change(form);
    await form.locator('[name="reason"]').last().fill('误填');
    await confirm(form).click();
    await form.waitFor({ state: 'detached', timeout: 2000 }).catch(() => giveUp(form));
    return entry(page, fact).innerText();
  };
  const wrong = [];
  const hold = (what, sound) => { if (!sound) wrong.push(what); };
  hold('another text', /属该局三定职责/.test(await amend('dispatched', (form) => form.locator('[name="assign_basis"]').fill('属该局三定职责'))));
  hold('the former text can be read', /属城管局职责/.test(await page.locator('.log').innerText()));
  hold('a text taken out', /^(?=[^]*原上级平台编号\s*PY-0929-01)(?![^]*(?<!原)上级平台编号)/.test(await amend('registered', (form) => form.locator('[name="source_number"]').fill(''))));
  hold('a tick taken out', !/(?<!原)已告知期限\s*是/.test(await amend('contacted', (form) => form.locator('[name="told_limit"]').uncheck())));
  hold('the reason of the step itself', /改过的理由/.test(await amend('marked', (form) => form.locator('[name="reason"]').first().fill('改过的理由'))));
  assert.deepEqual(wrong, []);
  await desk.finish(page);
});

once('folder', 'another reading moves the due moment of the order and of the ledger alike', async (open) => {
  const page = await open('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, { ...CALL, nature: 'help', urgency: 'urgent', difficulty: 'difficult' }, 'accept');
  await takeAll(page, [
    ['dispatch', { lead: '城管局', assign_basis: '属城管局职责' }],
    ['sign_for'],
    ['contact', { means: 'phone', told_acceptance: true, told_procedure: true, told_limit: true }],
  ]);
  const hash = new URL(page.url()).hash;
  assert.match(await due(page), /9月30日（周三）24:00/);
  await go(page, '#/rules?pack=hualong&view=tuning');
  await page.getByLabel('疑难优先').check();
  await page.getByText('已保存在本机').waitFor();
  await go(page, hash);
  await page.locator('.headline-due', { hasText: '2026年10月19日' }).waitFor();
  await go(page, '#/orders');
  assert.match(await page.locator('tr[data-id]').innerText(), /10月19日/);
  await desk.finish(page);
});

once('file', 'the hour strikes: what is late is said, and what is being typed stays', async (open) => {
  const page = await open('#/intake?pack=hualong', { now: NOW, before: working() });
  await register(page, CALL, 'accept');
  await takeAll(page, [['dispatch', { lead: '城管局', assign_basis: '属城管局职责' }]]);
  const form = await begin(page, 'note');
  await fill(form, { what: '写了一半' });
  await page.clock.setFixedTime(moment('2026-10-08T11:01'));
  await page.locator('.headline-due.overdue').waitFor({ timeout: 10_000 });
  // The ledger is counted anew at that.
  await page.waitForTimeout(500);
  assert.equal(await form.locator('[name="what"]').inputValue({ timeout: 1000 }).catch(() => 'gone'), '写了一半');
  await desk.finish(page);
});
