// ---------- state: where the reader is: iteration, step, depth, chosen cell ----------

import { TRACES } from './given.js';

export let iteration = 0;
/** @type {Trace} */
export let trace;
export let step = 0,
  depth = 0;
/**
 * The chosen cell as { id, place }, and whether it stays chosen.
 *
 * @type {any}
 */
export let chosen = null,
  pinned = false;

export const last = () => trace.states.length - 1;
export const traces = TRACES.map(() => undefined);

/** What stands on the page for the whole trace, such as the time line: it is made once, and steps only change its classes. */
export const standing = new Set();

/** Makes what stands, unless it stands already. */
export function once(name, make) {
  if (!standing.has(name)) make();
  standing.add(name);
}

/** Whether the reader watches the training rather than its steps. */
export let filmed = false;

/** The scope that the reader opened, or closed if it is −1, at a step. */
export let chosenScope = null;

// Only this module may assign what it exports.

export function setIteration(i, itsTrace) {
  iteration = i;
  trace = itsTrace;
}

export function setStep(s) {
  step = s;
  if (chosenScope?.step !== s) chosenScope = null;
}

export function setMathDepth(d) {
  depth = d;
}

export function setCell(cell, stays = false) {
  chosen = cell;
  pinned = stays;
}

export function setFilmed(on) {
  filmed = on;
}

export function setScope(scope) {
  chosenScope = scope;
}

export const numberAt = (id, position) => {
  const numbers = trace.numbers[id];
  if (numbers) return numbers[position];
  const part = trace.nodes[id].part;
  const place = part ? part.positions.indexOf(position) : -1;
  return place < 0 ? undefined : Number(part.numbers[place]);
};
