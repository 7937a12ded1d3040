import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlineSafe, withoutExports } from './assemble.mjs';

test('export marks go, declarations stay', () => {
  const glue = [
    'export function start() {}', 'export class Desk {}', 'export const a = 1;', 'export async function b() {}',
    'const url = import.meta.url; const exports = 1;', 'export { initSync, __wbg_init as default };', 'export default start;',
  ].join('\n');
  assert.equal(withoutExports(glue).trim(), [
    'function start() {}', 'class Desk {}', 'const a = 1;', 'async function b() {}', 'const url = import.meta.url; const exports = 1;',
  ].join('\n'));
});

test('what cannot be inlined is an error, not a broken file', () => {
  assert.throws(() => withoutExports("import { x } from './snippets/y.js';"), /snippets/);
  assert.throws(() => withoutExports("export * from './z.js';"), /z\.js/);
});

test('an inlined text cannot end its element, and means the same', () => {
  const text = 'const s = "</script><!-- </SCRIPT>";';
  const safe = inlineSafe(text, 'script');
  assert.doesNotMatch(safe, /<\/script|<!--/i);
  assert.equal(new Function(`${safe} return s`)(), new Function(`${text} return s`)());
});
