// ---------- drawing: boxes of the picture drawn small, elsewhere ----------

import { partOf, parts } from './elements.js';
import { trace } from './state.js';
import { gradientName, nameOf } from './names.js';

/** The box of a value as it stands in the picture, smaller. */
export function drawBead(bead, most) {
  const source = parts.find(
    ({ element, part, node }) =>
      part === (bead.dataset.kind ?? 'value') && node === Number(bead.dataset.of) && element.querySelector('rect'),
  );
  const { x, y, width, height } = source.box;
  const scale = Math.min(most.width / width, most.height / height, most.scale),
    edge = 1 / scale;
  const copy = source.element.cloneNode(true);
  copy.style.display = ''; // in another scope it may not be shown
  bead.append(copy);
  bead.setAttribute('viewBox', `${x - edge} ${y - edge} ${width + 2 * edge} ${height + 2 * edge}`);
  bead.style.setProperty('--width', `${width * scale + 2}px`);
}

const DOCK_BEAD = { width: 60, height: 44, scale: 0.8 };

export const isDrawn = (id, kind) =>
  parts.some(({ node, part, element }) => node === id && part === kind && element.querySelector('rect'));

/** A tensor with its name, and its gradient. */
export const chipHtml = (id, kinds) =>
  `<div class="chip">` +
  kinds
    .map(
      kind =>
        `<span class="${kind === 'gradient' ? 'back' : ''}">` +
        `${kind === 'gradient' ? gradientName(id) : nameOf(id)}<b data-number="` +
        `${kind === 'gradient' ? trace.gradientOf.get(id) : id}"></b></span><svg class="bead" data-of="${id}"` +
        ` data-kind="${kind}" aria-hidden="true"></svg>`,
    )
    .join('') +
  `</div>`;

export function drawChips(place) {
  place.querySelectorAll('.chip .bead').forEach(bead => drawBead(bead, DOCK_BEAD));
  return [...place.querySelectorAll('.chip [data-part]')].map(partOf);
}
