// ---------- wiring: from step to step, and from iteration to iteration ----------

import { last, setCell, setStep, step, trace } from 'explorer/state.js';
import { engine } from './engine.js';
import { iterationNow, learned, now, originals, pause, places, setNow } from './now.js';
import { drawPicture, render } from './moments.js';
import { $, timeline } from 'explorer/dom.js';
import { announcement } from 'explorer/page.js';
import { requestNumbers } from './desk.js';
import { nearestState } from 'explorer/timeline.js';
import { keyOf } from './outline.js';
import { opened, openLevels, roomsOfPicture } from './rows.js';
import { adoptPicture } from './pane.js';
import { graphPane } from 'explorer/elements.js';
import { paper } from './editor.js';
import { lossMeasures, lossPlot } from './loss.js';
import { host } from 'explorer/hooks.js';

/** Steps follow each other in the order in which they were asked for, though some wait for the engine. */
let before = Promise.resolve();

function inTurn(act) {
  before = before
    .then(async () => {
      if (engine && !now.fault && !now.replay && trace) await act();
    })
    .catch(cause => console.warn(cause));
  return before;
}

/** Goes to a state of this iteration, which is the moment of stepping; where it is already, it is drawn anew. */
export function go(s, { keep = false } = {}) {
  if (!engine || now.fault || !trace) return;
  if (s === step && now.moment !== 'step') {
    render();
    return;
  }
  enter(s, keep);
}

export const enter = (s, keep = false) => inTurn(() => show(s, keep));

async function show(s, keep = false) {
  pause();
  if (now.stale && !(await requestNumbers(['status'], 'step'))) return;
  setStep(Math.max(0, Math.min(last(), s)));
  setNow({ moment: 'step' });
  if (!keep) setCell(null);
  render();
  $('live').textContent = announcement(trace.states[step]);
  host.writeAddress();
}

/** One beat on or back, or one op; after the last of an iteration comes the first of the next. */
export const walk = (by, whole = false) =>
  inTurn(async () => {
    if (now.moment !== 'step') {
      await show(by > 0 ? 1 : 0);
      return;
    }
    if (by > 0 && step === last()) {
      await nextIteration();
      return;
    }
    if (by < 0 && step === 0 && iterationNow() > 0) {
      if (await requestNumbers(['goTo', iterationNow() - 1])) await show(last());
      return;
    }
    const place = trace.states[step].place;
    await show(
      !whole
        ? step + by
        : by > 0
          ? trace.states.findIndex((state, s) => s > step && state.place !== place)
          : firstOfOp(step - 1),
    );
  });

const firstOfOp = s => trace.states.findIndex(state => state.place === trace.states[Math.max(0, s)].place);

async function nextIteration() {
  if (!learned() || !(await requestNumbers(['train', 1]))) return;
  originals.clear();
  setNow({ checked: null });
  await show(0);
}

timeline.addEventListener('pointerdown', event => {
  if (now.moment !== 'step' && timeline.querySelector('.d')) enter(nearestState(event.clientX));
});

/** Opens or closes a part. */
function togglePart(key) {
  const { levels } = openLevels(trace, roomsOfPicture(), opened.path),
    at = opened.path.indexOf(key);
  const beside = levels.at(-2)?.shown.some(part => keyOf(part) === key) ? -1 : opened.path.length;
  opened.path = at >= 0 ? opened.path.slice(0, at) : [...opened.path.slice(0, beside), key];
  adoptPicture();
  drawPicture();
}

/** A click on an op goes to its next step: first forward, then backward. */
graphPane.addEventListener('click', event => {
  const scope = event.target.closest('[data-scope]');
  if (scope) {
    togglePart(scope.dataset.scope);
    return;
  }
  const part = event.target.closest('[data-part=op]');
  if (!part || now.fault) return;
  const id = Number(part.dataset.node),
    steps = trace.states
      .map((state, s) => (state.op === id && ['', 'result'].includes(state.beat) ? s : -1))
      .filter(s => s >= 0);
  enter(now.moment === 'step' ? (steps.find(s => s > step) ?? steps[0]) : steps[0]);
});

/** What is pointed at in the picture is marked in the lines that it comes from. */
graphPane.addEventListener('pointerover', event => markLine(event.target.closest('[data-node]')));

graphPane.addEventListener('pointerleave', () => markLine(null));

function markLine(part) {
  const id = part && Number(part.dataset.part === 'edge' ? part.dataset.op : part.dataset.node);
  const line = part ? (places.get(id)?.line ?? -1) : -1;
  [...paper.children].forEach((row, i) => row.classList.toggle('pointed', i === line));
}

/** The iteration that the engine is on its way to; −1 if it is there. */
let goal = -1;

const iterationGoal = () => (goal < 0 ? iterationNow() : goal);

/** Weights of another iteration; what came after stays until training goes on. */
export async function goToIteration(iteration) {
  const to = Math.max(0, Math.min(now.losses.length - 1, iteration));
  if (to === iterationGoal() || now.fault || now.replay) return;
  goal = to;
  const isThere = await requestNumbers(['goTo', to]);
  if (goal === to) goal = -1;
  if (!isThere) return;
  setNow({ checked: null });
  originals.clear();
  render();
  host.writeAddress();
}

lossPlot.addEventListener('pointerdown', event => {
  if (!engine || now.losses.length < 2) return;
  pause();
  const scrub = moved => {
    const m = lossMeasures(),
      box = lossPlot.getBoundingClientRect();
    const x = ((moved.clientX - box.left) / box.width) * m.width;
    goToIteration(Math.round(((x - m.left) / (m.width - m.left - m.right)) * m.reach));
  };
  const end = () => {
    removeEventListener('pointermove', scrub);
    removeEventListener('pointerup', end);
  };
  scrub(event);
  addEventListener('pointermove', scrub);
  addEventListener('pointerup', end);
});

lossPlot.addEventListener('keydown', event => {
  const most = now.losses.length - 1,
    at = iterationGoal(),
    far = Math.max(1, Math.round(most / 20));
  const to = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - far,
    PageUp: at + far,
    Home: 0,
    End: most,
  }[event.key];
  if (to === undefined || !engine) return;
  pause();
  goToIteration(to);
  event.preventDefault();
  event.stopPropagation();
});
