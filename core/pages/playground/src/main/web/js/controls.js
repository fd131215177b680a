// ---------- wiring: the buttons and handles of the page ----------

import { $ } from 'explorer/dom.js';
import { enter, goToIteration, walk } from './walk.js';
import { iterationNow, learned, now, originals, pause, setNow } from './now.js';
import { back, remember, request, requestNumbers, take } from './desk.js';
import { drawControls, drawSay, render } from './moments.js';
import { openWhole, writeAddress } from './address.js';
import { play } from './train.js';
import { engine, told } from './engine.js';
import { step } from 'explorer/state.js';
import { BATCHES } from './sampling.js';
import { shown, text } from 'explorer/format.js';
import { sentenceText } from './words.js';

$('line').addEventListener('click', event => {
  const button = event.target.closest('[data-back]');
  if (!button) return;
  goToIteration(Number(button.dataset.back));
  $('rate').focus(); // what to change now
});

$('foot').addEventListener('click', event => {
  if (event.target.id === 'check') checkGradients();
});

/** Checks every gradient against finite differences; marks stay in the picture until something changes. */
async function checkGradients() {
  pause();
  const checked = await requestNumbers(['check']);
  if (!checked) return;
  setNow({ checked });
  render();
  $('live').textContent = sentenceText(checked.text ?? checked.message);
}

$('previous').addEventListener('click', () => walk(-1));

$('next').addEventListener('click', () =>
  document.documentElement.classList.contains('embed') ? openWhole() : walk(1),
);

$('play').addEventListener('click', () => play(!now.training));

$('undo').addEventListener('click', () => back());

$('restart').addEventListener('click', startOver);

$('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const is = root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  root.dataset.theme = is === 'dark' ? 'light' : 'dark';
  render();
});

matchMedia('(prefers-color-scheme:dark)').addEventListener('change', () => render());

/** The numbers of the beginning. */
async function startOver() {
  if (!engine || now.fault) return;
  pause();
  remember();
  originals.clear();
  setNow({ moment: 'write' });
  take(await request('startOver'));
}

$('rate').addEventListener('input', event =>
  setHandles({ rate: Number((10 ** Number(event.target.value)).toPrecision(2)) }, true),
);

$('optimizer').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) setHandles({ optimizer: button.dataset.name });
});

async function setHandles(change, moving = false) {
  if (!engine || now.replay) return;
  remember(moving);
  setNow({ ...change, stale: true });
  const question = ['optimizer', now.optimizer, now.rate];
  drawControls();
  if (now.training) await told(...question);
  else if (await requestNumbers(question)) render();
  writeAddress();
}

$('tabs').addEventListener('click', event => {
  const moment = event.target.closest('button')?.dataset.moment;
  if (!moment) return;
  if (moment === 'step') {
    enter(now.moment === 'step' ? step : Math.max(1, step));
    return;
  }
  if (moment === 'write') play(false);
  setNow({ moment });
  render();
  scrollTo(0, 0);
});

$('sampling').addEventListener('input', async () => {
  pause();
  remember(true);
  originals.clear();
  setNow({ moment: 'write' });
  const number = name => Number($(name)?.value ?? 0),
    sizes = BATCHES.filter(size => size < now.lines.data.rows);
  take(await request('sampling', number('heldOut'), number('noise'), sizes[number('batch')]));
});

// ---------- seeds ----------

$('die').addEventListener('click', async () => {
  if (!engine || now.fault) return;
  pause();
  remember();
  originals.clear();
  setNow({ moment: 'write' });
  take(await request('seed', now.lines.seed + 1));
  $('live').textContent = text('seed', { seed: now.lines.seed });
});

const TRIES = 20,
  LEAST_ITERATIONS = 1000;

/** The trial that goes on: another one, or any change, ends it. */
let trial = 0;

/** Trains from other seeds, as long as this training was or a thousand iterations, and counts those that get as far. */
async function tryBeginnings() {
  if (!engine || now.fault || now.replay || !learned()) return;
  pause();
  const own = (trial = performance.now()),
    { lines } = now,
    iterations = Math.max(LEAST_ITERATIONS, iterationNow());
  const goal =
      now.status.task?.goal ??
      Number((iterationNow() > 0 ? now.status.loss * 1.05 : now.status.loss / 10).toPrecision(2)),
    reached = [];
  for (let seed = 1; seed <= TRIES; seed++) {
    setNow({ tried: text('trying', { seed, count: TRIES }) });
    drawSay();
    const { iteration, loss } = JSON.parse(await told('beginning', seed, iterations, goal));
    if (trial !== own || now.lines !== lines) return;
    if (loss < goal) reached.push(iteration);
  }
  reached.sort((a, b) => a - b);
  setNow({
    tried:
      text('tried', { reached: reached.length, count: TRIES, goal: shown(goal), iterations }) +
      (reached.length ? ` ${text('median', { count: reached[reached.length >> 1] })}` : ''),
  });
  render();
  $('live').textContent = $('line').textContent;
}

$('beginnings').addEventListener('click', tryBeginnings);
