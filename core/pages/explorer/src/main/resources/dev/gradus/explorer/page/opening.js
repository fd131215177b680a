// ---------- an iteration is opened ----------

import { TRACES } from './given.js';
import { readTrace } from './trace.js';
import { setIteration, standing, traces } from './state.js';
import { parts, scopeParts } from './elements.js';
import { scales } from './grids.js';

/** Traces are read when they are first needed. */
export const traceOf = i => traces[i] ??= readTrace(TRACES[i]);

export function openIteration(i) {
  const nearest = Math.max(0, Math.min(TRACES.length - 1, i));
  setIteration(nearest, traceOf(nearest));
  [...parts, ...scopeParts].forEach(part => { part.reached = undefined; });
  standing.clear();
  scales();
}
