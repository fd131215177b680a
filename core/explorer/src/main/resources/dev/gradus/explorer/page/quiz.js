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
  const value = numberAt(state.result, place), given = words.trim() === '' ? NaN : Number(words.replace(',', '.').replace('−', '-'));
  const near = other => Number.isFinite(other) && Math.abs(given - other) <= 5.1e-5 * Math.max(1, Math.abs(other));
  if (near(value)) {
    quiz.solved.add(state.result);
    quiz.stage = 0;
    render();
    return;
  }
  document.getElementById('verdict').innerHTML = text(mistake(state, place, near));
}

/** Which of the usual mistakes gives a number that is near the one that was given. */
function mistake(state, place, near) {
  const terms = expansion(state, state.result, place)?.terms ?? [];
  if (near(-numberAt(state.result, place))) return 'wrong sign';
  if (terms.length > 1 && terms.some(term => near(term.value))) return 'wrong sum';
  if (state.upstream !== undefined && near(numberAt(state.upstream, upstreamPlace(state, state.upstream, place)))) return 'wrong factor';
  if (state.step.phase === 'CONTRIBUTION' && near(untransposed(state, place))) return 'wrong transpose';
  return 'wrong number';
}

/** The number that a matrix product gives where its transposed factor is not transposed, if the shapes meet. */
function untransposed(state, place) {
  const node = trace.nodes[state.result];
  if (operation(node)?.family !== 'matmul') return NaN;
  const inputs = node.inputs.map(id => trace.nodes[id].op === 'Transpose' ? trace.nodes[id].inputs[0] : id);
  const from = inputs.map(id => trace.nodes[id].shape), rank = from[0].length;
  if (rank !== 2 || from[0][1] !== from[1][0] || from[0][0] !== node.shape[0] || from[1][1] !== node.shape[1]) return NaN;
  return operation(node).compute({ ...node, from }, inputs.map(id => trace.numbers[id]))[place];
}

function drawQuizButton() {
  const button = document.getElementById('quiz');
  button.hidden = !recomputes();
  button.setAttribute('aria-pressed', quiz.on);
  button.textContent = text(quiz.on ? 'end quiz' : 'quiz');
}

document.getElementById('quiz').addEventListener('click', () => {
  quiz.on = !quiz.on;
  quiz.stage = 0;
  go(step);
});
