// Papers on the built app: filled from an order, printed, saved as documents, left empty; the volume saved and verified.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PLACES, journeys, start } from './harness.mjs';
import { go, moment, register, take, takeAll, working } from './clerk.mjs';

const desk = await start();
const folder = mkdtempSync(join(tmpdir(), 'banjie-papers-'));
after(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const { each, visit } = journeys(desk);
const once = (place, name, run) => test(`${place}: ${name}`, () => run((hash, options) => desk.open(hash, { in: place, ...options })));

const NOW = moment('2026-03-04T09:00');
const CALL = { person_phone: '13800001234', person_name: '欧阳沐春', person_story: '三楼到五楼堆满杂物，老人下不了楼', title: '楼道堆物', place: '跃进村', nature: 'complaint', source_number: 'SH-0304-7' };
const WAY = [
  ['dispatch', { lead: '城管中队' }],
  ['sign_for'],
  ['assign', { handler: '市容组 周安' }],
  ['contact', { means: 'phone', what: '约定上门时间' }],
  ['finish', { result: '逐层清运完毕' }],
  ['reply', { means: 'phone', answer: '楼道已清空', record_kept: true, survey_filled: true }],
  ['complete', { outcome: 'solved', finding: 'true', process: '到场核实后组织清运', result: '逐层清运完毕', told: '电话告知清运结果', asked_satisfaction: true, sheet_signed: true }, '2026-03-05T10:00'],
  ['accept_completion', {}],
  ['call_back', { callback_by: 'centre', means: 'phone', reached: 'yes', answerer: '本人', verdict: 'satisfied', said: '清得很干净' }],
];

/** What is done at this desk until another is chosen; none is every desk. */
const at = (page, role) => page.locator('.acts select[name="desk"]').selectOption(role);

/** An order of 新海镇 that was handled and called back; its page. */
async function handled(open = visit) {
  const page = await open('#/intake?pack=xinhai', { now: NOW, before: working({ header: '新海镇城运中心' }) });
  await register(page, CALL, 'accept');
  await at(page, 'centre');
  await take(page, 'contact', { means: 'phone', what: '核实堆物位置' });
  await at(page, '');
  await takeAll(page, WAY);
  return page;
}

const sheet = (page, id) => page.locator(`article[data-paper="${id}"]`);
/** Chooses a paper from the list beside it. */
async function choose(page, id) {
  await page.locator(`.papers-list a[data-paper="${id}"]`).click();
  await sheet(page, id).waitFor();
  return sheet(page, id);
}
const bare = (text) => text.replace(/\s/g, '');
/** Every text of the sheets, paragraph by paragraph. */
const texts = async (page) => {
  const all = await page.locator('.sheet-paper').locator('p, h2').allTextContents();
  return all.map(bare).filter(Boolean);
};
/** The cell beside a label, or the one the label stands in. */
async function cell(paper, label) {
  const beside = paper.locator('tr > :is(th, td)', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::td[1]');
  if (await beside.count() > 0) return bare(await beside.first().innerText());
  return bare(await paper.locator('td', { hasText: new RegExp(`^\\s*${label}：`) }).first().innerText());
}

async function save(page, kind) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-save="${kind}"]`).click()]);
  const path = join(folder, download.suggestedFilename());
  copyFileSync(await download.path(), path);
  return path;
}

/** What LibreOffice makes of a document. */
function converted(path, to, filter = to) {
  try {
    execFileSync('soffice', [
      '--headless', `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`, '--convert-to', filter, '--outdir', folder, path,
    ], { stdio: 'pipe' });
  } catch (error) {
    if (error.code === 'ENOENT') assert.fail('soffice is missing: script/bootstrap installs it (libreoffice-writer-nogui)');
    throw error;
  }
  return path.replace(/\.docx$/, `.${to}`);
}
const inWords = (path) => bare(readFileSync(converted(path, 'txt', 'txt:Text (encoded):UTF8'), 'utf8'));
const pages = (pdf) => {
  const said = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  assert.match(said, /Page size:.*A4/);
  return Number(said.match(/Pages:\s+(\d+)/)[1]);
};
const holdsAll = (text, wanted) => assert.deepEqual(wanted.filter((one) => !text.includes(one)), []);

each('the disposal sheet: filled, masked until asked, printed, saved as a document, left empty', async (place) => {
  const page = await handled();
  const number = bare(await page.locator('.order-head h1 small').innerText());
  await page.locator('a[data-papers]').click();
  await page.getByText('请从左边选一份文书').waitFor();
  const paper = await choose(page, 'disposal');
  assert.doesNotMatch(await paper.innerText(), /沐春|13800001234/, 'masked at first');
  assert.equal(await cell(paper, '来电人'), '欧**');
  assert.equal(await cell(paper, '联系电话'), '138****1234');
  await page.locator('[name="with_details"]').check();
  await paper.getByText('欧阳沐春').waitFor();

  const filled = {
    来电人: '欧阳沐春', 来电日期: '2026年3月4日09:00', 诉求地址: '跃进村', 联系电话: '13800001234', 工单编号: number, 转交日期: '2026年3月4日09:00',
    转交承办单位: '城管中队', 转办编号: 'SH-0304-7', 是否催单: '□是☑否', 工单级别: '一般', 来电内容: '来电内容：三楼到五楼堆满杂物，老人下不了楼',
    承办单位处理情况: '承办单位处理情况：到场核实后组织清运逐层清运完毕', 办理情况反馈: '办理情况反馈：电话告知清运结果', 承办人: '市容组周安',
    日期: '2026年3月5日', 一个工作日内答复市民: '一个工作日内答复市民：☑是□否', 是否解决: '是否解决：☑实际解决□解释说明□参考备案□诉求过高□未解决', 备注: '备注：',
  };
  for (const [label, value] of Object.entries(filled)) assert.equal(await cell(paper, label), value, label);
  assert.match(await cell(paper, '办理回复期限'), /3个工作日（依据《新海镇“12345”市民服务热线工作办理规范和督办办法》一（二））/);

  // On paper: one page, every text of it, the boxes as they are on the screen.
  const wanted = await texts(page);
  assert.ok(wanted.includes('“12345”市民服务热线处置单') && wanted.includes('新海镇城运中心') && wanted.length > 30, `${wanted.length} texts`);
  const printed = await desk.pdf(page, `paper-disposal-${place}`);
  assert.equal(pages(printed.path), 1);
  const onPaper = bare(printed.text);
  const short = wanted.filter((text) => text.length < 12);
  holdsAll(onPaper, short);
  for (const label of [...Object.keys(filled), '承办单位条线分管领导签字', '☑实际解决', '□未解决', '□是☑否', '13800001234', number]) assert.ok(onPaper.includes(label), label);
  assert.doesNotMatch(onPaper, /存成Word|办结12345/, 'the paper and nothing else');

  // As a document.
  const saved = await save(page, 'docx');
  assert.match(saved, /12345市民服务热线处置单-[\w-]+\.docx$/);
  holdsAll(inWords(saved), wanted);
  assert.equal(pages(converted(saved, 'pdf')), 1);

  if (place === 'folder') {
    await desk.axe(page);
    await desk.shot(page, 'papers-disposal', 1366, 768);
  }

  // Empty: every label, no value, nothing ticked.
  await page.locator('[name="empty"]').check();
  await page.waitForFunction(() => !document.querySelector('.sheet-paper').innerText.includes('城管中队'));
  const blank = bare(await paper.innerText());
  holdsAll(blank, Object.keys(filled));
  assert.doesNotMatch(blank, /☑|欧阳|一般|2026/);
  assert.equal(pages((await desk.pdf(page, `paper-disposal-empty-${place}`)).path), 1);
  await desk.finish(page);
});

once('folder', 'the survey and the records of the callback; two calls, and the one that is meant', async (open) => {
  const page = await handled(open);
  await take(page, 'call_back', { callback_by: 'city', means: 'phone', reached: 'yes', answerer: '家属', verdict: 'unsatisfied', said: '又堆上了' });
  await page.locator('a[data-papers]').click();
  const survey = await choose(page, 'survey');
  assert.match(bare(await survey.innerText()), /□满意□基本满意□一般☑不满意[\s\S]*又堆上了[\s\S]*被回访人：家属/);
  const choice = page.locator('[name="record"]');
  const options = await choice.locator('option').evaluateAll((list) => list.map((option) => option.value));
  assert.equal(options.length, 2);
  await choice.selectOption(options[1]);
  await survey.getByText('清得很干净').waitFor();
  assert.match(bare(await survey.innerText()), /☑满意□基本满意□一般□不满意/);
  assert.match(page.url(), new RegExp(`fact=${options[1]}`), 'an address is an input');
  const record = await choose(page, 'callback');
  assert.match(bare(await record.innerText()), /总体评价□满意□基本满意□一般☑不满意/, 'the last one, and the scale of the pack');
  // What has clauses of this pack stands before what has none.
  const heads = await page.locator('.papers-list h2').allInnerTexts();
  assert.deepEqual(heads, ['已有记录', '本规则包条文涉及', '其他文书']);
  await desk.finish(page);
});

each('the volume: saved as a page, opened by itself, whole; one sign changed, pointed out', async (place) => {
  const page = await handled();
  await page.locator('a[data-papers]').click();
  await page.locator('a[data-volume]').click();
  await page.locator('[data-lacking]', { hasText: '结案' }).waitFor();
  const wanted = await texts(page);
  for (const title of ['热线工单卷宗', '卷宗目录', '“12345”市民服务热线处置单', '“12345”市民服务热线工单处置满意度测评表', '办理记录']) assert.ok(wanted.includes(title), title);
  assert.doesNotMatch(wanted.join('\n'), /沐春|13800001234/);
  const saved = await save(page, 'html');
  const text = readFileSync(saved, 'utf8');
  assert.doesNotMatch(text, /沐春|13800001234/, 'not in what it carries either');

  // By itself: no request, no script, the same words, one sheet a page.
  const alone = await page.context().newPage();
  const asked = [];
  alone.on('request', (request) => asked.push(request.url()));
  alone.on('pageerror', (error) => asked.push(String(error)));
  await alone.goto(pathToFileURL(saved).href);
  assert.deepEqual(asked.length, 1, asked.join('\n'));
  assert.deepEqual((await alone.locator('article').locator('p, h1').allTextContents()).map(bare).filter(Boolean), wanted);
  const sheets = await alone.locator('article').count();
  const printed = await desk.pdf(alone, `volume-${place}`);
  assert.ok(pages(printed.path) >= sheets, 'one sheet a page at least');
  const log = alone.locator('article', { hasText: '办理记录' }).last();
  assert.equal(await log.locator('thead th').count(), 4, 'the heading stands on every page');
  await alone.setViewportSize({ width: 390, height: 844 });
  assert.ok(await alone.evaluate(() => document.documentElement.scrollWidth) <= 390, 'nothing stands out at the side');
  await alone.close();

  const verify = async (name, content) => {
    await page.locator('[name="volume"]').setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(content) });
    await page.locator('.verify', { hasText: name }).locator('.message').waitFor();
    return page.locator('[data-verified]').innerText();
  };
  const count = 2 + 1 + WAY.length;
  assert.match(await verify('原件.html', text), new RegExp(`卷宗完整：2026年3月5日（周四）10:00存出，${count} 条记录与校验链逐条相符`));
  const altered = text.replace(/("answer":")楼道已清空/, '$1楼道已清完');
  assert.notEqual(altered, text);
  assert.match(await verify('改过.html', altered), /卷宗被改动过[\s\S]*共有 1 处[\s\S]*第 9 条“已答复诉求人”：内容被改过/);
  const data = readFileSync(await save(page, 'json'), 'utf8');
  assert.match(await verify('原件.json', data), /卷宗完整/);
  const cut = JSON.parse(data);
  cut.order.facts.splice(3, 1);
  assert.match(await verify('缺件.json', JSON.stringify(cut)), /第 4 条[\s\S]*被删去/);
  assert.match(await verify('别的.html', '<html><body>卷宗</body></html>'), /请选择本软件“存成卷宗”得到的文件/);

  // With the personal side, on purpose: then it is in the sheets and in the chain.
  await page.locator('[name="with_details"]').check();
  await page.locator('.sheet-paper', { hasText: '欧阳沐春' }).first().waitFor();
  const open = readFileSync(await save(page, 'html'), 'utf8');
  assert.match(open, /欧阳沐春[\s\S]*"name":"欧阳沐春"/);
  assert.match(await verify('换名.html', open.replace('"name":"欧阳沐春"', '"name":"欧阳沐夏"')), /卷首[\s\S]*内容被改过/);
  await desk.finish(page);
});

once('file', 'the volume of a demonstration order with supervision, as one document', async (open) => {
  const page = await open('#/intake', { now: moment('2026-03-04T09:00'), before: working({ header: '示范镇' }) });
  await page.locator('[data-pack="xinhai"]').click();
  await go(page, '#/data');
  await page.getByRole('button', { name: '载入演示数据' }).click();
  await page.getByText('已载入').or(page.locator('[role="status"] a')).first().waitFor({ timeout: 30_000 });
  await go(page, '#/supervision?tab=closed');
  await page.locator('.docket tr[data-case] a').first().click();
  await page.locator('[data-action="volume"]').click();
  await sheet(page, 'case_sheet').first().waitFor();
  await page.locator('[name="with_details"]').check();
  const wanted = await texts(page);
  for (const title of ['“12345”市民服务热线督办通知单', '督办案卷登记表', '督办事项办理报告']) assert.ok(wanted.includes(title), title);
  assert.doesNotMatch(wanted.join('\n'), /XH-\d|undefined|supervision|\bnone\b|：true/, 'words, no codes');
  const saved = await save(page, 'docx');
  holdsAll(inWords(saved), wanted);
  const count = await page.locator('.sheet-paper').count();
  const made = pages(converted(saved, 'pdf'));
  assert.ok(made >= count && made <= count * 2, `${made} pages of ${count} sheets`);
  await desk.finish(page);
});

once('folder', 'every empty form is one page, and no more', async (open) => {
  const page = await open('#/papers?pack=hualong', { now: NOW, before: working({ header: '示范区12345政务服务热线中心' }) });
  await page.getByText('这里是空白表').waitFor();
  const ids = await page.locator('.papers-list a[data-paper]').evaluateAll((list) => list.map((link) => link.dataset.paper));
  assert.ok(ids.length > 40, `${ids.length} papers`);
  await go(page, '#/papers?pack=xinhai');
  await page.locator('.papers-list a[data-paper="disposal"]').waitFor();
  for (const id of [...ids, 'disposal', 'survey', 'illegal_building']) {
    const pack = ids.includes(id) ? 'hualong' : 'xinhai';
    await go(page, `#/papers?pack=${pack}&paper=${id}`);
    const paper = sheet(page, id);
    await paper.waitFor();
    assert.doesNotMatch(await paper.innerText(), /☑/, id);
    const { path, text } = await desk.pdf(page, 'paper-empty');
    assert.equal(pages(path), 1, id);
    assert.ok(bare(text).includes(bare(await paper.locator('h2').innerText())), id);
  }
  await desk.finish(page);
});

once('folder', 'on the phone', async (open) => {
  const page = await handled(open);
  const hash = new URL(page.url()).hash.replace('#/order', '#/papers');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const rest of ['', '&paper=disposal', '&volume=1']) {
    await go(page, hash + rest);
    await page.locator(rest ? '.sheet-paper' : '.papers-list').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `nothing stands out at the side: ${rest} ${wide}`);
  }
  await desk.axe(page);
  await go(page, `${hash}&paper=disposal`);
  await sheet(page, 'disposal').waitFor();
  await desk.shot(page, 'papers-disposal-narrow', 390, 844, { fullPage: true });
  await go(page, '#/papers?id=0000000000000000&paper=disposal');
  await page.getByText('本机没有这件工单').waitFor();
  await desk.finish(page);
});

for (const place of PLACES) {
  test(`${place}: a meeting that was held fills its minutes`, async () => {
    const page = await desk.open('#/intake?pack=shicheng', { in: place, now: moment('2026-03-16T10:00'), before: working() });
    await register(page, { ...CALL, title: '两镇交界道路积水' }, 'accept');
    await take(page, 'mark', { difficulty: 'difficult', reason: '涉及两镇' });
    await go(page, '#/meeting');
    await page.locator('.proposals li[data-order] input[type="checkbox"]').check();
    const form = page.locator('form[data-form="hold_meeting"]');
    await form.locator('[name="convenor"]').selectOption('hotline_leader');
    await form.locator('[name="persons"]').fill('交通运输局、琴江镇');
    await form.locator('[name="solutions"]').fill('四月底前疏通涵管');
    await form.locator('button[type="submit"]').click();
    await page.locator('.meetings li[data-meeting]').waitFor();
    await go(page, '#/papers?pack=shicheng&paper=minutes');
    const minutes = sheet(page, 'minutes');
    await minutes.waitFor();
    assert.doesNotMatch(await minutes.innerText(), /积水|涵管/, 'an empty form until the meeting is chosen');
    await page.locator('[name="record"]').selectOption({ index: 1 });
    await minutes.getByText('四月底前疏通涵管').waitFor();
    assert.match(bare(await minutes.innerText()), /2026年3月16日10:00[\s\S]*交通运输局、琴江镇[\s\S]*两镇交界道路积水/);
    await page.locator('.papers-list a[data-paper="sign_in"]').click();
    await sheet(page, 'sign_in').waitFor();
    await desk.finish(page);
  });
}
