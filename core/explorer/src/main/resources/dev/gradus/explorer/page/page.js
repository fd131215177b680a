// ---------- a state of the page, drawn ----------

function render() {
  for (const field of stage.querySelectorAll('input')) field.onblur = null; // it goes with the rest, and must not draw in between
  const state = trace.states[step];
  document.body.className = `${isBack(state) ? 'bwd' : 'fwd'} ${secrets(state)}`;
  arrangePanes();
  onArrange.forEach(arrange => arrange());
  drawIterations();
  $('eyebrow').innerHTML = eyebrow(step);
  drawSentence();
  $('live').textContent = announcement(state);
  fitPicture();
  drawGraph(step);
  $('graph').setAttribute('aria-label', `${text('graph')}. ${spoken(sentence(step))}`);
  $('numbers-head').innerHTML = `${text('numbers')} <small>${beatsOf(state)}</small>`;
  onRender.forEach(draw => draw(state));
  drawQuizButton();
  drawTimeline(step); // it takes the room that the other controls leave
  $('foot').innerHTML = footHtml(state);
  drawStage(step);
  ['java', 'numpy'].forEach(language => drawCode(step, language));
  showLines([...document.querySelectorAll('.cd .code')]);
  paint();
  drawDepth();
}

/** What the depth of the mathematics changes. */
function drawDepth() {
  drawDepths();
  drawMath(step, depth);
  scrollByKeyboard();
}

/** What is longer than its place can be reached by Tab and scrolled by the arrow keys. */
function scrollByKeyboard() {
  const places = [...document.querySelectorAll('#graph, #equations, .cd .code, #stage, #ex, .al')]
    .map(place => [place, place.scrollHeight > place.clientHeight + 1 || place.scrollWidth > place.clientWidth + 1]);
  for (const [place, isLong] of places) {
    if (isLong) place.tabIndex = 0;
    else place.removeAttribute('tabindex');
  }
}

/** A long sentence is set smaller rather than in two lines, where a line's height is fixed. */
function drawSentence() {
  const line = $('line');
  line.style.fontSize = '';
  line.innerHTML = sentence(step);
  for (let size = 24; size >= 17 && line.scrollHeight > line.clientHeight + 1; size--) line.style.fontSize = `${size}px`;
}

function drawDepths() {
  $('depth').innerHTML = DEPTHS.map((_, d) => `<button role="radio" aria-checked="${d === depth}" tabindex="${d === depth ? 0 : -1}" data-depth="${d}">${text(`depth ${d}`)}</button>`).join('');
}

function beatsOf(state) {
  if (!state.beat || isLevel(step)) return '';
  const beats = [...new Set(trace.states.filter(other => other.place === state.place).map(other => other.beat))];
  return beats.map(beat => beat === state.beat ? `<b>${text(`beat ${beat}`)}</b>` : text(`beat ${beat}`)).join(' → ');
}

/** The iteration that was told last: another one is told with its first step. */
let toldIteration = 0;

function announcement(state) {
  const isOther = iteration !== toldIteration && !loopSteps;
  toldIteration = iteration;
  return (isOther ? `${text('iteration of', { now: iteration + 1, last: TRACES.length })}. ` : '') + stepInSpeech(state);
}

/** What is said of a step; of a result its numbers, too. */
function stepInSpeech(state) {
  const result = (state.beat === '' || state.beat === 'result') && state.result >= 0 ? state.result : -1;
  const line = spoken(sentence(step)), beat = state.beat && text(`beat ${state.beat}`), isSaid = beat && line.toLowerCase().startsWith(beat.toLowerCase());
  const title = isSaid ? titleOf(step).replace(`, ${beat}`, '') : titleOf(step);
  const words = `${text('step of', { step: countOf(step), last: shownStates().length - 1 })}. ${title}. ${line}`;
  if (quiz.on && quiz.asks(state)) return `${words} ${spoken(questionAt(state))}`;
  if (result < 0 || (isLevel(step) && resultsOfLevel(runAt(step)) > 1)) return words;
  const shape = trace.nodes[result].shape;
  const all = Array.from({ length: Math.min(12, sizeOf(shape)) }, (_, p) => numberAt(result, p)).filter(value => value !== undefined).map(value => spoken(shown(value)));
  const more = sizeOf(shape) - all.length;
  const numbers = all.join(', ') + (more > 0 ? ` ${text('live more', { count: more })}` : '');
  return `${words} ${text('live result', { name: spoken(subject(state)), shape: spoken(shapeText(shape)), numbers })}`;
}

