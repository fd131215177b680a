// ---------- wiring: training: iterations between redraws, at most twenty of these a second ----------

import { $ } from 'explorer/dom.js';
import { shown, text } from 'explorer/format.js';
import { trace } from 'explorer/state.js';
import { spoken } from 'explorer/names.js';
import { scales } from 'explorer/grids.js';
import { asked, changed, engine, numbersFrom } from './engine.js';
import { requestNumbers } from './desk.js';
import { drawWhole } from './pane.js';
import { paper } from './editor.js';
import { drawBackward } from './backward.js';
import { drawData } from './data.js';
import { drawLoss } from './loss.js';
import { drawMeasures } from './norms.js';
import { drawTask } from './tasks.js';
import { drawSay, render } from './moments.js';
import { writeAddress } from './address.js';
import { iterationNow, lastBackward, learned, now, originals, pause, places, setNow, solvedNow } from './now.js';

/** Three frames of a screen, or a little less: with 50, many screens would take four. */
const REDRAW = 48,
  LEAST_BUSY = 40,
  GROWTH = 40,
  LIVE_EVERY = 5000;
let trainings = 0,
  saidAt = 0,
  cost = 1,
  rest = 0;

export async function play(on) {
  if (Boolean(on) === Boolean(now.training)) return;
  if (on) {
    if (!engine || now.fault || now.replay || now.cleared || !learned() || !trace) return;
    originals.clear();
    setNow({
      moment: 'train',
      training: ++trainings,
      losses: now.losses.slice(0, iterationNow() + 1),
      refused: '',
      tried: '',
      checked: null,
      stale: true,
    });
    saidAt = performance.now();
    render();
    trainOn(trainings);
    return;
  }
  pause();
  await showPaused(['status']);
}

async function showPaused(question) {
  if (!(await requestNumbers(question))) return;
  render();
  writeAddress();
}

/** As many iterations as there is time for, but few enough at the beginning that one can watch. */
const iterationsNow = () =>
  Math.max(
    1,
    Math.min(Math.floor(Math.max(LEAST_BUSY, REDRAW - rest) / cost), 2 + Math.floor(iterationNow() / GROWTH)),
  );

/** Asks for iterations; of what it promises, `count` says how many. */
async function someIterations() {
  const count = iterationsNow(),
    { answer, took } = await changed(['train', count], [['status']], true);
  cost = Math.max(0.001, took[0] / Math.max(1, answer.length));
  rest = took.at(-1) - took[0];
  return { count, losses: Array.from(answer) };
}

/** How long this number of iterations takes here. */
export const secondsOf = iterations => (iterations * cost) / 1000;

const frame = () => new Promise(done => requestAnimationFrame(done));

/** Trains while the page is drawn, but redraws at most twenty times a second. */
async function trainOn(training) {
  let drawnAt = performance.now(),
    coming = someIterations();
  while (now.training === training) {
    const { count, losses } = await coming;
    if (now.training !== training) return;
    const wasSolved = solvedNow();
    setNow({
      losses: [...now.losses, ...losses],
      tests: now.heldOut.size ? Array.from(numbersFrom('tests')) : now.tests,
      status: asked('status'),
    });
    const { solvedAt = 0 } = now.status.task ?? {},
      isSolved = !wasSolved && solvedNow();
    if (isSolved || losses.length < count || !now.status.finite) {
      pause();
      await showPaused(isSolved && solvedAt > 0 && solvedAt < iterationNow() ? ['goTo', solvedAt] : ['status']);
      $('live').textContent = spoken($('line').innerHTML);
      return;
    }
    coming = someIterations(); // while this is drawn
    takeNumbers();
    drawMoving();
    do await frame();
    while (performance.now() - drawnAt < REDRAW);
    drawnAt = performance.now();
    if (drawnAt - saidAt > LIVE_EVERY) {
      saidAt = drawnAt;
      $('live').textContent = text('live train', {
        count: iterationNow(),
        loss: spoken(shown(now.losses.at(-1))),
        words: spoken($('line').innerHTML),
      });
    }
  }
}

/** The numbers of the graph as they are now; the rest of the trace is asked for when one steps. */
function takeNumbers() {
  trace.graph.forEach(id => {
    if (trace.nodes[id].kind === 'constant' || trace.nodes[id].kind === 'input' || !places.has(id)) return;
    const numbers = numbersFrom('numbers', places.get(id).id);
    if (numbers.length) trace.numbers[id] = numbers;
  });
  trace.gradientOf.forEach((is, of) => {
    const numbers = places.has(of) ? numbersFrom('gradient', places.get(of).id) : new Float64Array(0);
    if (numbers.length && !trace.graph.has(is)) trace.numbers[is] = numbers;
  });
  scales();
}

/** What moves while weights do: nothing else is drawn. */
function drawMoving() {
  drawSay();
  drawTask();
  drawLosses();
  drawWhole(lastBackward());
  drawData();
  drawBackward();
  drawLoss();
  drawMeasures();
}

/** The loss at the right of its line. */
function drawLosses() {
  const line = places.get(trace.objective)?.line;
  const cell = paper.children[line]?.querySelector('em');
  if (cell) cell.textContent = shown(now.losses.at(-1));
}
