// ---------- wiring: the learner changes numbers, and all else is computed anew; a nudge shows a slope ----------

import { TRACES } from './given.js';
import { $, stage } from './dom.js';
import { host } from './hooks.js';
import { exact, listed, shown, text } from './format.js';
import { sizeOf } from './tensors.js';
import { operation } from './operations.js';
import { gradientKnownAt } from './trace.js';
import { iteration, numberAt, standing, step, trace, traces } from './state.js';
import { elementOf, kindOf, nameOf, spoken } from './names.js';
import { scales } from './grids.js';
import { rateOf } from './sentences.js';
import { openIteration, traceOf } from './opening.js';
import { quiz } from './quiz.js';

const outside = () => [
  ...new Set(trace.nodes.filter(node => node.kind === 'op' && !operation(node)).map(node => kindOf(node.id))),
];
const inPart = () => trace.nodes.some(node => node.part);
const untold = () => trace.states.some(state => state.phase === 'update' && state.result === state.node);

/** Whether this page can compute all that depends on a change. */
export const recomputes = () => outside().length === 0 && !inPart() && !untold();
export const editable = id =>
  recomputes() && ['input', 'parameter'].includes(trace.nodes[id].kind) && trace.graph.has(id);
export const rates = () => [
  ...new Set(
    trace.states
      .filter(state => state.phase === 'update')
      .map(rateOf)
      .filter(id => id !== undefined),
  ),
];

/** Why nothing can be changed, in words; empty if it can. */
export function readOnly() {
  if (inPart()) return text('read only part');
  if (outside().length) return text('read only', { ops: listed(outside()) });
  return untold() ? text('read only update') : '';
}

/** Computes every op anew, in their order, from the leaves. */
function evaluate(numbers, nodes) {
  nodes.forEach(node => {
    if (node.kind === 'op') numbers[node.id] = computed(node, numbers);
  });
}

export const computed = (node, numbers) =>
  operation(node).compute(
    node,
    node.inputs.map(i => numbers[i]),
  );

const originalAt = (of, id, place) => of.edited.get(id)?.get(place) ?? of.numbers[id][place];

/** Sets a number of a leaf; its original stands in `edited`, by node and place, while it differs. */
function put(of, id, place, value) {
  const places = of.edited.get(id) ?? of.edited.set(id, new Map()).get(id);
  if (!places.has(place)) places.set(place, of.numbers[id][place]);
  if (places.get(place) === value) places.delete(place);
  if (places.size === 0) of.edited.delete(id);
  of.numbers[id][place] = value;
}

/** What the reader changed, in this order; it stands in the address. */
export let changes = [];

export function change(id, place, value) {
  const original = originalAt(trace, id, place),
    parameter = trace.nodes[id].kind === 'parameter';
  put(trace, id, place, value);
  changes = changes.filter(one => one.iteration !== iteration || one.id !== id || one.place !== place);
  if (trace.edited.get(id)?.has(place)) changes.push({ iteration, id, place, value });
  evaluate(trace.numbers, trace.nodes);
  standing.clear();
  if (goesOn())
    laterTraces().forEach((next, i, all) => {
      if (!parameter && originalAt(next, id, place) === original) put(next, id, place, value);
      leaveParameters(i ? all[i - 1] : trace, next);
      evaluate(next.numbers, next.nodes);
    });
  scales();
}

const laterTraces = () => TRACES.slice(iteration + 1).map((_, i) => traceOf(iteration + 1 + i));

/** Whether a change goes on in the iterations after it: where each update needs no more than what the page knows. */
export const goesOn = () =>
  updates(trace).every(
    state =>
      rateOf(state) !== undefined &&
      trace.nodes[trace.nodes[state.result].inputs[1]].inputs[1] === trace.gradientOf.get(state.node),
  );
const updates = of => of.states.filter(state => state.phase === 'update');

/** The next iteration begins with the parameters that one leaves. */
function leaveParameters(before, next) {
  updates(before).forEach(({ node, result }) => {
    next.numbers[node] = Float64Array.from(before.numbers[result]);
    next.edited.delete(node);
  });
  next.follows = true;
}

/** Whether these numbers are no more those that the engine told. */
export const isChanged = () => trace.edited.size > 0 || trace.follows;

/** What is changed, in words. */
export function changesInWords() {
  const ofRates = rates().filter(id => trace.edited.has(id)).length; // one field changes all of them
  const count = [...trace.edited.values()].reduce((n, places) => n + places.size, 0) - Math.max(0, ofRates - 1);
  const reach = count === 0 ? text('follows') : text('changed', { count });
  return TRACES.length > 1 && !goesOn() ? `${reach}, ${text('only here')}` : reach;
}

/** Reads all iterations as they were. */
export function resetEdits() {
  changes = [];
  traces.fill(undefined);
  openIteration(iteration);
}

/** The slope of the objective at one number of a leaf, from two nudges. */
function slopeAt(id, place) {
  const order = trace.nodes.filter(node => trace.graph.has(node.id));
  const at = step => {
    const numbers = trace.numbers.slice();
    numbers[id] = Float64Array.from(numbers[id]);
    numbers[id][place] += step;
    evaluate(numbers, order);
    return numbers[trace.objective][0];
  };
  return (at(1e-4) - at(-1e-4)) / 2e-4;
}

/** Numerical slope beside the gradient, for a parameter's or input's cell or that of its gradient. */
export function nudge(id, place) {
  const leaf = editable(id) ? id : [...trace.gradientOf].find(([of, is]) => is === id && editable(of))?.[0];
  const gradient = trace.gradientOf.get(leaf);
  if (
    leaf === undefined ||
    gradient === undefined ||
    step < gradientKnownAt(trace, leaf) ||
    sizeOf(trace.nodes[leaf].shape) > 4096
  )
    return '';
  return `<div class="nudge">${text('nudge', { name: elementOf(leaf, place), slope: shown(slopeAt(leaf, place)), gradient: shown(numberAt(gradient, place)) })}</div>`;
}

/** Puts a field into a cell; Enter or leaving takes the number, Esc does not. */
export function editCell(td) {
  const [id, place] = td.dataset.c.split(':').map(Number);
  if (!editable(id) || td.querySelector('input')) return;
  const field = document.createElement('input');
  field.value = exact(numberAt(id, place)).replace('−', '-');
  field.setAttribute('aria-label', text('edit', { name: spoken(elementOf(id, place)) }));
  td.replaceChildren(field);
  field.select();
  const done = take => {
    const value = Number(field.value.replace(',', '.').replace('−', '-'));
    field.onblur = null;
    if (take && field.value.trim() !== '' && Number.isFinite(value)) change(id, place, value);
    host.go(step, { keep: true });
    stage.querySelector(`td[data-c="${id}:${place}"][tabindex]`)?.focus();
    if (take && !quiz.on)
      $('live').textContent +=
        `. ${spoken(nameOf(trace.objective))} = ${spoken(shown(trace.numbers[trace.objective][0]))}`;
  };
  field.onblur = () => done(true);
  field.onkeydown = event => {
    event.stopPropagation();
    if (event.key === 'Enter') done(true);
    if (event.key === 'Escape') done(false);
  };
  field.focus();
}

export function rateField() {
  const [rate] = rates();
  if (rate === undefined || trace.states[step].phase !== 'update' || !recomputes()) return '';
  return `<label>${text('rate')} <input id="rate" value="${exact(trace.numbers[rate][0])}" inputmode="decimal"></label>`;
}
