// ---------- the engine's API ----------

/**
 * The functions of PageApi, once the engine is loaded.
 *
 * @type {any}
 */
export let engine = null;

/** What waits until the keys that were pressed have been shown. */
let waiting = null;

/** Whoever asks the engine is answered as if nothing waited. */
export function setEngine(loaded) {
  engine = new Proxy(loaded, {
    get: (functions, name) => {
      catchUp();
      return functions[name];
    },
  });
}

/** Does this after the keys that were pressed have been shown; of several such calls only the last counts. */
export function afterKeys(work) {
  if (!waiting) setTimeout(catchUp);
  waiting = work;
}

function catchUp() {
  const work = waiting;
  waiting = null;
  work?.();
}

/** Calls a function that answers with JSON. */
export const asked = (name, ...given) => JSON.parse(engine[name](...given));

/** Calls a function that answers with numbers. */
export const numbersFrom = (name, ...given) => Float64Array.from(engine[name](...given));
