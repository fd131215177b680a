// ---------- wiring: the engine's side: it runs in a worker, so that nothing that it computes holds up the page ----------

let functions = null;

/** The codes of '(' and '|', which stand for 0 and 84, and of the characters that replace '<' and the backslash. */
const FIRST = 40,
  LAST = 124,
  LESS = 60,
  FOR_LESS = 126,
  BACKSLASH = 92,
  FOR_BACKSLASH = 33,
  BASE = 85;

/** The bytes of a text in base 85: four bytes for five characters, fewer at the end. */
function bytesOf(letters) {
  const bytes = new Uint8Array(Math.floor((letters.length * 4) / 5));
  for (let from = 0, to = 0; from < letters.length; from += 5) {
    let word = 0;
    for (let i = from; i < from + 5; i++) {
      const code = i < letters.length ? letters.charCodeAt(i) : LAST;
      word = word * BASE + (code === FOR_LESS ? LESS : code === FOR_BACKSLASH ? BACKSLASH : code) - FIRST;
    }
    for (let shift = 24; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = word >>> shift;
  }
  return bytes;
}

// ---------- the fused multiply-add ----------

/** The body of a function of three numbers, without its end: f64x2.relaxed_madd, which most processors round once. */
const MULTIPLY_ADD = [0, 32, 0, 253, 20, 32, 1, 253, 20, 32, 2, 253, 20, 253, 135, 2, 253, 33, 0],
  END = 11,
  NOTHING = 1;

/** A module that exports this function. */
const TRIAL = [
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  8,
  1,
  96,
  3,
  124,
  124,
  124,
  1,
  124,
  3,
  2,
  1,
  0,
  7,
  7,
  1,
  3,
  102,
  109,
  97,
  0,
  0,
  10,
  22,
  1,
  20,
  ...MULTIPLY_ADD,
  END,
];

/** Whether the instruction exists and rounds once: ε² is left of (1 + ε)² − (1 + 2ε). */
function isFused() {
  try {
    const { fma } = /** @type {any} */ (
        new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(TRIAL))).exports
      ),
      e = 2 ** -27;
    return fma(1 + e, 1 + e, -1 - 2 * e) === e * e;
  } catch {
    return false;
  }
}

/** Loads the compiled program, which is compressed. If the processor can, one instruction replaces the function that does the same by many. */
async function opened(letters, fused = isFused()) {
  const unpacked = new Response(bytesOf(letters)).body.pipeThrough(new DecompressionStream('gzip'));
  const program = new Uint8Array(await new Response(unpacked).arrayBuffer());
  if (fused) {
    program.fill(NOTHING, FMA.from, FMA.to - 1);
    program.set(MULTIPLY_ADD, FMA.from);
  }
  return (await TeaVM.wasmGC.load(program)).exports;
}

/** Questions whose answer is one number. */
const OF_ONE = ['nudged', 'repeats'];

/** The answer to one question: PageApi takes its texts and its numbers apart from each other. */
function answered(name, given) {
  const texts = given.filter(one => typeof one === 'string'),
    numbers = given
      .filter(one => typeof one !== 'string' && one !== undefined)
      .flatMap(one => (one.length ? [...one] : Number(one)));
  functions.ask(name, texts, Float64Array.from(numbers));
  if (functions.isText()) return functions.text();
  const answer = Float64Array.from(functions.numbers());
  return OF_ONE.includes(name) ? answer[0] : answer;
}

/** The first message is the program; each further one is a list of questions: a function's name and its arguments. */
addEventListener('message', async ({ data: { letters, id, questions } }) => {
  try {
    functions ??= await opened(letters);
    const began = performance.now(),
      took = [];
    const answers = (questions ?? []).map(([name, ...given]) => {
      const answer = answered(name, given);
      took.push(performance.now() - began);
      return answer;
    });
    postMessage(
      { id, answers, took },
      { transfer: answers.filter(answer => answer instanceof Float64Array).map(({ buffer }) => buffer) },
    );
  } catch (cause) {
    postMessage({ id, failed: String(cause) });
  }
});
