// ---------- names and sizes in the picture ----------

import { escaped } from 'explorer/format.js';
import { tenths } from './picture.js';

/** The name that a picture shows: a long expression is none. */
export const nameInPicture = (nodes, id) => [nodes[id].name, nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name)) ?? '';

export const nameText = (trace, id) => trace.nodes[id].name || trace.nodes[id].symbol.text;
export const sizes = shape => shape.length === 0 ? '' : shape.length === 1 ? `(${shape[0]})` : shape.join(' × ');

/** A name in italics, with a number behind one letter lowered. */
export function svgName(words, x, y, anchor = 'middle', size = 20, before = '') {
  const [, letters, lower = ''] = /^(\p{L}\p{M}*)_?(\d{1,2})$/u.exec(words) ?? /^(.+?)_(\w{1,6})$/u.exec(words) ?? [0, words];
  if (words === '') return '';
  const short = [...letters].length > 7 ? `${[...letters].slice(0, 6).join('')}…` : letters;
  const sub = lower && `<tspan class="sub" font-size="${Math.max(12, size * 0.62)}" dy="4">${lower}</tspan><tspan dy="-4">\u200b</tspan>`;
  return `<text class="name" x="${tenths(x)}" y="${tenths(y)}" text-anchor="${anchor}" font-size="${size}">${before}${escaped(short)}${sub}</text>`;
}

/** ∂J over ∂x, built up; one that is passed on unchanged keeps the name that it came with. */
export function fraction(trace, id, x, y) {
  const bar = `<path class="bar" d="M${tenths(x - 14)} ${tenths(y)}h28"/>`, came = trace.all[trace.gradientOf.get(id)].symbol.text;
  const words = [trace.nodes[id].name, came.slice(came.indexOf('/∂') + 2), trace.nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name));
  if (!words) return '';
  return svgName(nameText({ nodes: trace.all }, trace.objective), x, y - 5, 'middle', 16, '∂') + bar + svgName(words, x, y + 15, 'middle', 16, '∂');
}
