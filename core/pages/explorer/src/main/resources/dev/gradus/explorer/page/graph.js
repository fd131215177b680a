// ---------- drawing: the graph: the drawn picture, its parts shown as far as the reader has come ----------

import { host } from './hooks.js';
import { shown, text } from './format.js';
import { sizeOf } from './tensors.js';
import { numberAt, trace } from './state.js';
import { dockParts, labels, parts, picture, scopeParts } from './elements.js';
import { heatOf, scaleOf } from './grids.js';
import { nonFiniteOrigin } from './sentences.js';
import { quiz } from './quiz.js';
import { markAt, reachedAt } from './scopes.js';

export function preparePicture() {
  picture.querySelector('rect')?.remove();
  picture.querySelector('title')?.remove();
  picture.setAttribute('aria-hidden', 'true');
  picture.removeAttribute('role');
  parts.forEach(part => {
    part.box = part.element.getBBox();
  }); // all is read before anything is written, so that the picture is laid out once
  parts.forEach(({ element, part: kind, node }) => {
    if (kind === 'value' || kind === 'gradient')
      element.dataset.t = kind === 'value' ? node : trace.gradientOf.get(node);
    if (kind === 'value' && trace.nodes[node].shape.length === 0)
      element.querySelectorAll('text').forEach(label => splitLabel(label, node));
    if (kind === 'gradient')
      element.querySelectorAll('.number').forEach(label => {
        anchor(label, 'start');
        labels.set(label, { node: trace.gradientOf.get(node), before: '= ' });
      });
    if (kind === 'note')
      element.querySelectorAll('text').forEach(label => {
        if (label.textContent === '↕ broadcast') label.textContent = `↕ ${text('broadcast')}`;
      });
    if (element.querySelector('title')) element.querySelector('title').textContent = partlyDrawn(element, node);
    if (kind === 'edge' || kind === 'back') element.querySelector('path').setAttribute('pathLength', '1');
  });
}

/** Tells whoever points at a box that it has more cells than are drawn. */
const partlyDrawn = (element, node) =>
  text('partly drawn', {
    drawn: element.querySelectorAll('[data-cell]').length,
    count: sizeOf(trace.nodes[node].shape),
  });

/** Lets a label grow from this end of it. */
function anchor(label, end, aside = 0) {
  const box = label.getBBox();
  label.setAttribute('x', end === 'start' ? box.x + aside : box.x + box.width);
  label.setAttribute('text-anchor', end);
}

/** The number in a label such as J = 0.15 becomes a part of its own, which changes with the steps. */
function splitLabel(label, node) {
  const words = label.lastChild.textContent;
  if (!words.includes(' = ')) return;
  const cell = parts.find(
    part => part.node === node && part.part === 'value' && part.element.querySelector('[data-cell]'),
  );
  const right = !cell || cell.element.getBBox().x < label.getBBox().x;
  anchor(label, right ? 'start' : 'end', 3); // an italic J reaches out to the left
  label.lastChild.textContent = words.slice(0, words.lastIndexOf(' = '));
  const number = document.createElementNS('http://www.w3.org/2000/svg', 'tspan');
  number.setAttribute('class', 'number');
  label.append(number);
  labels.set(number, { node, before: ' = ' });
}

function isCurrent({ node, part, op }, s) {
  const state = trace.states[s];
  if (part === 'op') return node === state.op && state.phase !== 'seed' && state.phase !== 'update';
  const shared = op === node && trace.nodes[state.op]?.inputs?.includes(node); // edges that run together have no op of their own
  if (state.phase === 'forward')
    return (
      (part === 'edge' && (op === state.op || node === state.op || shared)) || (part === 'value' && node === state.op)
    );
  if (state.phase === 'seed') return part === 'gradient' && node === trace.objective;
  if (state.phase === 'sum')
    return (
      node === state.node && (['back', 'gradient', 'plus'].includes(part) || (part === 'value' && !hasGradient(node)))
    );
  if (state.phase === 'update') return (part === 'value' || part === 'gradient') && node === state.node;
  if (state.phase === 'fold')
    return (
      (part === 'back' && node === state.node && op === state.op) ||
      (part === 'gradient' && node === state.node && state.beat === 'result')
    );
  if (state.beat === 'upstream') return part === 'back' && node === state.op;
  return (
    state.beat === 'result' &&
    ((part === 'back' && node === state.node && op === state.op) || (part === 'gradient' && node === state.node))
  );
}

/** What several scopes use has no gradient in any of them: there the value itself stands for it. */
const hasGradient = id => parts.some(({ part, node }) => part === 'gradient' && node === id);

export function drawGraph(s) {
  const state = trace.states[s];
  const back = state.phase === 'backward' || state.phase === 'fold' || state.phase === 'sum';
  const origin = nonFiniteOrigin();
  [...parts, ...scopeParts, ...dockParts].forEach(part => {
    const { element, part: kind, node } = part;
    const reached = part.reached ?? (part.reached = reachedAt(part));
    const blue = ['back', 'gradient', 'plus', 'mark'].includes(kind);
    const now = isCurrent(part, s) && s > 0;
    element.classList.toggle('absent', (blue && s < reached) || (kind === 'mark' && host.isChanged()));
    element.classList.toggle('future', !blue && s < reached);
    element.classList.toggle('now', now);
    element.classList.toggle('back-now', now && ['op', 'value'].includes(kind) && back);
    element.classList.toggle('blamed', kind === 'op' && blamed(node) && s >= markAt(node));
    element.classList.toggle('broken', kind === 'op' && node === origin && s >= trace.knownAt[node]);
    element.classList.toggle('stopped', kind === 'op' && trace.nodes[node].op === 'StopGradient');
    if (kind === 'value' || kind === 'gradient')
      shadeCells(
        element,
        kind === 'value' ? node : trace.gradientOf.get(node),
        s >= reached && !quiz.hides(kind === 'value' ? node : trace.gradientOf.get(node)),
        afterUpdate(kind, node, s),
      );
  });
  labels.forEach(({ node, before }, number) => {
    number.textContent = s >= trace.knownAt[node] && !quiz.hides(node) ? before + shown(numberAt(node, 0)) : '';
  });
  host.drawChipNumbers(s);
}

/** After its update a parameter shows its new numbers. */
function afterUpdate(kind, node, s) {
  if (kind !== 'value') return undefined;
  const at = trace.states.findIndex(state => state.phase === 'update' && state.node === node && state.result !== node);
  return at >= 0 && s >= at ? trace.states[at].result : undefined;
}

const blamed = op =>
  trace.steps.some(step => (step.rule === op || step.node === op) && step.check?.verdict === 'WRONG');

function shadeCells(element, id, known, instead) {
  if (id === undefined) return;
  const from = instead ?? id;
  const scale = scaleOf(id);
  element.querySelectorAll('[data-cell]').forEach(rect => {
    const { cls, strength } = known
      ? heatOf(numberAt(from, Number(rect.dataset.cell)), scale)
      : { cls: '', strength: 0 };
    rect.setAttribute('class', cls);
    rect.style.setProperty('--h', strength);
    hatch(rect, cls === 'odd');
  });
}

/** Stripes over a cell, each a line: a pattern of SVG would be lost where its definition is not shown, as in print. */
function hatch(rect, wanted) {
  const there = rect.nextElementSibling?.matches('.hatch');
  if (wanted === Boolean(there)) return;
  if (there) {
    rect.nextElementSibling.remove();
    return;
  }
  const [x, y, side] = ['x', 'y', 'width'].map(name => Number(rect.getAttribute(name)));
  const stripes = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  stripes.setAttribute('class', 'hatch');
  stripes.setAttribute(
    'd',
    [0.35, 0.7, 1.05, 1.4, 1.75]
      .map(share => {
        const near = Math.max(0, share - 1) * side,
          far = Math.min(1, share) * side;
        return `M${x + near} ${y + far}L${x + far} ${y + near}`;
      })
      .join(''),
  );
  rect.after(stripes);
}
