// ---------- the engine's API ----------

/** The functions of PageApi, once the engine is loaded. */
export let engine = null;

export function setEngine(loaded) { engine = loaded; }

/** Calls a function that answers with JSON. */
export const asked = (name, ...given) => JSON.parse(engine[name](...given));

/** Calls a function that answers with numbers. */
export const numbersFrom = (name, ...given) => Float64Array.from(engine[name](...given));
