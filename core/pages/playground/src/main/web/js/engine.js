// ---------- state: the engine, which runs in a worker: what the page asks it, and what it answered ----------

import { host } from 'explorer/hooks.js';
import { unpacked } from 'explorer/given.js';

/**
 * Promises the engine's answers to questions, each a function's name in PageApi and its arguments, and how many milliseconds had
 * passed after each. Null until the engine is loaded.
 *
 * @type {(questions: any[][]) => Promise<{ answers: any[], took: number[] }>}
 */
export let engine = null;

export function setEngine(loaded) {
  engine = loaded;
}

/** Starts a worker, whose script is packed, with the compiled program. Promises a function that asks it questions. */
export async function startWorker(program) {
  const script = new Blob([await unpacked({ textContent: program.worker })], { type: 'text/javascript' });
  const address = URL.createObjectURL(script),
    worker = new Worker(address),
    waiting = new Map();
  let sent = 0;
  const send = message =>
    new Promise((done, failed) => {
      const id = ++sent;
      waiting.set(id, { done, failed });
      worker.postMessage({ id, ...message });
    });
  worker.addEventListener('message', ({ data }) => {
    const { done, failed } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed === undefined) done(data);
    else failed(new Error(data.failed));
  });
  worker.addEventListener('error', event => waiting.forEach(({ failed }) => failed(new Error(event.message))));
  await send({ letters: program.letters });
  URL.revokeObjectURL(address);
  return Object.assign(questions => send({ questions }), { end: () => worker.terminate() });
}

// ---------- changes, one after the other ----------

const queue = [];
let inHand = null,
  unfinished = 0;

/** How many changes were answered. */
export let changes = 0;

/** If several of these changes follow each other, only the last one counts. */
const LAST_COUNTS = ['lines', 'drawn', 'sampling', 'goTo', 'optimizer', 'status'];

/**
 * Sends questions when those before them are answered.
 *
 * @param {any[][]} questions
 * @param {string} [change] what the first question changes
 */
function exchange(questions, change) {
  if (LAST_COUNTS.includes(change) && queue.at(-1)?.change === change) queue.pop().done(null);
  return new Promise((done, failed) => {
    queue.push({ questions, change, done, failed });
    if (!inHand) workOff();
  });
}

async function workOff() {
  while (queue.length) {
    inHand = queue.shift();
    try {
      inHand.done(await engine(inHand.questions));
    } catch (cause) {
      inHand.failed(cause);
    }
  }
  inHand = null;
}

/** Whether another change was asked for that has not been answered: its answer will show more than the last one. */
export const isOutdated = () => [inHand, ...queue].some(each => each?.change);

/** Does what begins now and ends later, so that the page is not settled before. */
export async function during(work) {
  unfinished++;
  try {
    return await work;
  } finally {
    unfinished--;
  }
}

/** Promises that all answers are there and shown, or that the page trains, which asks all the time. */
export async function settled() {
  do await new Promise(done => setTimeout(done));
  while ((inHand || queue.length || missed.length || unfinished) && !host.isPlaying());
}

// ---------- what was answered ----------

/** Answers about the present state, and those that hold for every state, by their questions. */
let known = new Map();
const lasting = new Map(),
  LASTING = ['sources', 'functions', 'examples'];

/** The questions that were looked up since the last change, those before it, and those that had no answer. */
let questionsNow = new Map(),
  questionsBefore = new Map(),
  missed = [];

/** The last answers, which are shown until there are those about the present numbers. */
const lately = new Map(),
  LATELY = ['field', 'predicted', 'norms', 'units'];

/** What is there instead of an answer that is waited for. */
const EMPTY = {
  nudged: NaN,
  parameters: '[]',
  sources: '[]',
  functions: '[]',
  examples: '[]',
  traceFormulas: '',
  traceEquations: '',
  layers: '[]',
  spelled: '[]',
  typedTraining: '{}',
};

const keyOfQuestion = question => JSON.stringify(question);

function learn(question, answer) {
  const [name] = question,
    isLasting = LASTING.includes(name);
  (isLasting ? lasting : known).set(keyOfQuestion(question), answer);
  if (LATELY.includes(name)) lately.set(name, answer);
}

/**
 * Asks the engine for a change. The answers to further questions about the state after it can then be looked up. If only
 * numbers change, all that the page looked up last is among them. Promises null if the same change was asked for again
 * before this one was begun.
 *
 * @param {any[]} change
 * @param {any[][]} further
 */
export async function changed(change, further, onlyNumbers = false) {
  const questions = new Map();
  const add = question => questions.set(keyOfQuestion(question), question);
  LASTING.map(name => [name])
    .filter(question => !lasting.has(keyOfQuestion(question)))
    .forEach(add);
  further.forEach(add);
  if (onlyNumbers) [...questionsBefore.values(), ...questionsNow.values()].forEach(add);
  missed = []; // they are among the questions, or about another state
  const outcome = await exchange([change, ...questions.values()], change[0]);
  if (!outcome) return null;
  const {
    answers: [answer, ...others],
    took,
  } = outcome;
  changes++;
  known = new Map();
  questionsBefore = onlyNumbers ? questionsNow : new Map();
  questionsNow = new Map();
  if (!onlyNumbers) lately.clear();
  [...questions.values()].forEach((question, i) => learn(question, others[i]));
  return { answer: typeof answer === 'string' ? JSON.parse(answer) : answer, took };
}

/** Has this be asked again when it is looked up next. */
export function forget(name) {
  [...known.keys()].filter(key => key.startsWith(`["${name}"`)).forEach(key => known.delete(key));
}

/** Asks the engine one question, and promises the answer. */
export const told = async (name, ...given) => (await exchange([[name, ...given]])).answers[0];

/** Looks up an answer. One that is not there is asked for, and then all is drawn anew. */
function lookUp(question) {
  const key = keyOfQuestion(question),
    [name] = question;
  if (lasting.has(key)) return lasting.get(key);
  questionsNow.set(key, question);
  if (!known.has(key)) {
    if (!missed.length) queueMicrotask(fetchMissed);
    missed.push(question);
    known.set(key, lately.get(name) ?? EMPTY[name] ?? new Float64Array(0));
  }
  return known.get(key);
}

async function fetchMissed() {
  const questions = missed,
    before = changes;
  missed = [];
  if (!questions.length) return;
  const { answers } = await exchange(questions);
  if (changes !== before) return;
  questions.forEach((question, i) => learn(question, answers[i]));
  host.render();
}

/** Looks up an answer, and promises whether it is there and still holds, without drawing. */
export async function lookedUp(question) {
  const key = keyOfQuestion(question),
    before = changes;
  if (known.has(key)) return true;
  questionsNow.set(key, question);
  const {
    answers: [answer],
  } = await exchange([question]);
  if (changes !== before) return false;
  learn(question, answer);
  return true;
}

/** Looks up an answer in JSON. */
export const asked = (name, ...given) => JSON.parse(lookUp([name, ...given]));

/** Looks up an answer in numbers. */
export const numbersFrom = (name, ...given) => lookUp([name, ...given]);

/** Looks up a number. */
export const numberFrom = numbersFrom;

/** Looks up a text. */
export const textFrom = numbersFrom;
