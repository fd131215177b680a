// ---------- the engine's API ----------

/** The functions of PageApi, once the engine is loaded. */
let engine = null;

/** Calls a function that answers with JSON. */
const asked = (name, ...given) => JSON.parse(engine[name](...given));

/** Calls a function that answers with numbers. */
const numbersFrom = (name, ...given) => Float64Array.from(engine[name](...given));
