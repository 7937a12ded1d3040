// Orders that travel as files: handed over to a unit and back, and files that cannot be taken in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { journeys, start } from './harness.mjs';
import { button, entry, facts, go, log, moment, register, reload, rows, stands, takeAll, working } from './clerk.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const NAME = '欧阳沐春';
const CALL = { person_phone: '13800001234', person_name: NAME, title: '夜市油烟扰民', place: '胜利路', channel: 'city', nature: 'complaint' };
const dispatch = (lead) => ['dispatch', { lead, assign_basis: '属该单位职责' }];
const UNIT = [
  ['sign_for', {}],
  ['propose', { opinion: '由油烟治理中队查处' }],
  ['sign_off', { signed_by: 'deputy' }],
  ['assign', { handler: '油烟治理中队' }],
  ['contact', { means: 'phone', told_acceptance: true, told_procedure: true, told_limit: true }],
  ['finish', { result: '油烟净化设施已安装' }],
  ['approve_answer', { signed_by: 'deputy' }],
  ['reply', { means: 'phone', answer: '已安装净化设施并达标' }],
  ['complete', {
    outcome: 'solved', process: '现场核查后整改', result: '已安装', opinion: '属实', told: '电话告知', asked_satisfaction: true,
    check_request: true, check_facts: true, check_basis: true, check_process: true, check_opinion: true, check_reply: true, check_feedback: true,
  }],
];
const CENTRE_LOG = ['registered', 'accepted', 'dispatched'];
const UNIT_LOG = ['signed_for', 'proposed', 'signed_off', 'assigned', 'contacted', 'finished', 'answer_approved', 'replied', 'completion_submitted'];

/** A dispatched order under hualong; its address. */
async function dispatched(page, lead, call = CALL) {
  await go(page, '#/intake?pack=hualong');
  await register(page, call, 'accept');
  await takeAll(page, [dispatch(lead)]);
  return new URL(page.url()).hash;
}

/** Orders and facts the page says there are. */
async function counts(page) {
  const list = page.locator('dl', { hasText: '上次备份' }).locator('dd');
  await page.getByRole('button', { name: '导出全部备份' }).and(page.locator(':enabled')).waitFor();
  return (await list.allInnerTexts()).slice(0, 2).join(' / ');
}

/** Presses a button that saves a file: its name and its text. */
async function exported(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const choose = async (page, name, content) => {
  await page.locator('[name="import_file"]:enabled').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
};

/** Takes a file in; what the page says before and after it is written. */
async function imported(page, { name, text }) {
  await choose(page, name, text);
  const sure = page.getByRole('button', { name: '确认导入' }).and(page.locator(':enabled'));
  await sure.waitFor();
  const before = await page.locator('.panel.import').innerText();
  await sure.click();
  const said = page.locator('.panel.import .message.ok', { hasText: '已导入' });
  await said.waitFor();
  return { before, after: await said.innerText() };
}

each('handed over to the unit, handled there, given back: the log is one, and a file taken in twice changes nothing', async () => {
  const centre = await visit('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working({ role: 'centre', device: '中心一号' }) });
  const hash = await dispatched(centre, '城管局');
  await dispatched(centre, '水利局', { ...CALL, person_name: '南宫问雅', person_phone: '13700009999', title: '河道垃圾' });
  await go(centre, '#/data');
  await centre.locator('[name="handover_unit"]').selectOption('城管局');
  assert.match(await centre.locator('[name="handover_unit"] option:checked').innerText(), /城管局（在办 1 件）/);
  const handed = await exported(centre, '导出交办文件');
  assert.match(handed.name, /^办结-交办-城管局-2026-09-29-1000-中心一号\.json$/);
  assert.match(handed.text, new RegExp(NAME), 'the unit must reach the caller');
  assert.doesNotMatch(handed.text, /南宫问雅|河道垃圾/, 'nothing of other units');

  const unit = await visit('#/data', { now: moment('2026-09-29T11:00'), before: working({ role: 'clerk', unit: '城管局', name: '李四', device: '城管局' }) });
  const first = await imported(unit, handed);
  assert.match(first.before, /交承办单位，2026年9月29日（周二）10:00导出，设备“中心一号”，工单 1 件[\s\S]*新工单 1 件[\s\S]*新记录 3 条[\s\S]*诉求人信息新增或更新 1 件/);
  assert.match(first.after, /新工单 1 件，有新记录的工单 0 件，共写入记录 3 条/);
  assert.equal(await counts(unit), '1 / 3');
  await go(unit, '#/orders');
  await unit.locator('tr[data-id] a').first().click();
  await unit.locator('[data-stage="dispatched"]').waitFor();
  await unit.getByRole('button', { name: '显示全部', exact: true }).click();
  await unit.getByText(NAME).waitFor();
  assert.equal(await button(unit, 'withdraw').count(), 0, 'the desks of the centre are not shown here');
  await takeAll(unit, UNIT.slice(0, 5));
  await reload(unit, '2026-10-09T15:00');
  await takeAll(unit, UNIT.slice(5));
  await stands(unit, 'completed', [...CENTRE_LOG, ...UNIT_LOG]);
  assert.match(await entry(unit, 'signed_for').innerText(), /专职负责人 城管局 李四/);
  await go(unit, '#/data');
  const back = await exported(unit, '导出交回文件');
  assert.match(back.name, /^办结-交回-城管局-2026-10-09-1500-城管局\.json$/);
  assert.doesNotMatch(back.text, new RegExp(`${NAME}|13800001234`), 'the centre has that already');

  // Meanwhile the centre went on too.
  await go(centre, hash);
  await reload(centre, '2026-10-09T16:00');
  await takeAll(centre, [['remind', { what: '请按期办结' }]]);
  await go(centre, '#/data');
  assert.equal(await counts(centre), '2 / 7');
  const returned = await imported(centre, back);
  assert.match(returned.before, /承办单位交回[\s\S]*新工单 0 件，有新记录的工单 1 件[\s\S]*新记录 9 条，已有记录 3 条/);
  assert.equal(await counts(centre), '2 / 16');
  await go(centre, hash);
  const whole = [...CENTRE_LOG, ...UNIT_LOG, 'reminded'];
  await stands(centre, 'completed', whole);
  assert.match(await entry(centre, 'completion_submitted').innerText(), /城管局 李四/);
  assert.equal(await centre.locator('.order-head .message.warn').count(), 0, 'it all fits together');
  await centre.getByRole('button', { name: '显示全部', exact: true }).click();
  await centre.getByText(NAME).waitFor();

  const stored = (await facts(centre)).length;
  await go(centre, '#/data');
  const again = await imported(centre, back);
  assert.match(again.before, /文件里的记录本机都已经有了，不必导入/);
  assert.match(again.after, /新工单 0 件，有新记录的工单 0 件，共写入记录 0 条/);
  assert.equal(await counts(centre), '2 / 16');
  assert.equal((await facts(centre)).length, stored);
  // The old hand-over, once more, takes nothing back.
  assert.match((await imported(centre, handed)).before, /文件里的记录本机都已经有了，不必导入/);
  await go(centre, hash);
  await reload(centre);
  await stands(centre, 'completed', whole);
  await desk.finish(centre);
  await desk.finish(unit);
});

each('both sides took the same step: both are kept, and the page says which is too many', async () => {
  const centre = await visit('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working() });
  const hash = await dispatched(centre, '城管局');
  await go(centre, '#/data');
  await centre.locator('[name="handover_unit"]').selectOption('城管局');
  const handed = await exported(centre, '导出交办文件');
  const unit = await visit('#/data', { now: moment('2026-09-29T11:00'), before: working({ role: 'clerk', unit: '城管局' }) });
  await imported(unit, handed);
  await go(unit, hash);
  await takeAll(unit, [['sign_for', {}]]);
  await go(unit, '#/data');
  const back = await exported(unit, '导出交回文件');
  await go(centre, hash);
  await reload(centre, '2026-09-29T12:00');
  await takeAll(centre, [['sign_for', {}]]);
  await go(centre, '#/data');
  assert.match((await imported(centre, back)).before, /导入后有 1 件工单的记录前后对不上/);
  await go(centre, hash);
  await centre.getByText('同一步骤记了两次').waitFor();
  await stands(centre, 'handling', [...CENTRE_LOG, 'signed_for', 'signed_for']);
  await entry(centre, 'signed_for').first().getByRole('button', { name: '撤销' }).click();
  await centre.locator('form[data-form="retract"] [name="reason"]').fill('以单位记的为准');
  await centre.locator('form[data-form="retract"] button[type="submit"]').click();
  await centre.getByText('同一步骤记了两次').waitFor({ state: 'detached' });
  assert.deepEqual(await log(centre), [...CENTRE_LOG, 'signed_for', 'signed_for', 'retracted']);
  await desk.finish(centre);
  await desk.finish(unit);
});

each('a file that is none says where the trouble is, and changes nothing', async () => {
  const page = await visit('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working({ device: '中心' }) });
  await dispatched(page, '城管局');
  await go(page, '#/data');
  const { text } = await exported(page, '导出全部备份');
  const before = { counts: await counts(page), facts: await facts(page), details: await rows(page, 'details') };
  const with_ = (change) => { const file = JSON.parse(text); change(file); return JSON.stringify(file); };
  const deep = (open, close) => open.repeat(300) + close.repeat(300);
  const bad = {
    '截断.json': [text.slice(0, text.length >> 1), /第 1 行第 \d+ 列起不是完整的 JSON，文件可能被截断或改动过/],
    '少末字.json': [text.trimEnd().slice(0, -1), /第 1 行第 \d+ 列起不是完整的 JSON/],
    '改一字.json': [text.replace('胜利路', '胜利街'), /内容与校验码不符，文件被改动过或传输中损坏/],
    '改一键.json': [text.replace('"facts"', '"fakts"'), /“orders\[0\].*”处：取值不合要求/],
    '改时间.json': [with_((file) => { file.orders[0].facts[1].at = '2026-13-29T10:00'; }), /“orders\[0\]\.facts\[1\]\.at”处：取值不合要求/],
    '太早.json': [with_((file) => { file.orders[0].facts[1].at = '1926-09-29T10:00'; }), /“orders\[0\]\.facts\[1\]\.at”处：时间超出 2000 年至 2069 年/],
    '张冠李戴.json': [with_((file) => { file.orders[0].facts[2].order = file.orders[0].facts[2].id; }), /“orders\[0\]\.facts\[2\]\.order”处：记录不属于所在的工单/],
    '信息太早.json': [with_((file) => { file.orders[0].details.noted = '1926-09-29T10:00'; }), /“orders\[0\]\.details\.noted”处：时间超出 2000 年至 2069 年/],
    '来电太长.json': [with_((file) => { file.orders[0].details.story = '长'.repeat(50_001); }), /“orders\[0\]\.details\.story”处：太长/],
    '两件.json': [with_((file) => { file.orders.push(file.orders[0]); }), /“orders\[1\]\.id”处：同一工单出现两次/],
    '别家.json': ['{"name":"别的软件","list":[1,2,3]}', /文件：不是“办结”导出的文件/],
    '数组.json': ['[1,2,3]', /文件：不是“办结”导出的文件/],
    '文字.txt': ['这不是 JSON', /文件：不是“办结”导出的文件/],
    '二进制.json': [Buffer.from([0xff, 0xfe, 0x00, 0x81, 0x7b]), /文件：不是“办结”导出的文件/],
    '空.json': ['', /第 1 行第 0 列起不是完整的 JSON/],
    '深设定.json': [text.replace('"settings":{', `"settings":{"x":${deep('[', ']')},`), /“settings\..*”处：嵌套太深/],
    '深字段.json': [text.replace('"with":{', `"with":{"x":${deep('{"x":', '}').replace(':}', ':1}')},`), /“orders\[0\]\.facts\[\d\]\.with\..*”处：嵌套太深/],
    '全是括号.json': [deep('[', ']'), /文件：不是“办结”导出的文件/],
    '新版.json': [with_((file) => { file.version = 2; }), /文件：由更新的版本（格式 2）导出，请先升级本机的软件/],
  };
  const refused = page.locator('.panel.import .message.error');
  for (const [name, [content, wanted]] of Object.entries(bad)) {
    await choose(page, name, content);
    await refused.filter({ hasText: wanted }).waitFor({ timeout: 5000 }).catch(async () => {
      assert.fail(`${name}: ${await page.locator('.panel.import').innerText()}`);
    });
    assert.match(await refused.innerText(), /文件不能导入，本机数据没有任何改动/, name);
    assert.equal(await page.getByRole('button', { name: '确认导入' }).count(), 0, name);
    assert.equal(await counts(page), before.counts, name);
  }
  assert.deepEqual(await facts(page), before.facts);
  assert.deepEqual(await rows(page, 'details'), before.details);
  // The sound file is still taken, with its settings kept apart.
  assert.match((await imported(page, { name: '好.json', text })).before, /文件里的记录本机都已经有了/);
  await choose(page, '好.json', text);
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await page.getByText('已取消，本机数据没有改动').waitFor();
  await desk.finish(page);
});

for (const [how, when] of [['', '2026-09-29T11:00'], [', nor where the clock was set back', '2026-09-29T09:00']]) {
  each(`what was erased does not come back with an older file${how}`, async () => {
    const page = await visit('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working() });
    const hash = await dispatched(page, '城管局');
    await go(page, '#/data');
    const backup = await exported(page, '导出全部备份');
    await go(page, hash);
    await reload(page, when);
    await page.getByRole('button', { name: '抹除', exact: true }).click();
    await page.locator('.request form [name="reason"]').fill('诉求人要求');
    await page.getByRole('button', { name: '确认抹除' }).click();
    await page.getByText('诉求人信息已抹除').waitFor();
    await go(page, '#/data');
    assert.doesNotMatch((await imported(page, backup)).before, /诉求人信息新增或更新/);
    assert.doesNotMatch((await rows(page, 'details')).join(), new RegExp(NAME));
    assert.doesNotMatch((await exported(page, '导出全部备份')).text, new RegExp(NAME));
    await go(page, hash);
    await page.getByText('诉求人信息已抹除').waitFor();
    await desk.finish(page);
  });
}

each('what was erased does not come back with what another machine changed later, and is erased there too', async () => {
  const centre = await visit('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working() });
  const hash = await dispatched(centre, '城管局');
  await go(centre, '#/data');
  const backup = await exported(centre, '导出全部备份');
  const other = await visit('#/data', { now: moment('2026-09-29T11:00'), before: working() });
  await imported(other, backup);
  await go(other, hash);
  await other.getByRole('button', { name: '补充或修改' }).click();
  await other.locator('.request [name="person_address"]').fill('胜利路 18 号');
  await other.locator('.request form').getByRole('button', { name: '保存' }).click();
  await entry(other, 'supplemented').waitFor();
  await go(other, '#/data');
  const changed = await exported(other, '导出全部备份');
  assert.match(changed.text, /胜利路 18 号/);
  // Erased before that, by a centre that did not know of it.
  await go(centre, hash);
  await reload(centre, '2026-09-29T10:30');
  await centre.getByRole('button', { name: '抹除', exact: true }).click();
  await centre.locator('.request form [name="reason"]').fill('诉求人要求');
  await centre.getByRole('button', { name: '确认抹除' }).click();
  await centre.getByText('诉求人信息已抹除').waitFor();
  await go(centre, '#/data');
  const { before } = await imported(centre, changed);
  assert.match(before, /新记录 1 条/);
  assert.doesNotMatch(before, /诉求人信息新增或更新/);
  assert.doesNotMatch((await rows(centre, 'details')).join(), new RegExp(`${NAME}|胜利路 18`));
  const last = await exported(centre, '导出全部备份');
  assert.doesNotMatch(last.text, new RegExp(`${NAME}|胜利路 18`));
  assert.match((await imported(other, last)).before, /诉求人信息新增或更新 1 件/);
  assert.doesNotMatch((await rows(other, 'details')).join(), new RegExp(`${NAME}|胜利路 18`));
  await go(other, hash);
  await other.getByText('诉求人信息已抹除').waitFor();
  await desk.finish(centre);
  await desk.finish(other);
});

test('folder: no room for what a file brings: it is said, nothing is changed, and it can be confirmed again', async () => {
  const from = await desk.open('#/intake?pack=hualong', { now: moment('2026-09-29T10:00'), before: working() });
  await dispatched(from, '城管局');
  await go(from, '#/data');
  const backup = await exported(from, '导出全部备份');
  const page = await desk.open('#/data', { now: moment('2026-09-29T10:00'), before: working() });
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await choose(page, '备份.json', backup.text);
  const sure = page.getByRole('button', { name: '确认导入' }).and(page.locator(':enabled'));
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await sure.click();
  await page.getByText('导入没有成功。浏览器空间已满').waitFor();
  assert.equal(await counts(page), '0 / 0');
  assert.deepEqual([await facts(page), await rows(page, 'details')], [[], []]);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await sure.click();
  await page.getByText('已导入：新工单 1 件').waitFor();
  assert.equal(await counts(page), '1 / 3');
  await desk.finish(page);
  await desk.finish(from);
});
