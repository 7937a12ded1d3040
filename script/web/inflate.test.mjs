import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { constants, gzipSync } from 'node:zlib';
import { gunzip } from './inflate.mjs';

const text = Buffer.from('工单自派发之次日起算。'.repeat(5000) + randomBytes(3000).toString('hex'));
const samples = {
  empty: Buffer.alloc(0),
  'one byte': Buffer.from([7]),
  'one byte, many times': Buffer.alloc(300_000, 65),
  text,
  noise: randomBytes(200_000),
  'text and noise': Buffer.concat([text, randomBytes(70_000), text]),
};

for (const [name, data] of Object.entries(samples)) {
  test(`gunzip gives back ${name}`, () => {
    for (const options of [{ level: 9 }, { level: 1 }, { level: 0 }, { strategy: constants.Z_FIXED }, { strategy: constants.Z_HUFFMAN_ONLY }]) {
      assert.ok(Buffer.from(gunzip(new Uint8Array(gzipSync(data, options)))).equals(data), JSON.stringify(options));
    }
  });
}

test('gunzip skips the optional header fields', () => {
  const plain = gzipSync(text);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = 2 | 4 | 8 | 16;
  const fields = Buffer.from([3, 0, 1, 2, 3, 110, 0, 99, 0, 0xaa, 0xbb]);
  assert.ok(Buffer.from(gunzip(new Uint8Array(Buffer.concat([header, fields, plain.subarray(10)])))).equals(text));
});

test('gunzip refuses a damaged file, and never hangs on one', () => {
  const good = new Uint8Array(gzipSync(text, { level: 9 }));
  assert.throws(() => gunzip(new Uint8Array([1, 2, 3])), /not a gzip/);
  for (let cut = 18; cut < good.length; cut += 97) assert.throws(() => gunzip(good.slice(0, cut)), /gzip/);
  // A flipped bit may fall into a header field that does not matter (time, system): start behind the header.
  for (let at = 10; at < good.length; at += 53) {
    const bad = good.slice();
    bad[at] ^= 4;
    assert.throws(() => gunzip(bad), /gzip/, `byte ${at}`);
  }
});
