// ---------- drawing: the chosen cell: what it is made from or goes into, lit everywhere and written out ----------

import { $, stage } from './dom.js';
import { host } from './hooks.js';
import { asArithmetic, exact, inParentheses, shown, text } from './format.js';
import { indexOf, sizeOf } from './tensors.js';
import { operation } from './operations.js';
import { chosen, numberAt, step, trace } from './state.js';
import { picture } from './elements.js';
import { elementOf, isUnfolded, resultName } from './names.js';
import { bare, expansion, leftOut } from './terms.js';
import { quiz } from './quiz.js';
import { ask, isAnswering } from './score.js';
import { putHtml } from './html.js';

const MOST_TERMS = 6;

/** A cell's sum in symbols and numbers, which can be followed by hand; of a long one the first terms and the last. */
export function expansionHtml(...cell) {
  return asArithmetic(() => expanded(...cell));
}

function expanded(state, id, place, first = 2) {
  const found = expansion(state, id, place);
  if (!found) return null;
  const { terms, joint } = found;
  const value = numberAt(id, place);
  const piece = (above, below, cls = '', hot = '') =>
    `<span class="k ${cls}" data-hot="${hot}"><span>${above}</span><span>${below}</span></span>`;
  const left = found.between || terms.length > (first < 2 ? 3 : MOST_TERMS) ? leftOut(found, value, first) : null;
  const shownTerms = left ? [...terms.slice(0, first), null, terms.at(-1)] : terms;
  const body =
    shownTerms
      .map((term, i) => {
        const sign = i ? piece(joint, joint) : found.before ? piece(`${found.before} (`, `${found.before} (`) : '';
        if (term === null)
          return (
            sign +
            piece(
              text('more terms', { count: left.count }),
              Number.isNaN(left.sum) ? '…' : text('more together', { sum: inParentheses(left.sum) }),
              't',
              hotText(left.hot),
            )
          );
        const enclosed = i > 0 && joint !== ',';
        return sign + piece(term.sym, enclosed ? term.num : bare(term.num), 't', hotText(term.hot));
      })
      .join('') + (found.before ? piece(')', ')') : '');
  const alone = terms.length === 1 && !found.before && bare(terms[0].num) === shown(value);
  const name =
    found.name ??
    (state.phase === 'update'
      ? elementOf(state.node, place)
      : id === state.result && state.upstream !== undefined
        ? gradientElement(state, place)
        : elementOf(id, place));
  return {
    terms,
    html:
      `<div class="f">${piece(name, '')}${piece('=', '=')}` +
      `${alone ? piece(terms[0].sym, `<b>${shown(value)}</b>`, 't', hotText(terms[0].hot)) : body + piece('', `= <b>${shown(value)}</b>`)}` +
      `</div><div class="raw">${exact(value)}</div>`,
  };
}

function gradientElement(state, place) {
  const shape = trace.nodes[state.result].shape;
  if (shape.length === 0) return resultName(state);
  if (isUnfolded(state)) return elementOf(state.result, place);
  const index = indexOf(shape, place).map(i => i + 1);
  return resultName(state, `<sub>${index.join(index.some(i => i > 9) ? ',' : '')}</sub>`);
}

const hotText = cells => cells.map(cell => cell.join(':')).join(' ');

/** Lights the chosen cell and all that it is made from, or all that it goes into, and writes the sum. */
export function paint(only) {
  document.querySelectorAll('.hot,.sel,.feeds').forEach(element => element.classList.remove('hot', 'sel', 'feeds'));
  const state = trace.states[step];
  stage.classList.remove('pick');
  if (quiz.on && !chosen) {
    ask(state);
    return;
  }
  if (!chosen) {
    putHtml($('ex'), hint(state));
    return;
  }
  const { id, place } = chosen;
  stage.classList.add('pick');
  light(id, place, 'sel');
  const isResult = id === state.result || (state.beat === 'factor' && id === state.factor) || state.phase === 'given';
  const found =
    isResult && trace.nodes[id].kind === 'op' && step >= trace.knownAt[id] && !quiz.hides(id)
      ? expansionHtml(state, id, place)
      : null;
  if (found) {
    if (!only && !isAnswering()) writeSum(first => expansionHtml(state, id, place, first).html + host.nudge(id, place));
    (only || found.terms.flatMap(term => term.hot)).forEach(([other, at]) => light(other, at, 'hot'));
  } else {
    const words = operandHtml(state, id, place);
    if (!isAnswering()) putHtml($('ex'), words);
  }
}

/** A sum that does not fit under the grids, or not in one line, is set closer, and then with fewer terms. */
function writeSum(html) {
  const holder = $('ex');
  const isLong = () => {
    const pieces = holder.querySelectorAll('.k');
    return (
      pieces[pieces.length - 1].offsetTop > pieces[0].offsetTop ||
      holder.scrollHeight > holder.clientHeight + 1 ||
      holder.scrollWidth > holder.clientWidth + 1
    );
  };
  holder.style.overflowY = 'hidden'; // a bar for scrolling would take room from what may fit without
  [
    [2, ''],
    [2, 'close'],
    [2, 'close closest'],
    [1, 'close closest'],
  ].find(([first, cls]) => {
    holder.className = `ex ${cls}`;
    putHtml(holder, html(first));
    return !isLong();
  });
  holder.style.overflowY = '';
}

function hint(state) {
  if (state.beat === 'upstream') return `<div class="hint">${text('dots')}</div>`;
  if (state.beat === 'factor') return state.unchanged ? '' : `<div class="hint">${text('point at factor')}</div>`;
  return state.phase === 'given' || state.phase === 'seed' ? '' : `<div class="hint">${text('point at result')}</div>`;
}

function light(id, place, cls) {
  stage.querySelectorAll(`[data-c="${id}:${place}"]`).forEach(element => element.classList.add(cls));
  if (cls === 'feeds') return;
  drawnAs(id, place).forEach(source =>
    picture
      .querySelectorAll(`[data-node="${source.node}"][data-part="${source.part}"] [data-cell="${source.place}"]`)
      .forEach(rect => rect.classList.add('hot')),
  );
}

/** Where the picture shows a number: as a value, as a gradient (one that is passed on stands twice), or as what it was moved from. */
function drawnAs(id, place) {
  if (trace.graph.has(id)) return [{ node: id, part: 'value', place }];
  const of = [...trace.gradientOf].filter(([, is]) => is === id);
  if (of.length) return of.map(([node]) => ({ node, part: 'gradient', place }));
  const node = trace.nodes[id],
    op = operation(node);
  if (op?.family !== 'move' || !trace.numbers[node.inputs[0]]) return [];
  const [from] = op.sources(
    node,
    place,
    node.inputs.map(i => trace.numbers[i]),
  );
  return from ? drawnAs(node.inputs[from[0]], from[1]) : [];
}

/** What an operand's cell goes into. */
function operandHtml(state, id, place) {
  const value = numberAt(id, place);
  const into = [];
  const result = state.beat === 'factor' ? state.factor : state.result;
  if (
    result >= 0 &&
    step >= trace.knownAt[result] &&
    trace.nodes[result].kind === 'op' &&
    result !== id &&
    sizeOf(trace.nodes[result].shape) <= 512 &&
    state.phase !== 'given'
  ) {
    for (let p = 0; p < sizeOf(trace.nodes[result].shape); p++) {
      const found = expansion(state, result, p);
      if (found?.terms.some(term => term.hot.some(([other, at]) => other === id && at === place))) {
        light(result, p, 'feeds');
        into.push(p);
      }
    }
  }
  const after = state.phase === 'update';
  const names = into
    .slice(0, 8)
    .map(p =>
      state.upstream !== undefined && result === state.result
        ? gradientElement(state, p)
        : elementOf(after ? state.node : result, p),
    );
  const goes = names.length
    ? `<span class="quiet">${text(after ? 'goes into new' : 'goes into')}</span> ${names.join(', ')}${into.length > 8 ? ' …' : ''}`
    : '';
  const words = value === undefined ? '…' : shown(value);
  const before = trace.edited.get(id)?.get(place);
  const was = before === undefined ? '' : ` <s>${shown(before)}</s>`;
  return (
    `<div class="f one">${elementOf(id, place)} = <b>${words}</b>${was} ${goes}</div><div class="raw">` +
    `${value === undefined ? '' : exact(value)}</div>${host.nudge(id, place)}`
  );
}
