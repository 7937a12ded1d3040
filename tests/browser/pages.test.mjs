// Audit, rules and calendar, on the built app.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { journeys, start } from './harness.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
const open = (page, label, content) => page.locator('label.button', { hasText: label }).locator('input').setInputFiles(content);

each('a pasted sheet is judged, filtered and exported', async () => {
  const page = await visit('#/audit', { now: '2026-10-13T01:00:00Z' });
  await page.getByRole('button', { name: '填入示例' }).click();
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('核对结果').first().waitFor();
  const rows = await page.locator('[aria-label="核对结果"] tbody tr:not(.spacer)').allInnerTexts();
  assert.equal(rows.length, 5);
  assert.match(rows[0], /GD-09\.2\s+2026-10-12\s+按时\s+2026-10-12\s+一致/);
  assert.match(rows[1], /逾期 1 个工作日\s+2026-10-06\s+不一致：平台未扣除放假、未计调休/);
  assert.match(rows[4], /无法计算/);
  assert.match(await page.locator('[aria-label="读不出的单元格"]').innerText(), /6\s+第 2 列 派单时间\s+2026-02-30\s+日期或时间不存在/);
  await page.getByLabel('显示').selectOption('differs');
  assert.equal(await page.locator('[aria-label="核对结果"] tbody tr:not(.spacer)').count(), 2);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
  const csv = readFileSync(await download.path(), 'utf8');
  assert.ok(csv.startsWith('\ufeff行,工单编号,'));
  assert.equal(csv.trimEnd().split('\r\n').length, 3);
  await desk.finish(page);
});

each('readings and settings are switched, kept, and refused outside their range', async () => {
  const page = await visit('#/rules?pack=hualong&view=tuning');
  await page.getByLabel('疑难优先').check();
  await page.getByText('已保存在本机').waitFor();
  const hours = page.getByLabel(/工作时间/);
  await hours.fill('25:00-26:00');
  await hours.press('Tab');
  assert.match(await page.locator('.message.error').innerText(), /“工作时间”不能填“25:00-26:00”[\s\S]*原值未变/);
  assert.equal(await hours.inputValue(), '08:30-12:00,14:00-17:30');
  const again = await visit('#/deadline?pack=hualong&nature=help&urgency=urgent&difficulty=difficult&received=2026-09-29T10:00', { context: page.context() });
  assert.equal(await again.locator('[data-rule="GD-09.2"] time.due').getAttribute('datetime'), '2026-10-19');
  await desk.finish(again);
  await desk.finish(page);
});

each('a GB18030 file is read, and 100,000 rows leave the page alive', async () => {
  const page = await visit('#/audit');
  // 工单编号,收到时间,诉求类型 in GB18030.
  const heading = Buffer.from('b9a4b5a5b1e0bac52ccad5b5bdcab1bce42ccbdfc7f3c0e0d0cd0a', 'hex');
  const complaint = Buffer.from('cdb6cbdf', 'hex');
  const lines = [heading];
  for (let n = 0; n < 100_000; n++) {
    const day = new Date(Date.UTC(2019, 0, 1 + (n % 2800))).toISOString().slice(0, 10);
    lines.push(Buffer.from(`${n},${day} 10:00,`), complaint, Buffer.from('\n'));
  }
  await open(page, '打开文件', file('工单.csv', Buffer.concat(lines)));
  await page.getByRole('columnheader', { name: '诉求类型' }).waitFor();
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration); }).observe({ entryTypes: ['longtask'] });
  });
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByText('已取消').waitFor();
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('显示 100000 行').waitFor({ timeout: 120_000 });
  console.log(`# longest task while checking 100,000 rows: ${await page.evaluate(() => Math.round(window.longest))} ms`);
  const area = page.locator('[aria-label="核对结果"]');
  await area.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await area.getByRole('cell', { name: '99999', exact: true }).last().waitFor();
  assert.ok(await area.locator('tr').count() < 80, 'only the rows in sight are drawn');
  await desk.finish(page);
});

each('bad sheets are told what is wrong', async () => {
  const page = await visit('#/audit');
  const read = async (text) => { await page.getByLabel('表格内容').fill(text); await page.getByRole('button', { name: '读取表格' }).click(); };
  await read('');
  await page.getByText('没有内容').waitFor();
  await read('工单编号\t收到时间');
  await page.getByText('只有表头').waitFor();
  await read('甲\t乙\n1\t2');
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('还没有指明哪一列是“收到（派单）时间”').waitFor();
  await page.getByLabel('第 2 列是什么').selectOption({ label: '收到（派单）时间' });
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('读不出的单元格（1 个）').waitFor();
  await open(page, '打开文件', file('大.csv', `编号,收到时间\n1,${'长'.repeat(3_500_000)}\n2,2026-09-29\n`));
  await page.getByRole('columnheader', { name: '收到时间' }).waitFor();
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('内容过长').waitFor();
  await desk.finish(page);
});

each('the clause matrix, the flow, two packs compared', async () => {
  const page = await visit('#/rules?pack=hualong');
  await page.getByRole('rowheader', { name: 'DB-4.1' }).waitFor();
  await page.getByLabel('查找').fill('回访');
  await page.getByLabel('查找').press('Tab');
  assert.ok(await page.locator('.matrix tbody tr').count() < 40);
  await page.getByLabel('查找').fill('没有这样的词');
  await page.getByLabel('查找').press('Tab');
  await page.getByText('没有符合筛选条件的条款').waitFor();
  await desk.shot(page, 'rules-empty', 1366, 768);
  await page.getByRole('button', { name: '办理流程' }).click();
  await page.getByRole('heading', { name: '先行联系' }).waitFor();
  const paper = await desk.pdf(page, 'flow');
  assert.match(paper.text.replace(/\s/g, ''), /签收：自派单起1个工作日/);
  await page.getByRole('button', { name: '两地比较' }).click();
  await page.getByLabel('与哪里比较').selectOption('xinhai');
  await page.getByRole('columnheader', { name: '上海市崇明区新海镇' }).waitFor();
  await desk.axe(page);
  await desk.finish(page);
});

each('an overlay is loaded, used and taken out; a broken one is told the place', async () => {
  const page = await visit('#/rules?pack=hualong');
  const overlay = (rule) => JSON.stringify({
    id: 'our-town', name: '我镇', title: '我镇热线办理办法', version: 1, status: 'in_force', extends: 'hualong',
    source: [{ id: 'WZ', title: '我镇热线办理办法' }], rule: [rule],
  });
  const rule = { id: 'YX-07.3a', source: 'WZ', clause: '第三条', gist: '非紧急事项七个工作日', kind: 'R', effect: 'limit', act: 'handling', from: 'dispatched', n: 7, unit: 'working_day', when: { urgency: ['ordinary', 'pressing'] } };
  await open(page, '载入规则包', file('bad.json', overlay({ ...rule, when: { nature: 'soon' } })));
  assert.match(await page.locator('.message.error').innerText(), /“rule\[YX-07\.3a\]\.when\.nature”处：没有“soon”这个取值，可用：other、inquiry/);
  await open(page, '载入规则包', file('bad.json', overlay({ ...rule, id: 'WZ-1' })));
  await page.getByText('须用 overrides 写明哪一条优先').first().waitFor();
  await open(page, '载入规则包', file('bad.json', '{"id": '));
  await page.getByText('不是正确的 JSON').waitFor();
  assert.equal(await page.locator('[data-pack="our-town"]').count(), 0);
  await open(page, '载入规则包', file('good.json', overlay(rule)));
  await page.locator('[data-pack="our-town"]').click();
  await page.evaluate(() => { location.hash = '#/deadline?pack=our-town&nature=help&received=2026-09-29T10:00'; });
  await page.locator('[data-rule="YX-07.3a"] time.due').waitFor();
  assert.equal(await page.locator('[data-rule="YX-07.3a"] time.due').getAttribute('datetime'), '2026-10-14');
  page.on('dialog', (dialog) => dialog.accept());
  await page.evaluate(() => { location.hash = '#/rules?pack=our-town'; });
  await page.getByRole('button', { name: '删除此规则包' }).click();
  await page.locator('[data-pack="our-town"]').waitFor({ state: 'detached' });
  await desk.finish(page);
});

each('a new notice is previewed, added, moves dates, and one that contradicts itself changes nothing', async () => {
  const page = await visit('#/calendar', { now: '2026-11-22T02:00:00Z' });
  await page.getByText('粘贴 JSON').click();
  const json = page.getByLabel(/通知的 JSON/);
  const check = () => page.locator('details', { has: json }).getByRole('button', { name: '检查并预览影响' }).click();
  await json.fill('{"id":"x","published":"2026-11-10","covers":2027,"off":{"2027-01-01":"元旦"},"work":{"2027-01-01":"元旦"}}');
  await check();
  assert.match(await page.locator('.enter .message.error').innerText(), /“x”：2027年1月1日（周五）既列为放假又列为上班，自相矛盾/);
  await json.fill('{"id":"x","published":"2026-13-10"}');
  await check();
  assert.match(await page.locator('.enter .message.error').innerText(), /第 1 行/);
  await page.getByText('按表格填写一份放假通知').click();
  await page.getByLabel('所管年份').fill('2027');
  await page.getByLabel('放假的日子').fill('2027-01-01~2027-01-03 元旦\n2027-02-30 春节');
  const form = page.locator('details', { has: page.getByLabel('所管年份') });
  await form.getByRole('button', { name: '检查并预览影响' }).click();
  await page.getByText('第 2 行“2027-02-30 春节”读不懂').waitFor();
  await page.getByLabel('放假的日子').fill('2027-01-01~2027-01-03 元旦\n2027-01-04 元旦');
  await form.getByRole('button', { name: '检查并预览影响' }).click();
  await page.getByText('2027年1月4日（周一） 工作日 → 元旦放假').waitFor();
  await page.getByRole('button', { name: '确认加入' }).click();
  await page.getByText('已加入并保存').waitFor();
  await page.getByRole('heading', { name: '2027年工作日历' }).waitFor();
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&nature=complaint&received=2026-12-28T10:00'; });
  await page.locator('[data-rule="GD-09.2"] time.due').waitFor();
  const entry = page.locator('[data-rule="GD-09.2"]');
  assert.equal(await entry.locator('time.due').getAttribute('datetime'), '2027-01-06');
  assert.doesNotMatch(await entry.innerText(), /暂定/);
  await page.reload();
  assert.equal(await entry.locator('time.due').getAttribute('datetime'), '2027-01-06');
  await page.evaluate(() => { location.hash = '#/calendar'; });
  await page.getByRole('combobox', { name: '年份' }).selectOption('2027');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()]);
  assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).notices.length, 1);
  await page.getByRole('button', { name: '删除' }).click();
  await page.getByText('该年还没有放假通知').waitFor();
  await desk.finish(page);
});

each('every page stands on a phone and before axe', async () => {
  for (const hash of ['#/audit', '#/rules?pack=neimenggu', '#/rules?pack=xinhai&view=tuning', '#/rules?pack=shicheng&view=flow', '#/calendar', '#/nowhere']) {
    const page = await visit(hash, { viewport: { width: 390, height: 844 } });
    const name = hash.replace(/\W+/g, '-');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, hash);
    await desk.shot(page, `phone${name}`, 390, 844);
    await desk.axe(page);
    await desk.shot(page, `wide${name}`, 1366, 768);
    await desk.finish(page);
  }
});

each('nothing is lost by going to look elsewhere', async () => {
  const page = await visit('#/deadline?pack=shicheng&received=2026-11-20T10:00&number=SC-7');
  const menu = (name) => page.getByRole('navigation').getByRole('link', { name, exact: true });
  await menu('核对').click();
  await page.getByRole('button', { name: '填入示例' }).click();
  await page.getByRole('button', { name: '开始核对' }).click();
  await page.getByText('显示 5 行').waitFor();
  await menu('规则').click();
  await page.getByText('条款对照').first().waitFor();
  await menu('核对').click();
  await page.getByText('显示 5 行').waitFor();
  await menu('时限台').click();
  await page.locator('[data-rule="SC-1d"] time.due').waitFor();
  assert.equal(await page.getByLabel(/工单编号/).inputValue(), 'SC-7');
  await desk.finish(page);
});

each('a pack that is not here is named, and nothing is computed by another', async () => {
  const page = await visit('#/deadline?pack=nope&received=2026-11-20T10:00');
  await page.getByText('本机没有规则包“nope”').waitFor();
  assert.equal(await page.locator('time.due').count(), 0);
  await desk.finish(page);
});

each('storage that fails or is damaged is said, and what was there is kept', async () => {
  const page = await visit('#/rules?pack=hualong&view=tuning', {
    before: (page) => page.addInitScript(() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }),
  });
  await page.getByLabel('疑难优先').check();
  await page.getByText('浏览器没有存下刚才的改动').waitFor();
  assert.equal(await page.getByText('已保存在本机').count(), 0);
  await desk.finish(page);
  const damaged = await visit('', { before: (page) => page.addInitScript(() => { if (!sessionStorage.seen) { sessionStorage.seen = 1; localStorage.setItem('banjie.desk.1', '{broken'); } }) });
  await damaged.getByText('本机原来保存的设定读不出来').waitFor();
  assert.equal(await damaged.evaluate(() => localStorage.getItem('banjie.desk.1.broken')), '{broken');
  await desk.finish(damaged);
});

each('a workbook opened as text is told what to do, and UTF-16 is read', async () => {
  const page = await visit('#/audit');
  await open(page, '打开文件', file('表.xlsx', Buffer.from('504b0304140000000800', 'hex')));
  await page.getByText('另存为“CSV UTF-8”').waitFor();
  await open(page, '打开文件', file('表.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('编号\t收到时间\n1\t2026-09-29\n', 'utf16le')])));
  await page.getByRole('columnheader', { name: '收到时间' }).waitFor();
  await desk.finish(page);
});

each('all settings are backed up and come back; a file that is none changes nothing', async () => {
  const page = await visit('#/rules?pack=hualong&view=tuning');
  await page.getByLabel('疑难优先').check();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '备份全部设定' }).click()]);
  const backup = readFileSync(await download.path());
  await page.getByRole('button', { name: '恢复默认' }).click();
  assert.equal(await page.getByLabel('紧急优先').isChecked(), true);
  await open(page, '恢复备份', file('别的.json', '{"format":"banjie-settings","version":1,"prefs":{"packs":["{}"]}}'));
  await page.getByText('这不是可用的设定备份，现有设定未变').waitFor();
  assert.equal(await page.getByLabel('紧急优先').isChecked(), true);
  await open(page, '恢复备份', file('备份.json', backup));
  await page.getByText('已恢复备份中的全部设定').waitFor();
  const box = await page.getByText('已恢复备份中的全部设定').boundingBox();
  assert.ok(box.y >= 0 && box.y < 768, 'said where the user is looking');
  assert.equal(await page.getByLabel('疑难优先').isChecked(), true);
  await desk.shot(page, 'backup', 1366, 768);
  await desk.finish(page);
});

each('a right has its own entry, and guidance stands beside the steps', async () => {
  const page = await visit('#/deadline?pack=neimenggu&difficulty=complex&statutory=limited&statutory_limit=30&received=2026-11-16T10:00&now=2026-11-18T09:00');
  for (const row of ['NM-6.4.1a', 'NM-6.4.1b']) {
    assert.equal(await page.locator(`[data-rule="${row}"] time.due`).getAttribute('datetime'), '2026-11-23', row);
    assert.match(await page.locator(`[data-rule="${row}"]`).innerText(), /可行使/, row);
  }
  await page.getByText(/各环节的其他要求/).click();
  await page.locator('[data-guidance="NM-6.4.3"]').waitFor();
  await page.evaluate(() => { location.hash = '#/deadline?pack=neimenggu&received=2026-11-16T10:00'; });
  await page.locator('[data-rule="NM-6.4.1a"]').waitFor({ state: 'detached' });
  await desk.finish(page);
});
