// ---------- the learner changes numbers, and all else is computed anew; a nudge shows a slope ----------

/** Changed cells: by node, the original number of each place. */
const edited = new Map();

const outside = () => [...new Set(trace.nodes.filter(node => node.kind === 'op' && !operation(node)).map(node => node.op))];
const inPart = () => trace.nodes.some(node => node.part);
const untold = () => trace.states.some(state => state.phase === 'update' && state.result === state.node);

/** Whether this page can compute all that depends on a change. */
const recomputes = () => outside().length === 0 && !inPart() && !untold();
const editable = id => recomputes() && ['input', 'parameter'].includes(trace.nodes[id].kind) && trace.graph.has(id);
const rates = () => [...new Set(trace.states.filter(state => state.phase === 'update').map(rateOf).filter(id => id !== undefined))];

/** Why nothing can be changed, in words; empty if it can. */
function readOnly() {
  if (inPart()) return text('read only part');
  return outside().length ? text('read only', { ops: listed(outside().map(escaped)) }) : '';
}

/** Computes every op anew, in their order, from the leaves. */
function evaluate(numbers, nodes) {
  nodes.forEach(node => {
    if (node.kind === 'op') numbers[node.id] = operation(node).compute(node, node.inputs.map(i => numbers[i]));
  });
}

function change(id, place, value) {
  const numbers = trace.numbers[id];
  const places = edited.get(id) ?? edited.set(id, new Map()).get(id);
  if (!places.has(place)) places.set(place, numbers[place]);
  if (places.get(place) === value) places.delete(place);
  if (places.size === 0) edited.delete(id);
  numbers[place] = value;
  recompute();
}

function recompute() {
  evaluate(trace.numbers, trace.nodes);
  scales();
}

function resetEdits() {
  edited.forEach((places, id) => places.forEach((value, place) => { trace.numbers[id][place] = value; }));
  edited.clear();
  recompute();
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
function nudge(id, place) {
  const leaf = editable(id) ? id : [...trace.gradientOf].find(([of, is]) => is === id && editable(of))?.[0];
  const gradient = trace.gradientOf.get(leaf);
  if (leaf === undefined || gradient === undefined || step < gradientKnownAt(trace, leaf) || sizeOf(trace.nodes[leaf].shape) > 4096) return '';
  return `<div class="nudge">${text('nudge', { name: elementOf(leaf, place), slope: shown(slopeAt(leaf, place)), gradient: shown(numberAt(gradient, place)) })}</div>`;
}

/** Puts a field into a cell; Enter or leaving takes the number, Esc does not. */
function editCell(td) {
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
    go(step, { keep: true });
    stage.querySelector(`td[data-c="${id}:${place}"][tabindex]`)?.focus();
  };
  field.onblur = () => done(true);
  field.onkeydown = event => {
    event.stopPropagation();
    if (event.key === 'Enter') done(true);
    if (event.key === 'Escape') done(false);
  };
  field.focus();
}

function rateField() {
  const [rate] = rates();
  if (rate === undefined || trace.states[step].phase !== 'update' || !recomputes()) return '';
  return `<label>${text('rate')} <input id="rate" value="${exact(trace.numbers[rate][0])}" inputmode="decimal"></label>`;
}
