// ---------- the quiz: shape, then formula, then one number ----------

const quiz = {
  on: false, stage: 0, asked: '', solved: new Set(),
  asks: state => (state.phase === 'forward' || state.beat === 'result') && !quiz.solved.has(state.result),
  hides: id => quiz.on && trace.states[step].result === id && quiz.asks(trace.states[step]),
};

function shapeChoices(state) {
  const right = trace.nodes[state.result].shape;
  const others = [[...right].reverse(), trace.nodes[state.upstream ?? trace.nodes[state.result].inputs[0]].shape, [], [...right, 2]];
  const wrong = text(state.phase === 'forward' ? 'wrong shape forward' : 'wrong shape', { shape: shapeText(right) });
  return distinct([{ html: shapeText(right), right: true }, ...others.map(shape => ({ html: shapeText(shape), wrong }))], 3);
}

/** A result without a name of its own is called by its formula, so that is not asked. */
const asksFormula = state => state.phase === 'forward' ? trace.nodes[state.result].name !== '' : !isUnfolded(state);

/** The right formula among those of the usual mistakes, as far as they can be made here. */
function formulaChoices(state) {
  const words = trace.equations[state.equation].formula.right.text;
  const product = productOf(state);
  const mistakes = [
    /Σ/.test(words) && { html: mathHtml(words.replace(/Σ_\w /, '')), wrong: text('wrong sum') },
    product && state.step.input === 1 && { html: `${nameOf(product.untransposed)}<sub>t</sub> ${nameOf(state.upstream)}<sub>t</sub>`, wrong: text('wrong sum') },
    product && { html: mathHtml(words.replace('ᵀ', '')), wrong: wrongTranspose(product) },
    state.upstream !== undefined && state.factor >= 0 && { html: nameOf(state.upstream), wrong: wrongFactor(state) },
    { html: mathHtml(turned(words)), wrong: text('wrong sign') },
  ];
  return distinct([{ html: mathHtml(words), right: true }, ...mistakes.filter(Boolean)]);
}

/** Of a matrix product on the way back with a transposed factor: its shapes if that were not transposed, and the factor itself. */
function productOf(state) {
  const node = trace.nodes[state.result];
  const transposed = state.phase === 'backward' && operation(node)?.family === 'matmul' && node.inputs.find(id => trace.nodes[id].op === 'Transpose');
  if (!transposed && transposed !== 0) return undefined;
  const [untransposed] = trace.nodes[transposed].inputs;
  return { untransposed, shapes: node.inputs.map(id => trace.nodes[id === transposed ? untransposed : id].shape) };
}

const wrongTranspose = ({ shapes: [left, right] }) => left.at(-1) === right.at(-2) ? text('wrong transpose')
  : text('wrong transpose shapes', { left: shapeText(left), right: shapeText(right) });
const wrongFactor = state => text('wrong factor', { factor: errorName(trace.nodes[state.op]) ?? nameOf(state.factor) });
const turned = words => /^−[^+−]*$/.test(words) ? words.slice(1) : /[+−]/.test(words) ? `−(${words})` : `−${words}`;

function distinct(choices, most) {
  const seen = new Set();
  return choices.filter(({ html }) => !seen.has(html) && seen.add(html)).slice(0, most).sort((a, b) => a.html.length - b.html.length || (a.html < b.html ? -1 : 1));
}

/** The cell that is asked for: the one of largest size, so that the answer is not a zero. */
function askedCell(state) {
  const numbers = trace.numbers[state.result] || [];
  return numbers.reduce((best, value, place) => Math.abs(value) > Math.abs(numbers[best]) ? place : best, 0);
}

const VERDICT = '<span class="verdict" role="status" id="verdict"></span>';

/** What is not told while it is asked for, as classes of the page: shape and formula, or the formula. */
const secrets = state => !quiz.on || !quiz.asks(state) ? '' : ['asks-shape asks-formula', 'asks-formula', ''][quiz.stage];

function drawQuiz(state) {
  if (!quiz.asks(state)) return `<div class="hint">${quiz.solved.has(state.result) ? `${text('right')} ` : ''}${text('quiz wait')}</div>`;
  if (quiz.stage < 2) {
    const choices = quiz.stage === 0 ? shapeChoices(state) : formulaChoices(state);
    const question = text(quiz.stage === 0 ? 'quiz shape' : 'quiz formula', { name: subject(state) });
    return `<div class="quiz"><p>${question} ${VERDICT}</p>${choices.map((choice, i) => `<button data-choice="${i}">${choice.html}</button>`).join('')}</div>`;
  }
  const element = elementOf(state.result, askedCell(state));
  return `<form class="quiz" id="answer"><label>${text('quiz number', { element })} <input id="number" inputmode="decimal" autocomplete="off"></label> <button>${text('answer')}</button> ${VERDICT}</form>`;
}

/** Puts the question under the grids; where it stands already, an answer that is half typed stays in it. */
function ask(state) {
  const words = drawQuiz(state);
  if (words === quiz.asked && $('answer')) return;
  quiz.asked = words;
  $('ex').innerHTML = words;
}

/** Whether the learner is about to answer: then pointing at a cell lights it, but writes nothing over the field. */
function isAnswering() {
  const field = $('number');
  return Boolean(field) && quiz.on && quiz.stage === 2 && (field.value !== '' || field === document.activeElement);
}

function choose(i) {
  const state = trace.states[step];
  const choice = (quiz.stage === 0 ? shapeChoices(state) : formulaChoices(state))[i];
  if (!choice.right) { $('verdict').innerHTML = choice.wrong; return; }
  quiz.stage += quiz.stage === 0 && !asksFormula(state) ? 2 : 1;
  render();
  $('ex').querySelector('button, input').focus();
}

/** Says which mistake makes the number that was given. */
function judge(words) {
  const state = trace.states[step], place = askedCell(state);
  const value = numberAt(state.result, place), given = words.trim() === '' ? NaN : Number(words.replace(',', '.').replace('−', '-'));
  const near = other => Number.isFinite(other) && Math.abs(given - other) <= 5.1e-5 * Math.max(1, Math.abs(other));
  if (near(value)) {
    quiz.solved.add(state.result);
    quiz.stage = 0;
    render();
    return;
  }
  $('verdict').innerHTML = isRounded(words, value) ? text('more digits') : mistake(state, place, near);
}

/** Whether a number of fewer decimals than were asked for is right as far as it goes. */
function isRounded(words, value) {
  const decimals = words.trim().split(/[.,]/)[1]?.length ?? 0, given = Number(words.replace(',', '.').replace('−', '-'));
  return decimals < 4 && given !== 0 && Math.abs(given - value) <= 0.5 * 10 ** -decimals;
}

/** What is said of a number: which of the usual mistakes gives one near it. */
function mistake(state, place, near) {
  const terms = expansion(state, state.result, place)?.terms ?? [];
  if (near(-numberAt(state.result, place))) return text('wrong sign');
  if (terms.length > 1 && terms.some(term => near(term.value))) return text('wrong sum');
  if (state.factor >= 0 && near(numberAt(state.upstream, upstreamPlace(state, state.upstream, place)))) return wrongFactor(state);
  if (near(untransposed(state, place))) return text('wrong transpose');
  return text('wrong number');
}

/** The number that a matrix product gives where its transposed factor is not transposed, if the shapes meet. */
function untransposed(state, place) {
  const node = trace.nodes[state.result], product = productOf(state);
  if (!product) return NaN;
  const [left, right] = product.shapes;
  if (left.length !== 2 || left[1] !== right[0] || left[0] !== node.shape[0] || right[1] !== node.shape[1]) return NaN;
  const numbers = node.inputs.map(id => trace.numbers[trace.nodes[id].op === 'Transpose' ? product.untransposed : id]);
  return operation(node).compute({ ...node, from: product.shapes }, numbers)[place];
}

function drawQuizButton() {
  const button = $('quiz');
  button.hidden = !recomputes();
  button.setAttribute('aria-pressed', quiz.on);
  button.textContent = text(quiz.on ? 'end quiz' : 'quiz');
}

$('quiz').addEventListener('click', () => {
  quiz.on = !quiz.on;
  quiz.stage = 0;
  go(step);
});
