// ---------- what the learner does: changes numbers, nudges one, answers questions ----------

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
function evaluate(numbers, ids) {
  ids.forEach(id => {
    const node = trace.nodes[id];
    if (node.kind === 'op') numbers[id] = operation(node).compute(node, node.inputs.map(i => numbers[i]));
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
  evaluate(trace.numbers, trace.nodes.map(node => node.id));
  scales();
}

function resetEdits() {
  edited.forEach((places, id) => places.forEach((value, place) => { trace.numbers[id][place] = value; }));
  edited.clear();
  recompute();
}

/** The slope of the objective at one number of a leaf, from two nudges. */
function slopeAt(id, place) {
  const order = [...trace.graph].sort((a, b) => a - b);
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

// ---------- the quiz: shape, then formula, then one number ----------

const quiz = {
  on: false, stage: 0, solved: new Set(),
  asks: state => (state.phase === 'forward' || state.beat === 'result') && !quiz.solved.has(state.result),
  hides: id => quiz.on && trace.states[step].result === id && quiz.asks(trace.states[step]),
};

const subject = state => state.phase === 'forward' ? nameOf(state.result) : gradientName(state.node);

function shapeChoices(state) {
  const right = trace.nodes[state.result].shape;
  const others = [[...right].reverse(), trace.nodes[state.upstream ?? trace.nodes[state.result].inputs[0]].shape, [], [...right, 2]];
  return distinct([{ html: shapeText(right), right: true }, ...others.map(shape => ({ html: shapeText(shape), wrong: text('wrong shape', { shape: shapeText(right) }) }))], 3);
}

/** The right formula among those of the usual mistakes. */
function formulaChoices(state) {
  const equation = trace.equations[state.equation];
  const right = { html: mathHtml(equation.formula.right.text), right: true };
  const words = equation.formula.right.text;
  const mistakes = [
    /ᵀ/.test(words) && { html: mathHtml(words.replace('ᵀ', '')), wrong: text('wrong transpose') },
    /Σ/.test(words) && { html: mathHtml(words.replace(/Σ_\w /, '')), wrong: text('wrong sum') },
    state.upstream !== undefined && state.factor >= 0 && { html: nameOf(state.upstream), wrong: text('wrong factor') },
    { html: mathHtml(`−${/[+−]/.test(words) ? `(${words})` : words}`), wrong: text('wrong sign') },
  ];
  return distinct([right, ...mistakes.filter(Boolean)], 3);
}

function distinct(choices, most) {
  const seen = new Set();
  return choices.filter(({ html }) => !seen.has(html) && seen.add(html)).slice(0, most).sort((a, b) => a.html.length - b.html.length || (a.html < b.html ? -1 : 1));
}

/** The cell that is asked for: the one of largest size, so that the answer is not a zero. */
function askedCell(state) {
  const numbers = trace.numbers[state.result] || [];
  return numbers.reduce((best, value, place) => Math.abs(value) > Math.abs(numbers[best]) ? place : best, 0);
}

function drawQuiz(state) {
  if (!quiz.asks(state)) return `<div class="hint">${text('quiz wait')}</div>`;
  if (quiz.stage < 2) {
    const choices = quiz.stage === 0 ? shapeChoices(state) : formulaChoices(state);
    const question = text(quiz.stage === 0 ? 'quiz shape' : 'quiz formula', { name: subject(state) });
    return `<div class="quiz"><p>${question}</p>${choices.map((choice, i) => `<button data-choice="${i}">${choice.html}</button>`).join('')}<p role="status" id="verdict"></p></div>`;
  }
  const element = elementOf(state.result, askedCell(state));
  return `<form class="quiz" id="answer"><label>${text('quiz number', { element })} <input id="number" inputmode="decimal" autocomplete="off"></label> <button>${text('answer')}</button><p role="status" id="verdict"></p></form>`;
}

function choose(i) {
  const state = trace.states[step];
  const choice = (quiz.stage === 0 ? shapeChoices(state) : formulaChoices(state))[i];
  if (!choice.right) { document.getElementById('verdict').innerHTML = choice.wrong; return; }
  quiz.stage++;
  render();
}

/** Says which mistake makes the number that was given. */
function judge(words) {
  const state = trace.states[step], place = askedCell(state);
  const value = numberAt(state.result, place), given = Number(words.replace(',', '.').replace('−', '-'));
  const near = other => Number.isFinite(other) && Math.abs(given - other) <= 5.1e-5 * Math.max(1, Math.abs(other));
  if (words.trim() !== '' && near(value)) {
    quiz.solved.add(state.result);
    quiz.stage = 0;
    render();
    return;
  }
  const terms = expansion(state, state.result, place)?.terms ?? [];
  const upstream = state.upstream === undefined ? undefined : numberAt(state.upstream, Math.min(place, sizeOf(trace.nodes[state.upstream].shape) - 1));
  const key = near(-value) ? 'wrong sign' : terms.length > 1 && terms.some(term => term.hot.some(([id, at]) => near(numberAt(id, at)))) ? 'wrong sum'
    : near(upstream) ? 'wrong factor' : 'wrong number';
  document.getElementById('verdict').innerHTML = text(key);
}
