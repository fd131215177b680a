// ---------- training: iterations between redraws, at most twenty of these a second ----------

import { $ } from 'explorer/dom.js';
import { shown, text } from 'explorer/format.js';
import { trace } from 'explorer/state.js';
import { spoken } from 'explorer/names.js';
import { scales } from 'explorer/grids.js';
import { asked, engine, numbersFrom } from './engine.js';
import { iterationNow, lastBackward, learned, now, openNow, places, takeProgress } from './desk.js';
import { originals } from './change.js';
import { drawWhole } from './pane.js';
import { paper } from './editor.js';
import { drawData } from './data.js';
import { drawLoss } from './loss.js';
import { drawMeasures } from './norms.js';
import { drawTask, solvedNow } from './tasks.js';
import { drawSay, render } from './moments.js';
import { writeAddress } from './address.js';

/** The frame that is waited for while weights move; 0 if none. */
export let timer = 0;

const REDRAW = 50, BUSY = 24, GROWTH = 40, LIVE_EVERY = 5000;
let drawnAt = 0, saidAt = 0, cost = 1;

export function play(on) {
  if (Boolean(on) === Boolean(timer)) return;
  if (on) {
    if (!engine || now.fault || now.cleared || !learned() || !trace) return;
    now.moment = 'train';
    now.tried = '';
    now.checked = null;
    originals.clear();
    now.losses.length = iterationNow() + 1;
    drawnAt = saidAt = performance.now();
    timer = requestAnimationFrame(trainOn);
    render();
    return;
  }
  cancelAnimationFrame(timer);
  timer = 0;
  takeProgress();
  openNow();
  render();
  writeAddress();
}

/** As many iterations as there is time for, but few enough at the beginning that one can watch. */
const iterationsNow = () => Math.max(1, Math.min(Math.floor(BUSY / cost), 2 + Math.floor(iterationNow() / GROWTH)));

function trainOn(time) {
  timer = requestAnimationFrame(trainOn);
  if (time - drawnAt < REDRAW) return;
  drawnAt = time;
  const wasSolved = solvedNow(), count = iterationsNow(), began = performance.now();
  const losses = Array.from(engine.train(count));
  cost = Math.max(0.001, (performance.now() - began) / Math.max(1, losses.length));
  now.losses.push(...losses);
  if (now.heldOut.size) now.tests = Array.from(engine.tests());
  now.norms = null;
  now.status = asked('status');
  if (!wasSolved && solvedNow()) {
    const { solvedAt } = now.status.task;
    if (solvedAt > 0 && solvedAt < iterationNow()) now.status = asked('goTo', solvedAt);
    play(false);
    $('live').textContent = spoken($('line').innerHTML);
    return;
  }
  if (losses.length < count || !now.status.finite) {
    play(false);
    $('live').textContent = spoken($('line').innerHTML);
    return;
  }
  takeNumbers();
  drawMoving();
  if (time - saidAt > LIVE_EVERY) {
    saidAt = time;
    $('live').textContent = text('live train', { count: iterationNow(), loss: spoken(shown(now.losses.at(-1))), words: spoken($('line').innerHTML) });
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
  drawLoss();
  drawMeasures();
}

/** The loss at the right of its line. */
function drawLosses() {
  const line = places.get(trace.objective)?.line;
  const cell = paper.children[line]?.querySelector('em');
  if (cell) cell.textContent = shown(now.losses.at(-1));
}
