// A clerk's hand on the pages of orders: fills forms, takes steps, reads back what is shown and what is stored.
import assert from 'node:assert/strict';

/** A moment in China, `2026-09-29T09:00`. */
export const moment = (text) => new Date(`${text}:00+08:00`);

/** Before a page loads: the desk one works at; without a role, every desk. */
export const working = (me = {}) => (page) => page.addInitScript((me) => {
  localStorage.setItem('banjie.me.1', JSON.stringify({ role: null, unit: '', name: '', device: '', ...me }));
}, me);

/** Goes to a page without loading the app anew. */
export const go = (page, hash) => page.evaluate((hash) => { location.hash = hash; }, hash);

/** Opens the page anew, at this moment. */
export async function reload(page, when) {
  // The icon may still be on its way.
  page.allow = [...page.allow, /icon\.svg net::ERR_ABORTED/];
  if (when) await page.clock.setFixedTime(moment(when));
  await page.reload();
  await page.locator('#boot').waitFor({ state: 'detached' });
}

/** Enters values by field code: true ticks a box, everything else is chosen or typed. */
export async function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const control = form.locator(`[name="${name}"]`);
    if (value === true) await control.check();
    else if (await control.evaluate((element) => element.tagName === 'SELECT')) await control.selectOption(value);
    else await control.fill(value);
  }
}

/** Registers through the intake page and opens the order. */
export async function register(page, fields, way = 'register') {
  await fill(page.locator('form.sheet'), fields);
  await page.locator(`[data-way="${way}"]`).click();
  await page.locator('[data-saved] a').click();
  await page.locator('.order-head [data-stage]').waitFor();
}

export const stage = (page) => page.locator('.order-head [data-stage]').getAttribute('data-stage');
/** What is due next, as the head of the page says. */
export const due = (page) => page.locator('.order-head .headline-due').innerText();
export const button = (page, step) => page.locator(`button.step[data-step="${step}"]`);
/** A step that is listed without a button. */
export const forbidden = (page, step) => page.locator(`.acts li[data-step="${step}"]`);
/** Why; also where the list is folded. */
export const why = (page, step) => forbidden(page, step).textContent();
export const entry = (page, fact) => page.locator(`.log li[data-fact="${fact}"]`);
/** Codes of the log as shown, the earliest first. */
export const log = (page) => page.locator('.log li[data-fact]').evaluateAll((list) => list.map((item) => item.dataset.fact).reverse());

/** Fails unless the page shows this stage and this log. */
export async function stands(page, wanted, facts) {
  await page.locator(`.order-head [data-stage="${wanted}"]`).waitFor({ timeout: 5000 }).catch(async () => assert.equal(await stage(page), wanted));
  assert.deepEqual(await log(page), facts);
}

const isFolded = (button) => button.evaluate((element) => element.closest('details:not([open])') !== null);

/** Opens the form of a step, wherever its button stands. */
export async function begin(page, step) {
  const at = button(page, step);
  await at.waitFor({ state: 'attached' });
  if (await isFolded(at)) await page.locator('.acts details', { has: at }).locator('summary').click();
  await at.click();
  const form = page.locator(`form.step-form[data-form="${step}"]`);
  await form.waitFor();
  return form;
}

/** Closes a form; nothing of it is kept. */
export const giveUp = (form) => form.getByRole('button', { name: '取消' }).click();
export const confirm = (form) => form.locator('button[type="submit"]');

/** Takes a step and waits until the log has it. */
export async function take(page, step, fields = {}) {
  const before = await page.locator('.log li[data-fact]').count();
  const form = await begin(page, step);
  await fill(form, fields);
  await confirm(form).click();
  await page.locator('.log li[data-fact]').nth(before).waitFor();
  await form.waitFor({ state: 'detached' });
}

/** Takes many steps: `[step, fields]`, or `[step, fields, moment]` with a reload before it. */
export async function takeAll(page, steps) {
  for (const [step, fields, when] of steps) {
    if (when) await reload(page, when);
    await take(page, step, fields);
  }
}

/** Rows of a store, as text. */
export const rows = async (page, store) => (await page.evaluate((store) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('banjie.desk');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const asked = db.transaction(store).objectStore(store).getAll();
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => { db.close(); resolve(asked.result.map((row) => [...row])); };
  };
}), store)).map((row) => unpacked(Buffer.from(row)).toString());

/** A row as lines: unpacked from an LZ4 block behind its mark and its length, where it is packed. */
function unpacked(row) {
  if (row.toString('latin1', 0, 4) !== '\x01lz4') return row;
  const out = Buffer.alloc(row.readUInt32LE(4));
  let at = 8, end = 0;
  const length = (n) => {
    for (let more = n === 15; more; more = row[at - 1] === 255) n += row[at++];
    return n;
  };
  while (at < row.length) {
    const token = row[at++];
    const plain = length(token >> 4);
    end += row.copy(out, end, at, at + plain);
    at += plain;
    if (at >= row.length) break;
    const back = row.readUInt16LE(at);
    at += 2;
    for (let left = length(token & 15) + 4; left > 0; left--, end++) out[end] = out[end - back];
  }
  return out;
}

/** Every fact stored. */
export async function facts(page) {
  const all = [...await rows(page, 'segments'), ...await rows(page, 'tail')];
  return all.flatMap((row) => row.split('\n').filter(Boolean)).map((line) => JSON.parse(line));
}

/** The keyboard alone. */
export const keys = (page) => {
  const press = (key) => page.keyboard.press(key);
  const isAt = (selector) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);
  /** Goes forward by Tab until the focus is there. */
  const tabTo = async (selector, most = 150) => {
    for (let n = 0; n <= most; n++) {
      if (await isAt(selector)) return;
      await press('Tab');
    }
    assert.fail(`${selector} is not reached by ${most} presses of Tab`);
  };
  /** Enters a value where the focus is. */
  const enter = async (value) => {
    const kind = await page.evaluate(() => document.activeElement.type);
    if (kind === 'checkbox') return press('Space');
    if (kind !== 'select-one') return page.keyboard.type(value);
    for (let n = 0; n < 40; n++) {
      if (await page.evaluate(() => document.activeElement.value) === value) return;
      await press('ArrowDown');
    }
    assert.fail(`${value} is not among the choices`);
  };
  return {
    press,
    tabTo,
    async fill(within, fields) {
      for (const [name, value] of Object.entries(fields)) {
        await tabTo(`${within} [name="${name}"]`);
        await enter(value);
      }
    },
    /** A step from its button to Ctrl+Enter. */
    async take(step, fields = {}) {
      const before = await page.locator('.log li[data-fact]').count();
      const at = button(page, step);
      await at.waitFor({ state: 'attached' });
      if (await isFolded(at)) {
        await tabTo('.acts details:has(button) > summary');
        await press('Enter');
      }
      await tabTo(`button.step[data-step="${step}"]`);
      await press('Enter');
      const form = `form.step-form[data-form="${step}"]`;
      await page.locator(form).waitFor();
      await tabTo(`${form} [name]`, 0);
      await this.fill(form, fields);
      await press('Control+Enter');
      await page.locator('.log li[data-fact]').nth(before).waitFor();
    },
  };
};
