// ---------- drawing: the picture on the page ----------

import { graphPane, labels, partOf, parts, picture } from 'explorer/elements.js';
import { drawGraph } from 'explorer/graph.js';
import { step, trace } from 'explorer/state.js';
import { view } from 'explorer/view.js';
import { fit } from './fit.js';
import { verdictOf } from './picture.js';
import { heightOfPane, opened, openLevels, pathTo, roomsOfPicture, STRIP, stripOf } from './rows.js';
import { markAt } from 'explorer/scopes.js';
import { now } from './now.js';
import { addHtml, putHtml } from 'explorer/html.js';

const LEAST_PANE = 120,
  root = document.documentElement;

/** Whether the picture was in sight when it was made: else its parts have no places yet. */
let pictureIsMeasured = false;

/** The trace that the picture is of. */
let drawnTrace = null;

/** Whether another picture is due: of another trace, or because this one was made out of sight. */
export const isPictureDue = () => drawnTrace !== trace || (!pictureIsMeasured && graphPane.clientWidth > 0);

/** A part is measured when its place is first asked for: measuring all of them lays the picture out, which takes longer than to draw it. */
function measureLater(part) {
  let box;
  Object.defineProperty(part, 'box', { get: () => (box ??= boxInPicture(part.element)) });
}

/** Draws a new picture and hands its parts to what shows them step by step. */
export function adoptPicture() {
  drawnTrace = trace;
  if (!now.fault) root.classList.toggle('bare', !trace.nodes.some(({ kind }) => kind === 'input'));
  const rooms = roomsOfPicture(),
    { html, width, height, scale, levels } = openLevels(trace, rooms, opened.path),
    strip = stripOf(trace, levels),
    down = strip.html ? STRIP : 0,
    wide = Math.max(width, strip.width);
  opened.path = opened.path.slice(0, levels.length - 1);
  pictureIsMeasured = graphPane.clientWidth > 0;
  const { style } = root,
    isWhole = levels.length === 1 && levels[0].shown.every(({ ops }) => ops.length === 1);
  if (now.fault && style.getPropertyValue('--graph-used')) {
    // the data stays where it is until the lines are right again
  } else if (isWhole && !fit.phone)
    style.setProperty(
      '--graph-used',
      `${Math.min(heightOfPane(), Math.max(LEAST_PANE, Math.ceil((height * scale) / 12) * 12))}px`,
    );
  else style.removeProperty('--graph-used');
  putHtml(picture, `${strip.html}<g transform="translate(0 ${down})">${html}</g>`);
  Object.assign(view, { x: 0, y: 0, width: wide, height: height + down });
  picture.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
  picture.setAttribute('width', Math.round(view.width * scale));
  picture.setAttribute('height', Math.round(view.height * scale));
  parts.length = 0;
  parts.push(...[...picture.querySelectorAll('[data-node]')].map(partOf));
  labels.clear();
  parts.forEach(part => {
    measureLater(part);
    if (part.part === 'value') part.element.dataset.t = part.node;
    if (part.part === 'gradient') part.element.dataset.t = trace.gradientOf.get(part.node);
  });
  picture
    .querySelectorAll('[data-number]')
    .forEach(label => labels.set(label, { node: Number(label.dataset.number), before: '= ' }));
}

/** Where an element is in the whole picture, whatever row it is in. */
function boxInPicture(element) {
  const { x, y, width, height } = element.getBBox(),
    own = element.getCTM(),
    whole = picture.getCTM();
  return own && whole
    ? { x: x + (own.e - whole.e) / whole.a, y: y + (own.f - whole.f) / whole.a, width, height }
    : { x, y, width, height };
}

/** Opens what a step is about, once for each step, so that the reader can close it. */
export function openForStep() {
  const stepping = now.moment === 'step' && !now.fault,
    key = stepping ? step : -1;
  if (opened.step === key) return;
  opened.step = key;
  const { phase, op, node } = trace.states[step],
    target =
      phase === 'update'
        ? trace.nodes.find(other => trace.graph.has(other.id) && other.kind === 'op' && other.inputs.includes(node))?.id
        : phase === 'sum'
          ? node
          : op;
  const path = !stepping || phase === 'given' || target === undefined ? [] : pathTo(trace, roomsOfPicture(), target);
  if (path.join() === opened.path.join()) return;
  opened.path = path;
  adoptPicture();
}

/** The picture at a state; of a wrong rule the op is ringed, not what its gradient goes to. */
export function drawAt(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG' && s >= markAt(node));
  });
}

/** The picture at a state without a current step: while lines are written, or weights move. */
export function drawWhole(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    element.classList.remove('now', 'back-now');
    if (part === 'mark') element.classList.remove('absent');
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG');
  });
}

/** What is wrong with the lines: the op that is missing has a ring and a cross. */
export function drawFault() {
  const wrong = parts.find(({ part, node }) => part === 'op' && trace.nodes[node].missing);
  if (!wrong) return;
  const { element, box, node } = wrong;
  element.classList.remove('future', 'absent');
  element.classList.add('wrong');
  element.querySelector('.cross')?.remove();
  addHtml(
    element,
    'beforeend',
    `<text class="cross" x="${box.x + box.width}" y="${box.y + 4}" font-size="15">✗</text>`,
  );
  bringOp(node);
}

/** Scrolls an op to the middle. */
function bringOp(id) {
  const part = parts.find(other => other.part === 'op' && other.node === id);
  const scale = Number(picture.getAttribute('width')) / view.width;
  if (part) graphPane.scrollLeft = (part.box.x + part.box.width / 2) * scale - graphPane.clientWidth / 2;
}
