// The wasm inside the single file: gzip, then base64, as the text of a script element nothing executes.
import { gunzip } from './inflate.mjs';

/** The embedded wasm as a Response, so that it compiles while it is still being unpacked. */
export function embedded(base64) {
  const packed = bytesOf(base64);
  const body = typeof DecompressionStream === 'function'
    ? new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
    : gunzip(packed);
  return new Response(body, { headers: { 'Content-Type': 'application/wasm' } });
}

/** A plain loop: an array callback is some 15 times slower. */
function bytesOf(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
