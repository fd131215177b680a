// ---------- which points are trained on: noise, held-out points, mini-batches; and from which seed ----------

import { $ } from 'explorer/dom.js';
import { shown, text } from 'explorer/format.js';
import { engine, told } from './engine.js';
import { iterationNow, learned, now, remember, request, take } from './desk.js';
import { originals } from './change.js';
import { pause } from './train.js';
import { drawSay, render } from './moments.js';

/** The sizes of batches to choose from; 0 is all rows. */
const BATCHES = [0, 100, 50, 20, 10, 5, 2, 1];

const MOST_HELD_OUT = 50, MOST_NOISE = 60;

/** The three handles under the list of data, where they mean anything. */
export function drawSampling() {
  const { possible, noisy, heldOut, noise, batch } = now.lines?.sampling ?? {};
  $('sampling').hidden = !possible;
  if (!possible) return;
  const sizes = BATCHES.filter(size => size < now.lines.data.rows), at = sizes.indexOf(batch);
  const handle = (name, most, step, value, words) => `<label for="${name}">${text(`use ${name}`)}</label><input type="range" id="${name}" min="0" max="${most}" step="${step}" value="${value}" aria-valuetext="${words}"><output>${words}</output>`;
  const html = handle('heldOut', MOST_HELD_OUT, 5, heldOut, `${heldOut} %`) + (noisy ? handle('noise', MOST_NOISE, 2, noise, `${noise} %`) : '') + handle('batch', sizes.length - 1, 1, at < 0 ? 0 : at, batch ? String(batch) : text('all rows'));
  if ($('sampling').dataset.html === html) return;
  const { id } = document.activeElement;
  $('sampling').dataset.html = html;
  if ($('sampling').contains(document.activeElement)) moveHandles(html);
  else $('sampling').innerHTML = html;
  if ($('sampling').contains($(id))) $(id)?.focus();
}

/** Other values in the same handles, while one is being dragged. */
function moveHandles(html) {
  const next = document.createElement('div');
  next.innerHTML = html;
  const fields = [...$('sampling').querySelectorAll('input, output')], others = [...next.querySelectorAll('input, output')];
  if (fields.length !== others.length) { $('sampling').innerHTML = html; return; }
  fields.forEach((field, i) => {
    field.value = others[i].value;
    if (field.localName === 'input') field.setAttribute('aria-valuetext', others[i].getAttribute('aria-valuetext'));
  });
}

$('sampling').addEventListener('input', async () => {
  pause();
  remember(true);
  originals.clear();
  now.moment = 'write';
  const number = name => Number($(name)?.value ?? 0), sizes = BATCHES.filter(size => size < now.lines.data.rows);
  take(await request('sampling', number('heldOut'), number('noise'), sizes[number('batch')]));
});

/** What the rows are that an iteration computes with, if they are not all. */
export function rowsInWords(iteration = iterationNow()) {
  const { batch = 0, batches = 1, trained = 0 } = now.lines?.sampling ?? {}, held = now.heldOut.size;
  const part = batches > 1 ? text('batch of', { batch: iteration % batches + 1, batches, count: batch, rows: trained }) : held ? text('trained on', { rows: trained }) : '';
  return part + (part && held ? ` ${text('tested on', { count: held })}` : '');
}

// ---------- seeds ----------

$('die').addEventListener('click', async () => {
  if (!engine || now.fault) return;
  pause();
  remember();
  originals.clear();
  now.moment = 'write';
  take(await request('seed', now.lines.seed + 1));
  $('live').textContent = text('seed', { seed: now.lines.seed });
});

const TRIES = 20, LEAST_ITERATIONS = 1000;

/** The trial that goes on: another one, or any change, ends it. */
let trial = 0;

/** Trains from other seeds, as long as this training was or a thousand iterations, and counts those that get as far. */
async function tryBeginnings() {
  if (!engine || now.fault || now.replay || !learned()) return;
  pause();
  const own = trial = performance.now(), { lines } = now, iterations = Math.max(LEAST_ITERATIONS, iterationNow());
  const goal = now.status.task?.goal ?? Number((iterationNow() > 0 ? now.status.loss * 1.05 : now.status.loss / 10).toPrecision(2)), reached = [];
  for (let seed = 1; seed <= TRIES; seed++) {
    now.tried = text('trying', { seed, count: TRIES });
    drawSay();
    const { iteration, loss } = JSON.parse(await told('beginning', seed, iterations, goal));
    if (trial !== own || now.lines !== lines) return;
    if (loss < goal) reached.push(iteration);
  }
  reached.sort((a, b) => a - b);
  now.tried = text('tried', { reached: reached.length, count: TRIES, goal: shown(goal), iterations }) + (reached.length ? ` ${text('median', { count: reached[reached.length >> 1] })}` : '');
  render();
  $('live').textContent = $('line').textContent;
}

$('beginnings').addEventListener('click', tryBeginnings);
