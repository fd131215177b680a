// ---------- drawing: what of the picture is seen: as large as its place allows, and of a larger one what the step is about ----------

import { host } from './hooks.js';
import { trace } from './state.js';
import { graphPane, parts, picture } from './elements.js';

export const TRIM = 10,
  LEAST_SCALE = 0.84,
  FADE = 20;

/** What of the picture is shown: all, or of a picture in scopes the one that is open. */
export const view = {
  x: 0,
  y: TRIM,
  width: picture.viewBox.baseVal.width,
  height: picture.viewBox.baseVal.height - 2 * TRIM,
};

export const isNarrow = () => !host.shownPanes().length && innerWidth <= 860;

/** @type {(part: Part) => boolean} */
export const isInView = ({ box }) =>
  box.x + box.width > view.x &&
  box.x < view.x + view.width &&
  box.y + box.height > view.y &&
  box.y < view.y + view.height;

/** The parts that a step is about, what matters most first: the same for all beats of the step, so that nothing moves. */
function partsOfStep(s) {
  const { phase, op, node } = trace.states[s];
  if (phase === 'given') return [];
  const operands = (trace.nodes[op]?.inputs ?? []).map(input => ['value', input]);
  return [
    ['op', op],
    ['plus', phase === 'sum' ? node : -1],
    [phase === 'forward' ? 'value' : 'gradient', node],
    ['gradient', op],
    ['value', node],
    ...operands,
    ['value', op],
  ]
    .map(([kind, id]) => parts.filter(part => part.part === kind && part.node === id && isInView(part)))
    .filter(found => found.length);
}

/**
 * As much of this as has room, around what matters most; what the step has no part in is left out.
 *
 * @param {number} s
 * @param {number} width
 * @param {number} height
 * @returns {Box | null}
 */
export function aboutStep(s, width, height) {
  return partsOfStep(s).reduce((/** @type {Box | null} */ seen, found) => {
    const more = around(seen ? [seen, ...found.map(part => part.box)] : found.map(part => part.box));
    return !seen || (more.width <= width && more.height <= height) ? more : seen;
  }, null);
}

/** @param {Box[]} boxes */
function around(boxes) {
  const [x, y] = ['x', 'y'].map(side => Math.min(...boxes.map(box => box[side])));
  return {
    x,
    y,
    width: Math.max(...boxes.map(box => box.x + box.width)) - x,
    height: Math.max(...boxes.map(box => box.y + box.height)) - y,
  };
}

/** Scrolls a picture that is larger than its place to the middle of what the step is about. */
export function bringIntoSight(s) {
  const { clientWidth, clientHeight } = graphPane;
  const scale = Number(picture.getAttribute('width')) / view.width;
  const about = aboutStep(s, (clientWidth - 2 * FADE) / scale, (clientHeight - 2 * FADE) / scale) ?? {
    x: view.x,
    y: view.y,
    width: 0,
    height: 0,
  };
  const left = (about.x + about.width / 2 - view.x) * scale + 8 - clientWidth / 2,
    top = (about.y + about.height / 2 - view.y) * scale - clientHeight / 2;
  graphPane.scrollTo({ left, top });
  fadeEdges(graphPane);
}

/** Where a place has more than is seen, that fades out. */
export function fadeEdges({ scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight, style }) {
  const more = {
    left: scrollLeft,
    right: scrollWidth - clientWidth - scrollLeft,
    top: scrollTop,
    bottom: scrollHeight - clientHeight - scrollTop,
  };
  Object.entries(more).forEach(([side, rest]) => style.setProperty(`--fade-${side}`, rest > 2 ? `${FADE}px` : '0px'));
}
graphPane.classList.add('fading');
graphPane.addEventListener('scroll', () => fadeEdges(graphPane));
