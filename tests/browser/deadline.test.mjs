// The deadline desk, in both deliveries: the golden dates, the sheet, what-if, comparing, sharing, printing, bad input.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { journeys, start } from './harness.mjs';

const desk = await start();
after(() => desk.close());

const { each, visit } = journeys(desk);

const entry = (page, row) => page.locator(`[data-rule="${row}"]`);
const due = (page, row) => entry(page, row).locator('time.due').first().getAttribute('datetime');

const GOLDEN = [
  ['pack=hualong&nature=complaint&received=2026-09-29T10:00', { 'GD-09.2': '2026-10-12', 'GD-29.3': '2026-10-14' }],
  ['pack=hualong&nature=complaint&received=2020-01-21T10:00&known=2020-01-22', { 'GD-09.2': '2020-02-03' }],
  ['pack=hualong&nature=complaint&received=2020-01-21T10:00&known=2020-02-01', { 'GD-09.2': '2020-02-05' }],
  ['pack=xinhai&urgency=urgent&received=2026-09-25T18:00', { 'XH-1.2a': '2026-09-26' }],
  ['pack=neimenggu&emergency=utility&received=2026-10-01T23:30', { 'NM-6.4.2': '2026-10-02T01:30' }],
  ['pack=hualong&received=2026-09-30T16:00', { 'YX-07.2': '2026-10-08T16:00' }],
  ['pack=shangrao&nature=report&received=2026-09-29T10:00', { 'SR-14.4': '2026-10-19', 'SR-14.1': '2026-09-30' }],
  ['pack=shicheng&received=2026-09-29T10:00&signoff_limit=3', { 'SC-1d': '2026-10-09' }],
];

each('golden dates', async () => {
  for (const [query, expected] of GOLDEN) {
    const page = await visit(`#/deadline?${query}`);
    for (const [row, date] of Object.entries(expected)) assert.equal(await due(page, row), date, `${row} of ${query}`);
    await desk.finish(page);
  }
});

each('before the rule was in force, and provisional over New Year', async () => {
  const page = await visit('#/deadline?pack=hualong&nature=complaint&received=2020-01-21T10:00&known=2020-01-22');
  assert.match(await entry(page, 'GD-09.2').innerText(), /施行前/);
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&nature=complaint&received=2026-12-28T10:00'; });
  await entry(page, 'GD-09.2').getByText('暂定').waitFor();
  assert.equal(await due(page, 'GD-09.2'), '2027-01-05');
  assert.doesNotMatch(await entry(page, 'GD-09.2').innerText(), /施行前/);
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&nature=complaint&received=2026-12-01T10:00'; });
  await page.waitForFunction(() => document.querySelector('[data-rule="GD-09.2"] time.due')?.dateTime === '2026-12-08');
  assert.doesNotMatch(await entry(page, 'GD-09.2').innerText(), /暂定/);
  await desk.finish(page);
});

each('by mouse from an empty desk to the day-by-day sheet', async (place) => {
  const page = await visit('', { now: '2026-09-30T01:00:00Z' });
  await page.getByRole('link', { name: '时限台', exact: true }).click();
  await page.getByText('填入收到（派单）时间').waitFor();
  await page.getByLabel('收到（派单）时间').fill('2026-09-29T10:00');
  await page.getByLabel('诉求性质').selectOption('complaint');
  assert.match(page.url(), /nature=complaint&received=2026-09-29T10:00/);
  assert.match(await page.locator('.headline').innerText(), /2026年10月12日（周一）24:00[\s\S]*还剩 4 个工作日/);
  await entry(page, 'GD-09.2').getByText('逐日推算').click();
  const day = (date) => entry(page, 'GD-09.2').locator(`td[data-date="${date}"]`);
  assert.match(await day('2026-09-29').innerText(), /起算日/);
  assert.match(await day('2026-10-01').innerText(), /国庆节放假/);
  assert.match(await day('2026-10-01').getAttribute('title'), /国办发明电〔2025〕7号/);
  assert.match(await day('2026-10-10').innerText(), /第 4 日/);
  assert.match(await day('2026-10-10').getAttribute('title'), /调休上班/);
  assert.match(await day('2026-10-12').innerText(), /第 5 日·到期/);
  await desk.shot(page, `deadline-sheet-${place}`, 1366, 768);
  await desk.finish(page);
});

each('by keyboard alone', async () => {
  const page = await visit('#/deadline?pack=hualong');
  await page.getByLabel('诉求性质').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByLabel('收到（派单）时间').focus();
  // The parts of the field follow one another: month, day, year, hour, minute, half of the day.
  await page.keyboard.type('092920261000A');
  await page.waitForFunction(() => document.querySelector('[data-rule="GD-09.1"] time.due')?.dateTime === '2026-09-30');
  const unfold = entry(page, 'GD-09.1').locator('summary');
  await unfold.focus();
  await page.keyboard.press('Enter');
  await entry(page, 'GD-09.1').locator('td[data-date="2026-09-30"]').waitFor();
  await desk.finish(page);
});

each('what if: extension within and over the cap, suspension, reassignment', async () => {
  const page = await visit('#/deadline?pack=hualong&nature=complaint&statutory=governed&received=2026-09-29T10:00&extend=5');
  assert.equal(await due(page, 'GD-09.2'), '2026-10-19');
  assert.match(await entry(page, 'GD-09.2').innerText(), /未试算前：2026年10月12日/);
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&nature=complaint&statutory=governed&received=2026-09-29T10:00&extend=6'; });
  await entry(page, 'GD-09.2').getByText(/超过上限，最多 5 个工作日（YX-07.3b）/).waitFor();
  assert.equal(await due(page, 'GD-09.2'), '2026-10-12');
  await page.evaluate(() => { location.hash = '#/deadline?pack=neimenggu&statutory=limited&received=2026-03-02T09:00&suspend=2026-03-03T09:00/2026-03-10T09:00'; });
  await page.waitForFunction(() => document.querySelector('[data-rule="NM-6.4.2"] time.due')?.dateTime === '2026-03-16');
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&nature=complaint&received=2026-09-29T10:00&returned=2026-09-30T09:00&reassigned=2026-10-09T09:00'; });
  await page.waitForFunction(() => document.querySelector('[data-rule="GD-09.2"] time.due')?.dateTime === '2026-10-15');
  await desk.finish(page);
});

each('a rule that waits says what it would run from', async () => {
  const page = await visit('#/deadline?pack=hualong&received=2026-09-29T10:00');
  assert.match(await entry(page, 'GD-20.2').innerText(), /自“收到回访复核单”起算，尚未填写/);
  assert.equal(await entry(page, 'GD-20.2').locator('time.due').count(), 0);
  await page.evaluate(() => { location.hash = '#/deadline?pack=hualong&received=2026-09-29T10:00&review_order=2026-10-12T10:00'; });
  await page.waitForFunction(() => document.querySelector('[data-rule="GD-20.2"] time.due')?.dateTime === '2026-10-15');
  await desk.finish(page);
});

each('five packs side by side', async () => {
  const page = await visit('#/deadline?pack=hualong&nature=complaint&received=2026-09-29T10:00');
  await page.getByRole('button', { name: '各地对照' }).click();
  const row = page.locator('.compare tr', { has: page.getByRole('rowheader', { name: '办结' }) });
  assert.deepEqual(await row.locator('td').allInnerTexts(), [
    '10月12日 周一 24:00（GD-09.2）', '10月12日 周一 24:00（SC-1d）', '10月19日 周一 24:00（SR-14.4）', '10月12日 周一 24:00（NM-6.4.2）', '10月9日 周五 24:00（XH-1.2b）',
  ]);
  await desk.shot(page, 'deadline-compare', 1366, 768);
  await desk.finish(page);
});

each('text, calendar file and printed statement', async () => {
  const page = await visit('#/deadline?pack=hualong&nature=complaint&received=2026-09-29T10:00', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: '复制文字' }).click();
  await page.getByText('已复制').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /办结（办理）：2026年10月12日（周一）24:00[\s\S]*GD-09\.2/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出日历 .ics' }).click()]);
  const ics = readFileSync(await download.path(), 'utf8');
  assert.match(ics, /^BEGIN:VCALENDAR\r\n/);
  assert.match(ics, /DTSTART;VALUE=DATE:20261012\r\n/);
  assert.match(ics, /DTSTART:20260930T020000Z\r\n/, 'YX-07.2 ends at 10:00 in China');
  assert.ok(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75), 'lines are folded');
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.getByRole('button', { name: '打印说明书' }).click();
  await page.waitForFunction(() => window.printed);
  const paper = await desk.pdf(page, 'statement');
  for (const words of ['时限计算说明书', '逐日推算', '国办发明电〔2025〕7号', '2026年10月10日', '调休上班', 'GD-29.3']) {
    assert.ok(paper.text.replace(/\s/g, '').includes(words), `the paper says ${words}`);
  }
  assert.doesNotMatch(paper.text, /打印说明书/);
  await desk.finish(page);
});

each('bad input is named and changes nothing', async () => {
  const page = await visit('#/deadline?pack=hualong&nature=soon&received=2026-02-30T10:00&weather=rain&known=3000-01-01');
  const said = await page.locator('.message.warn').innerText();
  assert.match(said, /诉求性质：没有“soon”这个取值/);
  assert.match(said, /收到（派单）时间：“2026-02-30T10:00”不是存在的日期时间/);
  assert.match(said, /“weather”不是本页认识的项目/);
  assert.match(said, /按何日已知的通知：“3000-01-01”超出日历范围/);
  assert.equal(await page.locator('time.due').count(), 0);
  await desk.finish(page);
});

each('nothing overflows on a phone, and axe finds nothing', async () => {
  for (const pack of ['hualong', 'shicheng', 'shangrao', 'neimenggu', 'xinhai']) {
    const page = await visit(`#/deadline?pack=${pack}&nature=complaint&received=2026-09-29T10:00&now=2026-09-30T10:00`, { viewport: { width: 390, height: 844 } });
    await page.locator('.entry summary').first().click();
    await page.locator('.month').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, pack);
    await desk.shot(page, `deadline-phone-${pack}`, 390, 844);
    await desk.axe(page);
    await desk.finish(page);
  }
});
