// ---------- the engine's side: it runs in a worker, so that nothing that it computes holds up the page ----------

let functions = null;

/** Loads the compiled program, which is compressed and in base 64. */
async function opened(letters) {
  const packed = Uint8Array.from(atob(letters), letter => letter.charCodeAt(0));
  const unpacked = new Response(packed).body.pipeThrough(new DecompressionStream('gzip'));
  const program = new Uint8Array(await new Response(unpacked).arrayBuffer());
  return (await TeaVM.wasmGC.load(program)).exports;
}

/** The first message is the program; each further one is a list of questions: a function's name and its arguments. */
addEventListener('message', async ({ data: { letters, id, questions } }) => {
  try {
    functions ??= await opened(letters);
    const began = performance.now(), took = [];
    const answers = (questions ?? []).map(([name, ...given]) => {
      const answer = functions[name](...given);
      took.push(performance.now() - began);
      return answer !== null && typeof answer === 'object' ? Float64Array.from(answer) : answer;
    });
    postMessage({ id, answers, took }, { transfer: answers.filter(answer => answer instanceof Float64Array).map(({ buffer }) => buffer) });
  } catch (cause) {
    postMessage({ id, failed: String(cause) });
  }
});
