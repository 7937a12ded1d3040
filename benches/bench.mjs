// Measures the built app: due dates per second beside two peers, sizes, time to usable; then storage (storage.mjs).
//   node benches/bench.mjs [--dist folder]     (script/bench builds first and calls it)
// A wrong due date or a wrong count ends it with exit code 1; a goal that is missed is only said, because machines differ.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sizes } from '../script/assemble.mjs';
import { start } from '../tests/browser/harness.mjs';
import { count, goal, line, ms, quantile } from './print.mjs';
import { storage } from './storage.mjs';

const PAIRS = 100_000, ROUNDS = 25, SLOW_ROUNDS = 3, NAVIGATIONS = 7;
const GOAL = { peer: 1000, limit: 0.5, brotli: 350_000 };
const requireTool = createRequire(new URL('../script/package.json', import.meta.url));

const built = fileURLToPath(new URL('../dist', import.meta.url));
const { dist } = parseArgs({ options: { dist: { type: 'string', default: built } } }).values;
const desk = await start({ dist });
try {
  console.log(`Chromium ${desk.browser.version()}, Node.js ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model.trim()}`);
  const usable = { 'as it is': await navigations(1), 'CPU 4 times slower': await navigations(4) };
  report(await race(), usable, sizes(dist));
} finally {
  await desk.close();
}
await storage({ dist });

async function race() {
  const app = await desk.open('index.html?bench=1#/deadline', { allow: [/preload/] });
  await app.waitForFunction(() => window.__bench);
  const empty = await (await desk.browser.newContext({ timezoneId: 'Asia/Shanghai' })).newPage();
  const ours = await bench(app), theirs = await bench(empty, readFileSync(requireTool.resolve('chinese-days'), 'utf8'));
  const runners = { engine: ours, limit: theirs, peer: theirs };

  const result = {};
  for (const [name, { enter }] of Object.entries(runners)) {
    await enter(name);
    result[name] = { perSecond: [] };
  }
  const run = async (name) => result[name].perSecond.push((PAIRS / await runners[name].time(name)) * 1000);
  for (let i = 0; i < SLOW_ROUNDS; i++) await run('peer');
  // In turn, so that a slower moment of the machine is one for both.
  for (let i = 0; i < ROUNDS; i++) for (const name of i % 2 ? ['engine', 'limit'] : ['limit', 'engine']) await run(name);

  const right = await theirs.answers('peer');
  const iso = (day) => (Math.abs(day) < 1e6 ? new Date(day * 86_400_000).toISOString().slice(0, 10) : String(day));
  for (const name of ['engine', 'limit']) {
    const days = await runners[name].answers(name);
    const wrong = right.flatMap((day, i) => (days[i] === day ? [] : [i]));
    const first = wrong.slice(0, 3).map(async (i) => `${await theirs.pair(i)}: ${iso(days[i])}, not ${iso(right[i])}`);
    Object.assign(result[name], { mismatches: wrong.length, first: await Promise.all(first) });
  }
  await empty.context().close();
  await finish(app);
  return result;
}

/** The functions of page.js in a page, each called with one argument. */
async function bench(page, library = '') {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(`${library};0`);
  await evaluate(readFileSync(new URL('page.js', import.meta.url), 'utf8') + `;bench = bench(${PAIRS});0`);
  const call = (name) => [name, (argument) => evaluate(`bench.${name}(${JSON.stringify(argument)})`)];
  return Object.fromEntries(['enter', 'time', 'answers', 'pair'].map(call));
}

/** Milliseconds from navigation to the app's mark, each in a context without cache or storage. */
async function navigations(slowdown) {
  const times = [];
  for (let i = 0; i < NAVIGATIONS; i++) {
    const before = async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    };
    const page = await desk.open('index.html#/deadline', { before, allow: [/preload/] });
    const mark = await page.waitForFunction(() => performance.getEntriesByName('app-ready')[0]?.startTime);
    times.push(await mark.jsonValue());
    await finish(page);
  }
  return times;
}

async function finish(page) {
  const context = page.context();
  await desk.finish(page);
  await context.close();
}

function report({ peer, engine, limit }, usable, { rows, raw, brotli }) {
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const spread = (list, format) => [0.5, 0.1, 0.9].map((share) => format(quantile(list, share)));

  console.log(`\nDue dates, the same ${count(PAIRS)} pairs for each`);
  line('', 'per second', 'p10', 'p90', 'mismatches');
  line('chinese-days findWorkday', ...spread(peer.perSecond, count), 'reference');
  line('engine, in bulk', ...spread(engine.perSecond, count), count(engine.mismatches));
  line('JavaScript rank/select', ...spread(limit.perSecond, count), count(limit.mismatches));
  const times = quantile(engine.perSecond, 0.5) / quantile(peer.perSecond, 0.5);
  const share = quantile(engine.perSecond, 0.5) / quantile(limit.perSecond, 0.5);
  console.log(`  engine: ${count(times)} times chinese-days (${goal(times >= GOAL.peer, `${count(GOAL.peer)} times`)}), ` +
    `${share.toFixed(2)} of the limit (${goal(share >= GOAL.limit, `${GOAL.limit}`)})`);

  console.log('\nSize');
  line('', 'raw', 'brotli 11');
  for (const row of rows) line(row.name, kb(row.raw), kb(row.brotli));
  line('wasm + js + css', kb(raw), kb(brotli));
  console.log(`  ${goal(brotli < GOAL.brotli, `under ${GOAL.brotli / 1000} KB brotli`)}`);

  console.log(`\nFrom navigation to usable, ${NAVIGATIONS} cold starts each (loopback, nothing compressed)`);
  line('', 'median', 'p10', 'p90');
  for (const [name, times] of Object.entries(usable)) line(name, ...spread(times, ms));

  const wrong = [['engine', engine], ['JavaScript rank/select', limit]].filter(([, { mismatches }]) => mismatches > 0);
  for (const [name, { first }] of wrong) console.error(`\n${name} differs from chinese-days:\n  ${first.join('\n  ')}`);
  if (wrong.length > 0) process.exitCode = 1;
}
