// ---------- reading: levels: a scope is one step at first, and opens into its ops ----------

import { loopSteps } from './given.js';
import { listed, text } from './format.js';
import { isBack } from './trace.js';
import { last, trace } from './state.js';
import { graphPane, scopes } from './elements.js';
import { gradientName, nameOf } from './names.js';
import { scopeAt } from './scopes.js';

/** Whether scopes are closed at first, and the one that the reader opened, or −1; all updates together count as one, too. */
export const levels = {
  closed: graphPane.dataset.levels === 'closed' && !loopSteps && scopes.length > 1,
  open: -1,
  off: false,
};
export const UPDATES = -2;

/** Steps one after the other in the same scope and direction. */
function runsOf() {
  const runs = [];
  trace.states.forEach((state, s) => {
    const scope = state.phase === 'update' ? UPDATES : ['given', 'seed'].includes(state.phase) ? -1 : scopeAt(s),
      back = isBack(state);
    const last = runs.at(-1);
    if (last && scope !== -1 && last.scope === scope && last.back === back) last.last = s;
    else runs.push({ scope, back, first: s, last: s });
  });
  return runs;
}

/** Runs are found once for a trace. */
export const runAt = s => (trace.runs ??= runsOf()).find(run => s <= run.last);

export const isFolded = run => levels.closed && !levels.off && run.scope !== -1 && run.scope !== levels.open;
export const isShown = s => !levels.closed || !isFolded(runAt(s)) || s === runAt(s).last;

/** Whether a state stands for all steps of a closed scope. */
export function isLevel(s) {
  if (!levels.closed) return false;
  const run = runAt(s);
  return isFolded(run) && trace.states[run.first].place !== trace.states[run.last].place;
}

/** The states that the reader goes through. */
export const shownStates = () => trace.states.map((_, s) => s).filter(isShown);

/** The next state that is shown, or the one before. */
export function beside(s, way) {
  let next = s + way;
  while (next >= 0 && next <= last() && !isShown(next)) next += way;
  return next < 0 || next > last() ? s : next;
}

/** The first beat of the next op, or of this one and then the one before. */
export function besideOp(s, way) {
  const first = at => shownStates().find(other => trace.states[other].place === trace.states[at].place) ?? at;
  if (way < 0) return first(s) < s ? first(s) : first(beside(s, -1));
  const next = shownStates().find(other => other > s && trace.states[other].place !== trace.states[s].place);
  return next ?? last();
}

/** The states of the steps that a level stands for, at their results. */
export const resultsIn = run =>
  trace.states.slice(run.first, run.last + 1).filter(state => state.beat === '' || state.beat === 'result');

/** What leaves a scope on the way back: of each node outside of it the last state that gives its gradient or a part of it. */
export function leaving(run) {
  const { ops } = scopes[run.scope],
    last = new Map();
  resultsIn(run).forEach(state => {
    if (!ops.includes(state.node)) last.set(state.node, state);
  });
  return [...last.values()];
}

/** The values that a scope is given, with its parameters; results. */
export const takenBy = ({ ops, given }) => [
  ...given,
  ...new Set(ops.flatMap(op => trace.nodes[op].inputs).filter(id => trace.nodes[id].kind === 'parameter')),
];

/** The gradients that have come to a scope's results before it hands anything on. */
export const arriving = scope => scope.results.filter(id => trace.gradientOf.has(id));

/** How many numbers, vectors and matrices come out of a level; what is said of it names them. */
export function resultsOfLevel(run) {
  if (run.scope === UPDATES) return resultsIn(run).length;
  return run.back ? leaving(run).length : scopes[run.scope].results.length;
}

/** The name of a level in HTML. */
export const levelName = run =>
  run.scope === UPDATES ? text('all parameters') : `<bdi>${scopes[run.scope].name}</bdi>`;

export function levelSentence(s) {
  const run = runAt(s);
  if (run.scope === UPDATES)
    return text('say level update', { parameters: listed(resultsIn(run).map(state => nameOf(state.node))) });
  const scope = scopes[run.scope],
    name = levelName(run);
  if (!run.back)
    return text('say level forward', {
      name,
      given: listed(scope.given.map(nameOf)),
      results: listed(scope.results.map(nameOf)),
    });
  const targets = leaving(run).map(state => nameOf(state.node));
  const ups = arriving(scope).map(gradientName),
    many = ups.length > 1 ? ' of many' : '';
  return text(`say level back${targets.length > 1 ? '' : ' one'}${many}`, {
    name,
    up: listed(ups),
    count: targets.length,
    targets: listed(targets),
  });
}

/** The equations that belong together at a step: those of all steps of a closed scope, or its own. */
export const equationsAt = s =>
  s === 0
    ? []
    : isLevel(s)
      ? [...new Set(trace.states.slice(runAt(s).first, s + 1).map(state => state.equation))]
      : [trace.states[s].equation];

/** The number of a state among those that are shown. */
export const countOf = s => shownStates().indexOf(s);
