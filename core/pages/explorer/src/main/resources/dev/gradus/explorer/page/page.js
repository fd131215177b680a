// ---------- drawing: what every page draws and says of a state ----------

import { loopSteps, TRACES } from './given.js';
import { $ } from './dom.js';
import { shown, text } from './format.js';
import { shapeText, sizeOf } from './tensors.js';
import { depth, iteration, numberAt, step, trace } from './state.js';
import { spoken, subject } from './names.js';
import { sentence, titleOf } from './sentences.js';
import { countOf, isLevel, resultsOfLevel, runAt, shownStates } from './levels.js';
import { DEPTHS } from './formulas.js';
import { questionAt, quiz } from './quiz.js';
import { putHtml } from './html.js';

/** What is longer than its place can be reached by Tab and scrolled by the arrow keys. */
export function scrollByKeyboard() {
  const places = [...document.querySelectorAll('#graph, #equations, .cd .code, #stage, #ex, .al')].map(place => ({
    place,
    isLong: place.scrollHeight > place.clientHeight + 1 || place.scrollWidth > place.clientWidth + 1,
  }));
  for (const { place, isLong } of places) {
    if (isLong) place.tabIndex = 0;
    else place.removeAttribute('tabindex');
  }
}

export function drawDepths() {
  putHtml(
    $('depth'),
    DEPTHS.map(
      (_, d) =>
        `<button role="radio" aria-checked="${d === depth}" tabindex="${d === depth ? 0 : -1}" data-depth="${d}">${text(`depth ${d}`)}</button>`,
    ).join(''),
  );
}

export function beatsOf(state) {
  if (!state.beat || isLevel(step)) return '';
  const beats = [...new Set(trace.states.filter(other => other.place === state.place).map(other => other.beat))];
  return beats.map(beat => (beat === state.beat ? `<b>${text(`beat ${beat}`)}</b>` : text(`beat ${beat}`))).join(' → ');
}

/** The iteration that was told last: another one is told with its first step. */
let toldIteration = 0;

export function announcement(state) {
  const isOther = iteration !== toldIteration && !loopSteps;
  toldIteration = iteration;
  return (
    (isOther ? `${text('iteration of', { now: iteration + 1, last: TRACES.length })}. ` : '') + stepInSpeech(state)
  );
}

/** What is said of a step; of a result its numbers, too. */
function stepInSpeech(state) {
  const result = (state.beat === '' || state.beat === 'result') && state.result >= 0 ? state.result : -1;
  const line = spoken(sentence(step)),
    beat = state.beat && text(`beat ${state.beat}`),
    isSaid = beat && line.toLowerCase().startsWith(beat.toLowerCase());
  const title = isSaid ? titleOf(step).replace(`, ${beat}`, '') : titleOf(step);
  const words = `${text('step of', { step: countOf(step), last: shownStates().length - 1 })}. ${title}. ${line}`;
  if (quiz.on && quiz.asks(state)) return `${words} ${spoken(questionAt(state))}`;
  if (result < 0 || (isLevel(step) && resultsOfLevel(runAt(step)) > 1)) return words;
  const shape = trace.nodes[result].shape;
  const all = Array.from({ length: Math.min(12, sizeOf(shape)) }, (_, p) => numberAt(result, p))
    .filter(value => value !== undefined)
    .map(value => spoken(shown(value)));
  const more = sizeOf(shape) - all.length;
  const numbers = all.join(', ') + (more > 0 ? ` ${text('live more', { count: more })}` : '');
  return `${words} ${text('live result', { name: spoken(subject(state)), shape: spoken(shapeText(shape)), numbers })}`;
}
