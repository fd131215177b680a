// ---------- wiring: an iteration or a scope is opened ----------

import { TRACES } from './given.js';
import { readTrace } from './trace.js';
import { setIteration, setScope, standing, step, trace, traces } from './state.js';
import { parts, scopeParts } from './elements.js';
import { scales } from './grids.js';
import { host } from './hooks.js';
import { isFolded, isShown, levels, runAt } from './levels.js';

/** Traces are read when they are first needed. */
export const traceOf = i => (traces[i] ??= readTrace(TRACES[i]));

export function openIteration(i) {
  const nearest = Math.max(0, Math.min(TRACES.length - 1, i));
  setIteration(nearest, traceOf(nearest));
  [...parts, ...scopeParts].forEach(part => {
    part.reached = undefined;
  });
  standing.clear();
  scales();
}

export function openLevel(scope, s) {
  levels.open = scope;
  standing.delete('time line');
  setScope(null);
  host.go(isShown(s) ? s : runAt(s).last);
}

/** Opens the scope of the step at its first op, or closes it; a loop opens into a step, an op into its parts. */
export function toggleLevel() {
  const run = runAt(step);
  if (isFolded(run) && run.first < run.last) return openLevel(run.scope, run.first);
  const inside = document.getElementById('open-loop');
  if (inside && !inside.hidden) return inside.click();
  if (levels.closed && run.scope === levels.open) return openLevel(-1, run.last);
}

/** A scope of the row, opened at its first op in the direction of the step, or closed. */
export function pressScope(scope) {
  const { back } = runAt(step),
    runs = trace.runs.filter(run => run.scope === scope);
  const run = runs.find(one => one.back === back) ?? runs[0];
  if (levels.open === scope) openLevel(-1, runAt(step).last);
  else openLevel(scope, run.first);
}
