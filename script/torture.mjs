// Kills the browser again and again while the built app writes, always with the same profile, and looks each time whether
// everything that was said to be saved is there.
//   node script/torture.mjs [--kills 100] [--seed 1] [--tear 0] [--dist folder]
//
// One page load a kill: it opens, what it finds is checked, then it registers orders, notes, now and then empties itself
// and takes orders in, one call after the other. Every call says once it is done; its text carries round and number, so
// that what was written but could not be said any more can be told from what nobody wrote. The first loss ends it with
// exit code 1, and the profile is left. A killed process loses no more than it holds itself: what the system has taken
// over is safe, so this says nothing about power cuts.
//
// About one kill in 400 comes between the two writes of one record of Chromium's own log (LevelDB, header and body). It
// opens with such a log, goes on writing behind the torn record, and at the opening after that finds the log broken and
// throws the whole database away (github.com/google/leveldb/issues/1287). `--tear 10` leaves such a log after ten kills of
// a hundred.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, launchOptions } from '../tests/browser/harness.mjs';
import { serve } from './serve.mjs';

const IMPORTED = 250; // orders at once: several rows of storage, so that half of them could be there
const PATIENCE = 60_000;
const HEADER = Buffer.from('8d3c51a7620001', 'hex'); // of a record of 98 bytes in the browser's log
/** When to kill: after which word of the page, how many milliseconds later, and how often of a hundred. */
const AIMS = {
  opening: { after: 'ready', from: 0, to: 60, often: 15 }, // nothing is checked; the tail may be on its way to segments
  start: { after: 'begin', from: 0, to: 120, often: 30 }, // imports take about so long
  anywhere: { after: 'begin', from: 50, to: 1500, often: 55 },
};

class Loss extends Error {}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    tear: { type: 'string', default: '0' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const kills = Number(values.kills);
if (!(Number.isInteger(kills) && kills > 0)) throw new Error('--kills takes a whole number');
const random = splitmix32(Number(values.seed)), tear = splitmix32(Number(values.seed) + 1);

const server = await serve({ root: values.dist, prefix: '/some/where/' });
const folder = mkdtempSync(join(tmpdir(), 'banjie-torture-')), profile = join(folder, 'profile'), temporary = join(folder, 'tmp');
mkdirSync(temporary);
let running;
process.on('exit', () => running?.kill());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const total = { opening: 0, start: 0, anywhere: 0, torn: 0, said: 0, unsaid: 0, whole: 0, none: 0, cleared: 0, lines: 0 };
/** What must be there, by order: lines as `orders()` has them. And what the rounds since the last check wrote. */
let kept = new Map(), written = nothing(), wasTorn = false;
const began = Date.now();
try {
  for (let round = 1; round <= kills + 1; round++) {
    const last = round > kills;
    running = await launch().catch((error) => {
      // That happens to a profile treated like this; what matters is what is there later.
      console.log(`  before kill ${round}: ${error.message.split('\n')[0]}; started again`);
      return launch();
    });
    const page = await running.open();
    const aim = last ? undefined : pick();
    if (aim !== 'opening') {
      await page.heard('ready');
      check(await page.orders());
    }
    if (!last) {
      const { after, from, to } = AIMS[aim];
      if (aim !== 'opening') await page.write(round);
      await page.heard(after);
      await sleep(from + random() * (to - from));
      total[aim]++;
    }
    await running.kill();
    if (tear() * 100 < Number(values.tear)) logs().forEach(({ path }) => appendFileSync(path, HEADER));
    const torn = logs().some((log) => log.torn);
    if (torn && !wasTorn) total.torn++;
    wasTorn = torn;
    if (round % 10 === 0) console.log(`  ${round} kills, ${total.lines} facts at the last check, ${seconds()} s`);
  }
  report();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
} catch (error) {
  console.error(`${error instanceof Loss ? error.message : error.stack}\nThe profile is left in ${folder}; seed ${values.seed}.`);
  process.exitCode = 1;
} finally {
  await running?.kill();
  await server.close();
}

/** Throws at the first loss; what was found must be there from now on. */
function check({ orders, unreadable }) {
  const found = new Map(orders);
  const { round, said, imports, imported } = written;
  const at = `After kill ${total.opening + total.start + total.anywhere}`;
  const fail = (text, details) => {
    const anew = logs().some((log) => log.anew) ? ' (the browser has thrown its database away and made a new one)' : '';
    const more = { details, round, said: said.length, imported, torn: total.torn };
    throw new Loss(`${at}: ${text}${anew}\n${JSON.stringify(more, null, 1)}`);
  };
  if (unreadable > 0) fail(`${unreadable} unreadable lines`);

  for (const [id, lines] of kept) {
    const missing = lines.filter((line) => !found.get(id)?.includes(line));
    if (missing.length > 0) fail(`order ${id} has lost what was there before`, { missing, found: found.get(id) });
  }
  for (const [id, line] of said) {
    if (!found.get(id)?.includes(line)) fail(`order ${id} lacks what was said to be saved`, { line, found: found.get(id) });
  }

  const there = [...imports.keys()].filter((id) => found.has(id));
  if (there.length > 0 && there.length < imports.size) fail(`${there.length} of ${imports.size} imported orders are there`);
  if (imported && there.length === 0) fail('what was imported is gone');
  for (const id of there) {
    const wanted = [...imports.get(id)].sort(), got = [...found.get(id)].sort();
    if (JSON.stringify(wanted) !== JSON.stringify(got)) fail(`imported order ${id} is not whole`, { wanted, got });
  }

  const numbers = [];
  for (const [id, lines] of found) {
    if (imports.has(id)) continue;
    const before = kept.get(id) ?? [];
    if (new Set(lines).size < lines.length && !before.includes(lines[0])) fail(`order ${id} says something twice`, lines);
    for (const line of lines.filter((line) => !before.includes(line))) {
      const [, of, number] = /^(?:registered|noted) (\d+)\/(\d+) /.exec(line) ?? [];
      if (Number(of) !== round) fail(`order ${id} has what nobody wrote`, { line });
      numbers.push(Number(number));
    }
    if (!lines.some((line) => line.startsWith('registered '))) fail(`order ${id} was never registered`, lines);
  }
  numbers.sort((a, b) => a - b);
  const gap = numbers.findIndex((number, i) => number !== i + 1);
  if (gap >= 0) fail(`number ${gap + 1} is not there, but number ${numbers[gap]}`);

  total.said += said.length;
  total.unsaid += numbers.length - said.length;
  if (imports.size > 0) total[there.length > 0 ? 'whole' : 'none']++;
  total.lines = orders.reduce((sum, [, lines]) => sum + lines.length, 0);
  kept = found;
  written = nothing();
}

/** The logs of the browser's database: whether it has just made one anew, and whether one ends within a record. */
function logs() {
  const folder = join(profile, 'Default/IndexedDB');
  const databases = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.leveldb')) : [];
  return databases.flatMap((name) => {
    const files = readdirSync(join(folder, name));
    const anew = files.includes('LOG') && /Creating DB .* missing/.test(readFileSync(join(folder, name, 'LOG'), 'latin1'));
    return files.filter((file) => /^\d+\.log$/.test(file)).map((file) => {
      const path = join(folder, name, file);
      return { path, anew, torn: endsWithin(readFileSync(path)) };
    });
  });
}

/** Blocks of 32 KiB; records of a checksum (4 bytes), a length (2), a kind (1) and a body; what is left of a block is nothing. */
function endsWithin(log) {
  let at = 0;
  while (at < log.length) {
    const left = 32_768 - (at % 32_768);
    if (left < 7) at += left;
    else if (at + 7 > log.length) return true;
    else at += 7 + log.readUInt16LE(at + 4);
  }
  return at > log.length;
}

function nothing() {
  return { round: 0, said: [], imports: new Map(), imported: false };
}

function pick() {
  let at = random() * 100;
  return Object.keys(AIMS).find((aim) => (at -= AIMS[aim].often) < 0) ?? 'anywhere';
}

/** A browser of its own with the one profile, in a process group that can be killed whole. */
async function launch() {
  const { executablePath, args } = launchOptions();
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-default-browser-check',
    '--disable-breakpad', '--disable-dev-shm-usage', '--password-store=basic', '--use-mock-keychain', 'about:blank'];
  const child = spawn(executablePath, [...args, ...own], {
    detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TMPDIR: temporary },
  });
  const gone = once(child, 'close'); // its children hold the pipe too: then all of them are gone
  let dead;
  const kill = () => {
    try {
      if (!dead) process.kill(-child.pid, 'SIGKILL');
    } catch { /* it ended by itself */ }
    return (dead ??= gone);
  };
  try {
    const address = await new Promise((found, failed) => {
      const said = [];
      createInterface(child.stderr).on('line', (line) => {
        said.push(line);
        const [, url] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
        if (url) found(url);
      });
      gone.then(([code, signal]) => failed(new Error(`the browser ended at its start (${signal ?? code}):\n${said.join('\n')}`)), failed);
    });
    const browser = await chromium.connectOverCDP(address);
    return { kill, open: () => open(browser) };
  } catch (error) {
    await kill();
    throw error;
  }
}

async function open(browser) {
  const page = await browser.contexts()[0].newPage();
  const words = new Map(), waiting = new Map();
  const hear = (word) => { words.set(word, true); waiting.get(word)?.(); };
  let broken;
  const failed = new Promise((_, reject) => { broken = (text) => reject(new Error(`the page failed: ${text}`)); });
  failed.catch(() => {});
  page.on('pageerror', (error) => broken(error.stack));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error') return broken(text);
    if (!text.startsWith('["torture",')) return;
    const [, word, ...rest] = JSON.parse(text);
    if (word === 'saved') written.said.push(rest);
    if (word === 'imported') written.imported = true;
    if (word === 'failed') broken(rest[0]);
    if (word === 'cleared') {
      kept = new Map();
      total.cleared++;
    }
    hear(word);
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName('ledger-ready').length > 0) console.log(JSON.stringify(['torture', 'ready']));
    }).observe({ type: 'mark', buffered: true });
  });
  await page.goto(`${server.url}index.html?bench=1#/orders`, { waitUntil: 'commit' });

  return {
    async heard(word) {
      const late = new AbortController();
      const wait = words.has(word) ? undefined : new Promise((done) => waiting.set(word, done));
      const tooLate = sleep(PATIENCE, undefined, { signal: late.signal }).then(() => {
        throw new Error(`the page did not come to '${word}' in ${PATIENCE / 1000} s`);
      }, () => {});
      try {
        await Promise.race([wait, failed, tooLate]);
      } finally {
        late.abort();
      }
    },

    async orders() {
      const [orders, unreadable] = JSON.parse(await page.evaluate(() => window.__bench.orders()));
      return { orders, unreadable };
    },

    /** Starts the writing, which only ends with the page. */
    async write(round) {
      written.round = round;
      const importing = random() < 0.3;
      if (importing) written.imports = await made();
      const own = ([, lines]) => lines.some((line) => /^registered \d+\/\d+ /.test(line));
      const known = [...kept].filter(own).map(([id]) => id);
      const chances = Array.from({ length: 997 }, random);
      page.evaluate(write, { round, importing, known: importing ? [] : known.slice(-20), chances }).catch(() => {});
    },
  };

  async function made() {
    const bundles = JSON.parse(await page.evaluate((count) => {
      window.__bench.prepare(count);
      return window.__bench.records(0, count);
    }, IMPORTED));
    const line = ({ kind, with: { title = '', what = '' } = {} }) => `${kind} ${title}${what}`;
    return new Map(bundles.map(({ id, facts }) => [id, facts.map(line)]));
  }
}

/** Runs in the page. */
async function write({ round, importing, known, chances }) {
  const say = (...words) => console.log(JSON.stringify(['torture', ...words]));
  const { register, note, importMade, clear } = window.__bench;
  let drawn = 0;
  const random = () => chances[drawn++ % chances.length];
  try {
    if (importing) {
      await clear(); // the orders made are always the same: they would be known already
      say('cleared');
    }
    say('begin');
    if (importing) {
      await importMade();
      say('imported');
    }
    for (let number = 1; ; number++) {
      const text = `${round}/${number} 路灯不亮`;
      if (known.length === 0 || random() < 0.25) {
        const id = await register(text);
        known.push(id);
        say('saved', id, `registered ${text}`);
      } else {
        const id = known[Math.floor(random() * known.length)];
        await note(id, text);
        say('saved', id, `noted ${text}`);
      }
    }
  } catch (error) {
    say('failed', String(error));
  }
}

function report() {
  const { opening, start, anywhere, said, unsaid, whole, none, cleared, lines, torn } = total;
  const sorts = `${anywhere} anywhere in the writing, ${start} at its start, ${opening} while opening`;
  console.log(`${opening + start + anywhere} kills (${sorts}), ` +
    `${seconds()} s, seed ${values.seed}`);
  console.log(`  ${said} steps were said to be saved: all there; ${unsaid} more were saved before they could be said`);
  console.log(`  ${cleared} imports of ${IMPORTED} orders after emptying: ${whole} there whole, ${none} not at all, none in part`);
  console.log(`  ${kept.size} orders and ${lines} facts at the end; never an unreadable line`);
  console.log(`  ${torn} kills tore the browser's own log`);
}

function seconds() {
  return Math.round((Date.now() - began) / 1000);
}

function splitmix32(state) {
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
