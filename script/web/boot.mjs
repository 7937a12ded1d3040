// Starts the app in both deliveries; they differ only in where the wasm comes from.

/**
 * @param init      the glue's default export; it also runs `main`, which mounts the app
 * @param response  returns (a promise of) the Response that carries the wasm
 */
export async function boot(init, response) {
  if (typeof WebAssembly !== 'object') return; // the guard has spoken
  const guard = window.banjieBoot;
  try {
    await init({ module_or_path: await response() });
    guard.started();
  } catch (error) {
    console.error(error);
    guard.failed(blame(error), String(error));
  }
}

class NotFetched extends Error {}

/** The wasm beside the page. */
export async function fetched(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new NotFetched(`${url}: ${error}`);
  }
  if (!response.ok) throw new NotFetched(`${url}: HTTP ${response.status}`);
  return response;
}

/** Which of the guard's messages fits the error. */
function blame(error) {
  if (error instanceof NotFetched) return 'network';
  // Wasm features the browser does not know, or a policy ('wasm-unsafe-eval') it does not know.
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) return 'browser';
  return 'crash';
}
