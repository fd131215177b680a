// ---------- drawing: which points are trained on: noise, held-out points, mini-batches ----------

import { $ } from 'explorer/dom.js';
import { text } from 'explorer/format.js';
import { now } from './now.js';
import { putHtml } from 'explorer/html.js';

/** The sizes of batches to choose from; 0 is all rows. */
export const BATCHES = [0, 100, 50, 20, 10, 5, 2, 1];

const MOST_HELD_OUT = 50,
  MOST_NOISE = 60;

/** The three handles under the list of data, where they mean anything. */
export function drawSampling() {
  const { possible, noisy, heldOut, noise, batch } = now.lines?.sampling ?? {};
  $('sampling').hidden = !possible;
  if (!possible) return;
  const sizes = BATCHES.filter(size => size < now.lines.data.rows),
    at = sizes.indexOf(batch);
  const handle = (name, most, step, value, words) =>
    `<label for="${name}">${text(`use ${name}`)}</label><input type="range" id="${name}" min="0" max="` +
    `${most}" step="${step}" value="${value}" aria-valuetext="${words}"><output>${words}</output>`;
  const html =
    handle('heldOut', MOST_HELD_OUT, 5, heldOut, `${heldOut} %`) +
    (noisy ? handle('noise', MOST_NOISE, 2, noise, `${noise} %`) : '') +
    handle('batch', sizes.length - 1, 1, at < 0 ? 0 : at, batch ? String(batch) : text('all rows'));
  if ($('sampling').dataset.html === html) return;
  const { id } = document.activeElement;
  $('sampling').dataset.html = html;
  if ($('sampling').contains(document.activeElement)) moveHandles(html);
  else putHtml($('sampling'), html);
  if ($('sampling').contains($(id))) $(id)?.focus();
}

/** Other values in the same handles, while one is being dragged. */
function moveHandles(html) {
  const next = document.createElement('div');
  putHtml(next, html);
  const fields = [...$('sampling').querySelectorAll('input, output')],
    others = [...next.querySelectorAll('input, output')];
  if (fields.length !== others.length) {
    putHtml($('sampling'), html);
    return;
  }
  fields.forEach((field, i) => {
    field.value = others[i].value;
    if (field.localName === 'input') field.setAttribute('aria-valuetext', others[i].getAttribute('aria-valuetext'));
  });
}
