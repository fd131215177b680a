// ---------- the picture on the page ----------

import { step, trace } from 'explorer/state.js';
import { graphPane, labels, partOf, parts, picture } from 'explorer/elements.js';
import { drawGraph, markAt } from 'explorer/graph.js';
import { LEAST_SCALE, view } from 'explorer/view.js';
import { fit } from './fit.js';
import { now, places } from './desk.js';
import { OP_RADIUS, pictured, verdictOf } from './picture.js';
import { paper } from './editor.js';
import { enter } from './steps.js';

/** While nobody steps, a picture that is larger than its place is shown smaller, to be seen whole; steps are readable. */
const LEAST_OVERVIEW = 0.4;
let scaleIs = 'readable';

/** Whether the picture was in sight when it was made: else its parts have no places yet. */
let pictureIsMeasured = false;

/** The trace that the picture is of. */
let drawnTrace = null;

/** Whether another picture is due: of another trace, or because this one was made out of sight, or too small to step through. */
export const isPictureDue = () => drawnTrace !== trace || (!pictureIsMeasured && graphPane.clientWidth > 0) || (now.moment === 'step' && scaleIs === 'whole');

/** A part is measured when its place is first asked for: measuring all of them lays the picture out, which takes longer than to draw it. */
function measureLater(part) {
  let box;
  Object.defineProperty(part, 'box', { get: () => box ??= part.element.getBBox() });
}

/** Draws a new picture and hands its parts to what shows them step by step. */
export function adoptPicture() {
  drawnTrace = trace;
  const room = Math.max(fit.phone ? 900 : 0, graphPane.clientWidth);
  const fits = ({ scale, drawn: { width, height } }) => width * scale <= room + 1 && height * scale <= graphPane.clientHeight + 1;
  const sizes = (fit.low ? [] : [1]).concat(LEAST_SCALE).map(scale => ({ scale, drawn: pictured(trace, room / scale) }));
  const { scale: readable, drawn } = sizes.find(fits) ?? sizes.at(-1);
  const whole = Math.min(room / drawn.width, graphPane.clientHeight / drawn.height) || readable;
  const scale = now.moment === 'step' || fit.phone ? readable : Math.max(LEAST_OVERVIEW, Math.min(readable, whole));
  scaleIs = scale === readable ? 'readable' : 'whole';
  pictureIsMeasured = graphPane.clientWidth > 0;
  picture.innerHTML = drawn.html;
  Object.assign(view, { x: 0, y: 0, width: drawn.width, height: drawn.height });
  picture.setAttribute('viewBox', `0 0 ${drawn.width} ${drawn.height}`);
  picture.setAttribute('width', Math.round(drawn.width * scale));
  picture.setAttribute('height', Math.round(drawn.height * scale));
  parts.length = 0;
  parts.push(...[...picture.querySelectorAll('[data-node]')].map(partOf));
  labels.clear();
  parts.forEach(part => {
    measureLater(part);
    if (part.part === 'value') part.element.dataset.t = part.node;
    if (part.part === 'gradient') part.element.dataset.t = trace.gradientOf.get(part.node);
  });
  picture.querySelectorAll('[data-number]').forEach(label => labels.set(label, { node: Number(label.dataset.number), before: '= ' }));
}

/** The picture at a state; of a wrong rule the op is ringed, not what its gradient goes to. */
export function drawAt(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG' && s >= markAt(node));
  });
}

/** The picture at a state, of which nothing is the current one: while lines are written, or weights move. */
export function drawWhole(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    element.classList.remove('now', 'back-now');
    if (part === 'mark') element.classList.remove('absent');
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG');
  });
}

/** What is wrong with the lines, in the picture of how they were before: the op with a ring, all that follows unreached. */
export function drawFault(fault) {
  const after = id => {
    const place = places.get(id);
    return place?.line !== undefined && (place.line > fault.line || (place.line === fault.line && place.column >= fault.column));
  };
  const [wrong] = [...places].filter(([id]) => trace.nodes[id].kind === 'op' && after(id)).sort(([id, a], [other, b]) => a.line - b.line || a.column - b.column || id - other).map(([id]) => ({ id }));
  parts.forEach(({ element, part, node, op }) => {
    const first = part === 'op' && wrong?.id === node;
    element.classList.toggle('wrong', first);
    element.classList.toggle('future', !first && after(['edge', 'back'].includes(part) && trace.nodes[node].kind !== 'op' ? op : node));
    element.querySelector('.cross')?.remove();
    if (first) element.insertAdjacentHTML('beforeend', `<text class="cross" x="${element.getBBox().x + 2 * OP_RADIUS}" y="${element.getBBox().y + 4}" font-size="15">✗</text>`);
  });
  if (wrong) bringOp(wrong.id);
}

/** Scrolls an op to the middle. */
function bringOp(id) {
  const part = parts.find(other => other.part === 'op' && other.node === id);
  const scale = Number(picture.getAttribute('width')) / view.width;
  if (part) graphPane.scrollLeft = (part.box.x + part.box.width / 2) * scale - graphPane.clientWidth / 2;
}

/** A click on an op goes to its next step: first forward, then backward. */
graphPane.addEventListener('click', event => {
  const part = event.target.closest('[data-part=op]');
  if (!part || now.fault) return;
  const id = Number(part.dataset.node), steps = trace.states.map((state, s) => state.op === id && ['', 'result'].includes(state.beat) ? s : -1).filter(s => s >= 0);
  enter(now.moment === 'step' ? steps.find(s => s > step) ?? steps[0] : steps[0]);
});

/** What is pointed at in the picture is marked in the lines that it comes from. */
graphPane.addEventListener('pointerover', event => markLine(event.target.closest('[data-node]')));
graphPane.addEventListener('pointerleave', () => markLine(null));

function markLine(part) {
  const id = part && Number(part.dataset.part === 'edge' ? part.dataset.op : part.dataset.node);
  const line = part ? places.get(id)?.line ?? -1 : -1;
  [...paper.children].forEach((row, i) => row.classList.toggle('pointed', i === line));
}
