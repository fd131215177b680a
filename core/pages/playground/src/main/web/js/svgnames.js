// ---------- reading: names, signs and sizes in the picture ----------

import { escaped } from 'explorer/format.js';
import { tenths } from './figures.js';

/** The name that a picture shows: a long expression is none. */
export const nameInPicture = (nodes, id) =>
  [nodes[id].name, nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name)) ?? '';

export const nameText = (trace, id) => trace.nodes[id].name || trace.nodes[id].symbol.text;
export const sizes = shape => (shape.length === 0 ? '' : shape.length === 1 ? `(${shape[0]})` : shape.join(' × '));

/** The letters of a name, at most seven, and its index. */
function partsOfName(words) {
  const [, letters, lower = ''] = /^(\p{L}\p{M}*)_?(\d{1,2})$/u.exec(words) ??
    /^(.+?)_(\w{1,6})$/u.exec(words) ?? [0, words];
  return [[...letters].length > 7 ? `${[...letters].slice(0, 6).join('')}…` : letters, lower];
}

/** A name in italics, with a number behind one letter lowered. */
export function svgName(words, x, y, anchor = 'middle', size = 20, before = '') {
  if (words === '') return '';
  const [short, lower] = partsOfName(words);
  const sub =
    lower &&
    `<tspan class="sub" font-size="${Math.max(12, size * 0.62)}" dy="4">${lower}</tspan><tspan dy="-4">\u200b</tspan>`;
  return `<text class="name" x="${tenths(x)}" y="${tenths(y)}" text-anchor="${anchor}" font-size="${size}">${before}${escaped(short)}${sub}</text>`;
}

/** The name below ∂J: a gradient that is passed on unchanged keeps the name that it came with. */
function nameBelow(trace, id) {
  const came = trace.all[trace.gradientOf.get(id)].symbol.text;
  return [trace.nodes[id].name, came.slice(came.indexOf('/∂') + 2), trace.nodes[id].symbol.text].find(name =>
    /^[\p{L}\p{M}\p{N}_]+$/u.test(name),
  );
}

const NARROW = 28;

/** The width of ∂J over ∂x. */
export const widthOfFraction = (trace, id) =>
  Math.max(NARROW, wordWidth(`∂${partsOfName(nameBelow(trace, id) ?? '').join('')}`, 15));

/** How much wider it is than that of a short name. */
export const surplusOfFraction = (trace, id) => widthOfFraction(trace, id) - NARROW;

/** ∂J over ∂x, built up, at the left or the right of an edge. */
export function fraction(trace, id, edge, y, side) {
  const words = nameBelow(trace, id),
    width = widthOfFraction(trace, id),
    x = edge + side * (6 + width / 2);
  if (!words) return '';
  const bar = `<path class="bar" d="M${tenths(x - width / 2)} ${tenths(y)}h${tenths(width)}"/>`;
  return (
    svgName(nameText({ nodes: trace.all }, trace.objective), x, y - 5, 'middle', 16, '∂') +
    bar +
    svgName(words, x, y + 15, 'middle', 16, '∂')
  );
}

export const signWords = op =>
  op.builtIn && op.op.endsWith('Loss')
    ? 'J'
    : op.builtIn
      ? ({ Relu: 'relu', Sum: '∑', SumTo: '∑', DivideBroadcast: '÷', Transpose: '⊤', Square: 'x²', Sigmoid: 'σ' }[
          op.op
        ] ?? op.sign)
      : op.sign || op.op;

const ruler = document.createElement('canvas').getContext('2d');

export function wordWidth(words, size) {
  ruler.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(words).width;
}
