// Measures how the built app keeps orders, beside Dexie and IndexedDB itself with the same orders in the same browser.
//   node benches/storage.mjs [--orders 10000]… [--dist folder]     (bench.mjs calls it at its end)
// The profile lies on disk. A wrong count ends it with exit code 1; a goal that is missed is only said.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '../script/serve.mjs';
import { chromium, launchOptions } from '../tests/browser/harness.mjs';
import { count, goal, line, median, ms, quantile } from './print.mjs';

const SIZES = [10_000, 100_000], ROUNDS = 3, STEPS = 30, FILTERS = 15, PART = 1000;
const TEXTS = ['', '路灯', 'ld'];
const GOAL = { bulk: 10, read: 3, open: (orders) => (orders > 10_000 ? 3000 : 1000), step: 50, filter: 16 };
const PEERS = { dexie: 'Dexie', raw: 'IndexedDB, an order a row', pages: 'IndexedDB, 1,000 orders a row' };
const here = fileURLToPath(new URL('.', import.meta.url));
const requireTool = createRequire(new URL('../script/package.json', import.meta.url));

export async function storage({ dist, sizes = SIZES }) {
  const server = await serve({ root: dist, prefix: '/some/where/' });
  const profile = mkdtempSync(join(tmpdir(), 'banjie-bench-'));
  try {
    const options = { ...launchOptions(), locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };
    const context = await chromium.launchPersistentContext(profile, options);
    try {
      context.setDefaultTimeout(300_000);
      for (const orders of sizes) {
        const wrong = [];
        const made = { orders, ours: await app(context, server.url, orders, wrong) };
        report({ ...made, theirs: await peers(context, server.url, made, wrong) });
        for (const text of wrong) console.error(`  WRONG: ${text}`);
        if (wrong.length > 0) process.exitCode = 1;
      }
    } finally {
      await context.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    await server.close();
  }
}

async function app(context, url, orders, wrong) {
  const agree = (what, got, wanted) => got === wanted || wrong.push(`ours, ${what}: ${got}, not ${wanted}`);
  const result = { written: [], done: [], ready: [], read: [], open: [], filter: {} };
  for (let i = 0; i < ROUNDS; i++) {
    const page = await openApp(context, url);
    const { facts, taken, rows } = await page.evaluate(async (orders) => {
      const { clear, prepare, importMade, filter } = window.__bench;
      await clear();
      const facts = prepare(orders);
      return { facts, taken: await importMade(), rows: filter('')[1] };
    }, orders);
    agree('facts imported', taken, facts);
    agree('rows after the import', rows, orders);
    result.facts = facts;
    const at = await marks(page);
    result.written.push(at['import-written'] - at['import-begins']);
    result.done.push(at['import-done'] - at['import-begins']);
    await page.close();
  }

  const page = await openApp(context, url);
  for (let i = 0; i < ROUNDS; i++) {
    if (i > 0) await reload(page);
    const at = await marks(page);
    result.ready.push(at['app-ready']);
    result.read.push(at['facts-read'] - at['app-ready']);
    result.open.push(at['ledger-ready']);
    agree('rows after opening', await page.evaluate(() => window.__bench.filter('')[1]), orders);
  }
  for (const text of TEXTS) {
    const found = await page.evaluate(([text, times]) => (
      Array.from({ length: times }, () => window.__bench.filter(text))), [text, FILTERS]);
    result.filter[text] = { ms: median(found.map(([took]) => took)), rows: found[0][1] };
  }
  result.steps = await page.evaluate(async (times) => {
    const id = await window.__bench.register('路灯不亮');
    const took = [];
    for (let i = 0; i < times; i++) {
      const began = performance.now();
      await window.__bench.note(id, `${i}`);
      took.push(performance.now() - began);
    }
    return took;
  }, STEPS);
  await reload(page);
  const [kept, entries, unreadable] = await page.evaluate(() => {
    const [orders, unreadable] = JSON.parse(window.__bench.orders());
    return [orders.length, orders.reduce((sum, [, lines]) => sum + lines.length, 0), unreadable];
  });
  agree('orders after the steps', kept, orders + 1);
  agree('facts after the steps', entries, result.facts + 1 + STEPS);
  agree('unreadable lines', unreadable, 0);
  await page.close();
  return result;
}

async function peers(context, url, { orders, ours }, wrong) {
  const agree = (kind, what, got, wanted) => got === wanted || wrong.push(`${PEERS[kind]}, ${what}: ${got}, not ${wanted}`);
  const result = {};
  for (const kind of Object.keys(PEERS)) result[kind] = { written: [], read: [], unpacked: [], steps: [] };
  let page = await openEmpty(context, url);
  const maker = await openApp(context, url);
  await maker.evaluate((orders) => window.__bench.prepare(orders), orders);
  for (let from = 0; from < orders; from += PART) {
    const json = await maker.evaluate(([from, part]) => window.__bench.records(from, part), [from, PART]);
    await page.evaluate((json) => window.peers.take(json), json);
  }
  await maker.evaluate(() => window.__bench.clear());
  await maker.close();
  await page.bringToFront();

  for (let i = 0; i < ROUNDS; i++) {
    for (const kind of Object.keys(PEERS)) {
      const { ms: took, rows, wanted } = await page.evaluate((kind) => window.peers.write(kind), kind);
      agree(kind, 'rows after the import', rows, wanted);
      result[kind].written.push(took);
    }
  }
  for (const kind of Object.keys(PEERS)) {
    result[kind].steps = await page.evaluate(([kind, times]) => window.peers.steps(kind, times), [kind, STEPS]);
  }
  for (let i = 0; i < ROUNDS; i++) {
    for (const kind of Object.keys(PEERS)) {
      await page.close();
      page = await openEmpty(context, url);
      const got = await page.evaluate((kind) => window.peers.read(kind), kind);
      agree(kind, 'orders read back', got.orders, orders);
      agree(kind, 'facts read back', got.facts, ours.facts + result[kind].steps.length);
      result[kind].read.push(got.ms);
      result[kind].unpacked.push(got.unpacked);
    }
  }
  await page.evaluate(() => window.peers.drop());
  await page.close();
  return result;
}

async function openApp(context, url) {
  const page = await context.newPage();
  await page.goto(`${url}index.html?bench=1#/orders`);
  await opened(page);
  return page;
}

async function reload(page) {
  await page.reload();
  await opened(page);
}

/** The ledger is there, and what follows it is done. */
async function opened(page) {
  await page.waitForFunction(() => performance.getEntriesByName('ledger-ready').length > 0, undefined, { polling: 50 });
  await page.waitForTimeout(500);
}

/** An empty page of the same origin, with the peers. */
async function openEmpty(context, url) {
  const page = await context.newPage();
  const body = '<!doctype html><title>peers</title>';
  await page.route(`${url}empty.html`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${url}empty.html`);
  await page.addScriptTag({ path: requireTool.resolve('dexie/dist/dexie.min.js') });
  await page.addScriptTag({ path: join(here, 'peers.js') });
  return page;
}

/** Milliseconds from navigation to each mark. */
function marks(page) {
  return page.evaluate(() => Object.fromEntries(performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime])));
}

function report({ orders, ours, theirs }) {
  const { dexie } = theirs;
  const times = (peer, own, wanted) => {
    const ratio = median(peer) / median(own);
    return `${ratio.toFixed(1)} times (${goal(ratio >= wanted, `${wanted} times`)})`;
  };
  const under = (value, limit) => `${ms(value, value < 100 ? 1 : 0)} (${goal(value < limit, `under ${limit} ms`)})`;
  const spread = (steps) => (steps.length > 0 ? [0.5, 0.9].map((share) => ms(quantile(steps, share), 1)) : ['–', '–']);

  const what = `${count(orders)} orders with ${count(ours.facts)} facts`;
  console.log(`\nStorage, ${what}; all writes strict; medians of ${ROUNDS} and of ${STEPS} single steps`);
  line('', 'bulk import', 'read back', 'as objects', 'single step', 'p90');
  line('ours', ms(median(ours.written)), ms(median(ours.read)), '–', ...spread(ours.steps));
  for (const [kind, name] of Object.entries(PEERS)) {
    const { written, read, unpacked, steps } = theirs[kind];
    line(name, ms(median(written)), ms(median(read)), ms(median(unpacked)), ...spread(steps));
  }
  console.log('  read back: ours from app-ready to facts-read, with the opening of the database; the others from an open one');
  console.log(`  Dexie bulkPut takes ${times(dexie.written, ours.written, GOAL.bulk)} as long as ours`);
  console.log(`  Dexie toArray takes ${times(dexie.read, ours.read, GOAL.read)} as long as ours`);
  console.log(`  from the import's beginning to its rows in the ledger: ${ms(median(ours.done))}`);
  console.log(`  from navigation to app-ready: ${ms(median(ours.ready))}, to the ledger: ${under(median(ours.open), GOAL.open(orders))}`);
  console.log(`  single step, p90: ${under(quantile(ours.steps, 0.9), GOAL.step)}`);
  for (const text of TEXTS) {
    const { ms: took, rows } = ours.filter[text];
    console.log(`  filter '${text}', ${count(rows)} rows: ${under(took, GOAL.filter)}`);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { dist: { type: 'string', default: join(here, '../dist') }, orders: { type: 'string', multiple: true } },
  });
  const sizes = values.orders?.map(Number);
  if (sizes?.some((orders) => !(Number.isInteger(orders) && orders > 0))) throw new Error('--orders takes a whole number');
  await storage({ dist: values.dist, sizes });
}
