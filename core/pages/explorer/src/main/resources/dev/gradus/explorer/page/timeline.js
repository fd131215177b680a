// ---------- drawing: the time line: one dot per state, grouped by op and phase ----------

import { timeline } from './dom.js';
import { escaped, text } from './format.js';
import { once, trace } from './state.js';
import { nameOf, signOf } from './names.js';
import { titleOf } from './sentences.js';
import { fadeEdges } from './view.js';
import { countOf, isLevel, levelName, runAt, shownStates } from './levels.js';
import { putHtml } from './html.js';

export const PHASES = {
  given: 'given',
  forward: 'forward',
  seed: 'seed',
  backward: 'backward',
  fold: 'backward',
  sum: 'backward',
  update: 'update',
};

/** States of one step stand together under the sign of its op. */
export function groups() {
  const phases = [];
  shownStates().forEach(s => {
    const state = trace.states[s];
    const phase = PHASES[state.phase];
    if (phases.at(-1)?.phase !== phase) phases.push({ phase, steps: [] });
    const { steps } = phases.at(-1);
    if (steps.at(-1)?.place !== state.place || s === 0) steps.push({ place: state.place, state, dots: [] });
    steps.at(-1).dots.push(s);
  });
  return phases;
}

export function signOfStep(state, s) {
  if (isLevel(s)) return levelName(runAt(s));
  if (state.phase === 'given') return '&nbsp;';
  if (state.phase === 'seed') return '1';
  if (state.phase === 'fold') return '∑';
  if (state.phase === 'sum') return `+`;
  if (state.phase === 'update') return nameOf(state.node);
  return signOf(state.op);
}

function makeTimeline() {
  putHtml(
    timeline,
    groups()
      .map(
        ({ phase, steps }) =>
          `<div class="ph ${phase}"><b>${text(`phase ${phase}`)}</b><div>${steps
            .map(
              step =>
                `<div class="tk"><i>${signOfStep(step.state, step.dots[0])}</i><div>${step.dots
                  .map(
                    dot => `<span class="d" data-s="${dot}" title="${countOf(dot)}. ${escaped(titleOf(dot))}"></span>`,
                  )
                  .join('')}</div></div>`,
            )
            .join('')}</div></div>`,
      )
      .join(''),
  );
  timeline.classList.toggle('dense', shownStates().length > 41);
}

export function drawTimeline(s) {
  timeline.setAttribute('aria-valuemax', shownStates().length - 1);
  timeline.setAttribute('aria-valuenow', countOf(s));
  timeline.setAttribute('aria-valuetext', `${countOf(s)}: ${titleOf(s)}`);
  once('time line', makeTimeline);
  for (const phase of timeline.children)
    phase.classList.toggle('now', phase.classList.contains(PHASES[trace.states[s].phase]));
  timeline.querySelectorAll('.d').forEach(dot => {
    const d = Number(dot.dataset.s);
    dot.classList.toggle('done', d < s);
    dot.classList.toggle('now', d === s);
  });
  const current = timeline.querySelector('.d.now');
  if (current && timeline.scrollWidth > timeline.clientWidth) {
    timeline.scrollLeft +=
      current.getBoundingClientRect().x - timeline.getBoundingClientRect().x - timeline.clientWidth / 2;
  }
  showEnds();
}

/** Where the time line is longer than its place, its ends fade out; what is only partly in sight is not shown: half a sign reads like another one. */
export function showEnds() {
  fadeEdges(timeline);
  const line = timeline.getBoundingClientRect();
  const pieces = [...timeline.querySelectorAll('.tk, .ph > b')].map(piece => [piece, piece.getBoundingClientRect()]);
  pieces.forEach(([piece, { left, right }]) =>
    piece.classList.toggle('cut', left < line.left - 1 || right > line.right + 1),
  );
}
timeline.classList.add('fading');
timeline.addEventListener('scroll', showEnds);

/** The state whose dot is nearest to the pointer. */
export function nearestState(x) {
  let best = 0,
    least = Infinity;
  timeline.querySelectorAll('.d').forEach(dot => {
    const box = dot.getBoundingClientRect(),
      distance = Math.abs(box.x + box.width / 2 - x);
    if (distance < least) {
      least = distance;
      best = Number(dot.dataset.s);
    }
  });
  return best;
}
