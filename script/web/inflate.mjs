// gunzip for browsers without DecompressionStream (Firefox before 113, Safari before 16.4).
// RFC 1952 (gzip, one member) around RFC 1951 (deflate); canonical Huffman decoding bit by bit.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Unpacks a gzip file (Uint8Array in, Uint8Array out); throws on a damaged one. */
export function gunzip(packed) {
  const FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16;
  if (packed.length < 18 || packed[0] !== 0x1f || packed[1] !== 0x8b || packed[2] !== 8) throw new Error('gzip: not a gzip file');
  const flags = packed[3];
  let at = 10;
  if (flags & FEXTRA) at += 2 + packed[at] + packed[at + 1] * 256;
  for (const field of [FNAME, FCOMMENT]) {
    if (flags & field) at = packed.indexOf(0, at) + 1;
  }
  if (flags & FHCRC) at += 2;
  // The trailer: CRC-32 and length of what was packed, little-endian.
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8);
  const out = inflate(packed.subarray(at, packed.length - 8), trailer.getUint32(4, true));
  if (crc32(out) !== trailer.getUint32(0, true)) throw new Error('gzip: wrong checksum');
  return out;
}

/** Unpacks a deflate stream of which the unpacked length is known. */
function inflate(input, length) {
  const out = new Uint8Array(length);
  let written = 0, next = 0, held = 0, heldBits = 0;

  function bits(count) {
    while (heldBits < count) {
      if (next >= input.length) throw new Error('gzip: ends too early');
      held |= input[next++] << heldBits;
      heldBits += 8;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    heldBits -= count;
    return value;
  }

  function symbol({ counts, symbols }) {
    let code = 0, first = 0, index = 0;
    for (let size = 1; size < 16; size++) {
      code |= bits(1);
      const count = counts[size];
      if (code - count < first) return symbols[index + (code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('gzip: no such code');
  }

  function room(count) {
    if (written + count > length) throw new Error('gzip: longer than it says');
  }

  function stored() {
    held = 0;
    heldBits = 0; // at most 7 bits are held here: the rest of a byte
    const count = input[next] | (input[next + 1] << 8);
    next += 4;
    if (!(next + count <= input.length)) throw new Error('gzip: ends too early');
    room(count);
    out.set(input.subarray(next, next + count), written);
    next += count;
    written += count;
  }

  function coded(literals, distances) {
    for (;;) {
      const code = symbol(literals);
      if (code === 256) return;
      if (code < 256) {
        room(1);
        out[written++] = code;
        continue;
      }
      if (code > 285) throw new Error('gzip: no such length');
      const count = LENGTH_BASE[code - 257] + bits(LENGTH_EXTRA[code - 257]);
      const far = symbol(distances);
      if (far > 29) throw new Error('gzip: no such distance');
      const distance = DISTANCE_BASE[far] + bits(DISTANCE_EXTRA[far]);
      if (distance > written) throw new Error('gzip: reaches too far back');
      room(count);
      for (const end = written + count; written < end; written++) out[written] = out[written - distance];
    }
  }

  function dynamicCodes() {
    const literals = bits(5) + 257, distances = bits(5) + 1, codeLengths = bits(4) + 4;
    const sizes = new Uint8Array(19);
    for (let i = 0; i < codeLengths; i++) sizes[CODE_LENGTH_ORDER[i]] = bits(3);
    const code = huffman(sizes);
    const all = new Uint8Array(literals + distances);
    for (let i = 0; i < all.length;) {
      const size = symbol(code);
      if (size < 16) { all[i++] = size; continue; }
      if (size === 16 && i === 0) throw new Error('gzip: nothing to repeat');
      const repeated = size === 16 ? all[i - 1] : 0;
      const times = size === 16 ? 3 + bits(2) : size === 17 ? 3 + bits(3) : 11 + bits(7);
      if (i + times > all.length) throw new Error('gzip: too many codes');
      all.fill(repeated, i, i + times);
      i += times;
    }
    return [huffman(all.subarray(0, literals)), huffman(all.subarray(literals))];
  }

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) stored();
    else if (kind === 1) coded(...fixedCodes());
    else if (kind === 2) coded(...dynamicCodes());
    else throw new Error('gzip: no such block');
  }
  if (written !== length) throw new Error('gzip: shorter than it says');
  return out;
}

/** A canonical code from the bit length of each symbol: how many codes of each length, and the symbols in code order. */
function huffman(sizes) {
  const counts = new Uint16Array(16), offsets = new Uint16Array(16), symbols = new Uint16Array(sizes.length);
  for (const size of sizes) counts[size]++;
  counts[0] = 0;
  for (let size = 1; size < 15; size++) offsets[size + 1] = offsets[size] + counts[size];
  sizes.forEach((size, value) => { if (size) symbols[offsets[size]++] = value; });
  return { counts, symbols };
}

function fixedCodes() {
  const sizes = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  return [huffman(sizes), huffman(new Uint8Array(30).fill(5))];
}

function crc32(bytes) {
  const table = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[n] = value;
  }
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
