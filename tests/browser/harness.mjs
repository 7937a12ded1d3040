// One Chromium and one loopback server for a file of browser tests, on the *built* app (script/build first).
//
//   import { start, PLACES } from './harness.mjs';
//   const desk = await start();
//   after(() => desk.close());
//   for (const place of PLACES) test(`golden case, ${place}`, async () => {
//     const page = await desk.open('#/deadline?pack=hualong', { in: place });
//     …
//     await desk.finish(page);
//   });
//
// Any console error or warning, any uncaught error, any failed request and any request to somewhere else
// is a failure: `finish` reports them, and `close` does for the pages that were not finished.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../script/serve.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const requireTool = createRequire(join(ROOT, 'script/package.json'));
export const { chromium } = requireTool('playwright-core');

/** The two deliveries: dist/ on a host under a sub-path, and dist/banjie.html on file://. */
export const PLACES = ['folder', 'file'];

const SCREENS = join(ROOT, 'target/screens');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** Journeys through both deliveries; the tests of one file run one after another, so `visit` knows where it is. */
export function journeys(desk) {
  let place;
  return {
    each(name, run) {
      for (const here of PLACES) test(`${here}: ${name}`, () => { place = here; return run(here); });
    },
    visit: (hash, options) => desk.open(hash, { in: place, ...options }),
  };
}

export async function start({ dist = join(ROOT, 'dist') } = {}) {
  assert.ok(existsSync(join(dist, 'banjie.html')), `${dist} is not there: run script/build first`);
  const server = await serve({ root: dist, prefix: '/some/where/' });
  const urls = { folder: server.url, file: pathToFileURL(join(dist, 'banjie.html')).href };
  let browser;
  try {
    browser = await chromium.launch(launchOptions());
  } catch (error) {
    await server.close();
    throw error;
  }
  const unfinished = new Set();

  return {
    urls,
    browser,

    /**
     * Opens the app at a hash ('#/deadline?…', or '') and waits until it has mounted.
     *
     * in       'folder' (default) or 'file'
     * context  of another page, to share its storage; without it the page starts with none
     * now      a Date or ISO text the page's clock stands at (timers run on)
     * before   async (page) => …, called before the page is loaded (init scripts, routes)
     * allow    patterns of problems that are expected
     * mounts   false where the app is expected not to start
     * the rest goes to browser.newContext (viewport, …)
     */
    async open(hash = '', { in: place = 'folder', context, now, before, allow = [], mounts = true, ...options } = {}) {
      const own = context ?? await browser.newContext({
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1366, height: 768 },
        acceptDownloads: true,
        ...options,
      });
      const page = await own.newPage();
      page.problems = [];
      page.allow = allow;
      watch(page, urls[place]);
      unfinished.add(page);
      if (now) await page.clock.setFixedTime(now);
      if (before) await before(page);
      await page.goto(urls[place] + hash);
      if (!mounts) return page;
      try {
        await page.locator('#boot').waitFor({ state: 'detached', timeout: 30_000 });
      } catch {
        const said = await page.locator('#boot').innerText({ timeout: 1000 }).catch(() => '');
        throw new Error(`the app did not mount (${place}); it says: ${said}\n${page.problems.join('\n')}`);
      }
      return page;
    },

    /** The page's last word: fails on every problem seen, then closes it. */
    async finish(page) {
      unfinished.delete(page);
      await page.close();
      complain(page);
    },

    /** A picture in target/screens/<name>.png, to be looked at. */
    async shot(page, name, width, height, { fullPage = false } = {}) {
      mkdirSync(SCREENS, { recursive: true });
      if (width) await page.setViewportSize({ width, height });
      const path = join(SCREENS, `${name}.png`);
      await page.screenshot({ path, fullPage });
      return path;
    },

    /** The printed page in target/screens/<name>.pdf (A4), and its text. */
    async pdf(page, name) {
      mkdirSync(SCREENS, { recursive: true });
      const path = join(SCREENS, `${name}.pdf`);
      await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
      return { path, text: execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }) };
    },

    /** Fails on every WCAG 2.1 A/AA violation axe finds in the page as it stands now. */
    async axe(page, { rules = {} } = {}) {
      // Through the debugger, because the page's own policy rightly refuses foreign scripts.
      const session = await page.context().newCDPSession(page);
      try {
        const evaluate = async (expression) => {
          const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        };
        await evaluate(`${readFileSync(requireTool.resolve('axe-core/axe.min.js'), 'utf8')};0`);
        const options = { runOnly: { type: 'tag', values: WCAG }, rules, resultTypes: ['violations'] };
        const violations = await evaluate(`axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`);
        const lines = violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`));
        assert.deepEqual(lines, [], 'axe finds nothing');
      } finally {
        await session.detach();
      }
    },

    async close() {
      await browser.close();
      await server.close();
      for (const page of unfinished) complain(page);
    },
  };
}

/** How every browser here is started. */
export function launchOptions() {
  const root = process.getuid?.() === 0;
  return {
    executablePath: browserPath(),
    chromiumSandbox: !root,
    args: [
      ...(root ? ['--no-sandbox'] : []),
      '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  };
}

/** $CHROME, or the first browser of the Chromium family on the path. */
function browserPath() {
  if (process.env.CHROME) return process.env.CHROME;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch { /* not here */ }
    }
  }
  throw new Error('no Chromium found: run script/bootstrap, or set CHROME to the program');
}

function watch(page, home) {
  const problem = (text) => page.problems.push(text);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problem(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problem(`uncaught: ${error.stack ?? error}`));
  page.on('crash', () => problem('the page crashed'));
  page.on('requestfailed', (request) => problem(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`));
  page.on('request', (request) => {
    const url = request.url();
    const mine = home.startsWith('file:') ? url.split('#')[0] === home : url.startsWith(home);
    if (!mine && !/^(data|blob):/.test(url)) problem(`asks for something elsewhere: ${url}`);
  });
}

function complain(page) {
  const left = page.problems.filter((text) => !page.allow.some((pattern) => pattern.test(text)));
  assert.deepEqual(left, [], 'the page has no complaints');
}
