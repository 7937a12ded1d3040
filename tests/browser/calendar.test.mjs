// The calendar in the built app against a second oracle: every day 2010–2026 as the package chinese-days knows it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { start } from './harness.mjs';

process.env.TZ = 'Asia/Shanghai'; // in zones west of UTC chinese-days takes every holiday for the day before
const { isWorkday } = createRequire(new URL('../../script/package.json', import.meta.url))('chinese-days');
const desk = await start();
after(() => desk.close());

test('every day from 2010 to 2026 is worked exactly when chinese-days says so', async () => {
  const DAY = 86_400_000;
  const first = Date.UTC(2010, 0, 1) / DAY, last = Date.UTC(2026, 11, 31) / DAY;
  const page = await desk.open('?bench=1#/deadline');
  await page.waitForFunction(() => window.__bench);
  const due = await page.evaluate(async ({ first, last, DAY }) => {
    const { deadline } = await window.__bench;
    // Noon in China (04:00 UTC) of the day before.
    const eves = Float64Array.from({ length: last - first + 1 }, (_, i) => (first + i - 1) * DAY + DAY / 6);
    return Array.from(deadline(eves, new Uint8Array(eves.length).fill(1)));
  }, { first, last, DAY });
  assert.equal(due.length, 6209);

  const differences = due.flatMap((due, i) => {
    const date = new Date((first + i) * DAY).toISOString().slice(0, 10);
    // The first working day after the eve is the day itself or a later one; anything else is no answer.
    const ours = due === first + i ? true : due > first + i ? false : `due day ${due}`;
    const theirs = isWorkday(date);
    return ours === theirs ? [] : [`${date}: ${ours}, chinese-days ${theirs}`];
  });
  assert.deepEqual(differences, []);
  await desk.finish(page);
});
