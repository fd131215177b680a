// ---------- drawing: mathematics in three depths, and code ----------

import { $ } from './dom.js';
import { escaped } from './format.js';
import { isBack } from './trace.js';
import { once, trace } from './state.js';
import { isGradient, isUnfolded } from './names.js';
import { rateOf } from './sentences.js';
import { equationsAt, isLevel } from './levels.js';
import { putHtml } from './html.js';

export const DEPTHS = ['formula', 'withShapes', 'element'];

/** Which node a piece of MathML names, by its text and structure. */
let symbols = new Map();
/** Which node a variable of the code is. */
let variables = { java: new Map(), numpy: new Map() };

function indexSymbols() {
  const called = language =>
    new Map(trace.nodes.filter(node => node.variables?.length).map(node => [node.variables[language], node.id]));
  variables = { java: called(0), numpy: called(1) };
  symbols = new Map();
  const holder = document.createElement('template'),
    named = trace.nodes.filter(node => node.kind !== 'constant' || node.name || isGradient(node.id)).reverse();
  putHtml(holder, named.map(node => `<math>${node.symbol.mathMl}</math>`).join('')); // parsed at once: for each node alone it takes ten times as long
  [...holder.content.children].forEach(({ firstElementChild: root }, i) => {
    if (root) symbols.set(root.outerHTML, named[i].id);
  });
}

/** Of each equation the first step that is about it, or −1; the step that it stands from; and whether it is one of the way back. */
export let equations = [];

function indexEquations() {
  equations = trace.equations.map(() => ({ first: -1, from: 0, back: false }));
  trace.states.forEach((state, s) => {
    const equation = equations[state.equation];
    if (!equation) return;
    if (equation.first < 0) equation.first = equation.from = s;
    equation.back ||= isBack(state);
  });
}

function indexFormulas() {
  indexSymbols();
  indexEquations();
}

export function lineHtml(line) {
  const left = line.left.mathMl,
    right = line.right.mathMl;
  return (
    `<span class="al"><span class="lhs"><math displaystyle="true"><mrow>${left}</mrow></math></span>` +
    `<math displaystyle="true" class="rhs"><mrow><mi></mi><mo>${escaped(line.sign)}</mo>${right}</mrow>` +
    `</math></span>`
  );
}

/** Fences around what is higher than letters: a fraction, a table, a sum with its limits. A shape below a name is none of these. */
const HIGH_FENCES =
  'mrow:has(mfrac, mtable, munder > mo:first-child, munderover > mo:first-child) > mo[stretchy=false]';

/** Fences are as high as what they enclose; around letters they stay small, even where these have indices. */
export function stretchFences(place) {
  place.querySelectorAll(HIGH_FENCES).forEach(fence => fence.setAttribute('stretchy', 'true'));
}

/** The rows of all formulas at each depth, with the nodes that their symbols name. */
const formulaRows = DEPTHS.map(() => []);

function makeFormulaRows(depth) {
  const holder = document.createElement('ol');
  putHtml(
    holder,
    trace.equations
      .map(
        (equation, e) =>
          `<li data-equation="${e}" class="${equations[e].back ? 'b' : ''}">${lineHtml(equation[DEPTHS[depth]])}<span>${equation.number ? `(${equation.number})` : ''}</span></li>`,
      )
      .join(''),
  );
  holder.querySelectorAll('math *').forEach(element => {
    const id = symbols.get(element.outerHTML);
    if (id !== undefined && !element.parentElement.closest('.gradient[data-t]')) element.dataset.t = id; // the z of ∂J/∂z is no z
  });
  stretchFences(holder); // not before: symbols are found by what they are written as
  holder.querySelectorAll('.gradient').forEach(element => element.classList.add('g'));
  holder.querySelectorAll('munder > mtext').forEach(element => element.classList.add('sh'));
  formulaRows[depth] = [...holder.children];
}

export function drawMath(s, depth) {
  once('index of formulas', indexFormulas);
  const list = $('equations'),
    now = equationsAt(s);
  once(`formulas ${depth}`, () => makeFormulaRows(depth));
  const wanted = formulaRows[depth].filter((_, e) => s >= equations[e].from);
  const isCurrent = row => now.includes(Number(row.dataset.equation));
  const made = replaceRows(list, wanted, isCurrent);
  const current = made.filter(isCurrent);
  current.forEach(row => {
    row.classList.add('now');
    row.setAttribute('aria-current', 'step');
    tint(row, isLevel(s) ? { beat: 'result', result: -1, phase: 'forward', node: -1 } : trace.states[s]);
  });
  fitRows(made.map(row => row.querySelector('.al')));
  scrollToRow(list, current.at(-1) || list.lastElementChild);
}

/** The rows in the list by what they are copies of, and the width that they were fitted to. */
let drawnRows = new Map(),
  drawnWidth = 0;

/** Puts copies of these rows into the list and gives those that are new. The others stay as they are, but for the current ones, before and now. */
function replaceRows(list, wanted, isCurrent) {
  const width = list.clientWidth,
    before = width === drawnWidth ? drawnRows : new Map();
  const stays = row => row?.parentElement === list && !row.matches('.now') && !isCurrent(row);
  drawnRows = new Map(wanted.map(row => [row, stays(before.get(row)) ? before.get(row) : row.cloneNode(true)]));
  drawnWidth = width;
  const rows = [...drawnRows.values()],
    made = rows.filter(row => !row.parentElement),
    all = new Set(rows);
  [...list.children].filter(row => !all.has(row)).forEach(row => row.remove());
  rows.forEach((row, i) => {
    if (list.children[i] !== row) list.insertBefore(row, list.children[i] ?? null);
  });
  return list.clientWidth === width || made.length === rows.length ? made : replaceRows(list, wanted, isCurrent); // a scrollbar came or went
}

/** A long formula is set smaller as far as it can be read with ease, and then in several lines. */
export function fitRows(rows) {
  rows.forEach(row => {
    if (row.scrollWidth <= row.clientWidth) return;
    const now = parseFloat(getComputedStyle(row.querySelector('math')).fontSize);
    const size = Math.max(SMALL_FORMULA, Math.floor(((now * row.clientWidth) / row.scrollWidth) * 2) / 2);
    row.querySelectorAll('math').forEach(math => {
      math.style.fontSize = `${size}px`;
    });
    row.querySelector('.lhs').style.minWidth = '0';
    if (row.scrollWidth > row.clientWidth) breakRow(row);
  });
}

const SMALL_FORMULA = 13,
  BREAKS_BEFORE = '+−·∗=[',
  LONG = 20,
  SPACE = '\u00a0';

/** Browsers do not break a formula, so what stands between two signs becomes a formula of its own. */
function breakRow(row) {
  const right = row.querySelector('.rhs');
  const pieces = [[]];
  atoms(right.firstElementChild).forEach(element => {
    const sign = element.localName === 'mo' ? element.textContent : '';
    if (sign && BREAKS_BEFORE.includes(sign) && pieces.at(-1).length > 1) {
      element.setAttribute('form', 'infix');
      pieces.push([]);
    }
    pieces.at(-1).push(element);
    if (sign === ',' || element.textContent.endsWith(SPACE)) pieces.push([]);
  });
  right.replaceWith(
    ...pieces
      .filter(piece => piece.length)
      .map(piece => {
        const math = right.cloneNode(false);
        math.append(...piece);
        return math;
      }),
  );
  row.classList.add('broken');
  const least = 12,
    size = (14.5 * row.clientWidth) / row.scrollWidth;
  if (row.scrollWidth > row.clientWidth) row.style.setProperty('--size', `${Math.max(least, size)}px`);
}

/** What a formula is broken into: rows are opened; what is long is written in one line: a fraction with a stroke, eˣ as exp(x). */
function atoms(element) {
  const { localName: name, children } = element,
    long = element.textContent.length > LONG;
  const made = (tag, words) => {
    const atom = document.createElementNS(element.namespaceURI, tag);
    atom.textContent = words;
    if ('()'.includes(words)) atom.setAttribute('stretchy', 'false');
    return atom;
  };
  const enclosed = part => [made('mo', '('), ...atoms(part), made('mo', ')')];
  const fences = [...children].filter(child => child.matches('mo[stretchy=true]'));
  if (name === 'mrow' && (long || (element.attributes.length === 0 && !fences.length))) {
    fences.forEach(fence => fence.setAttribute('stretchy', 'false')); // what they enclose may be broken between them
    return [...children].flatMap(atoms);
  }
  if (!long) return [element];
  if (name === 'mfrac') return [...enclosed(children[0]), made('mo', '/'), ...enclosed(children[1])];
  if (name === 'msup' && children[0].textContent === 'e') return [made('mi', 'exp'), ...enclosed(children[1])];
  if (['msub', 'msup'].includes(name) && children[0].localName === 'mrow') {
    const [base] = children,
      whole = atoms(base);
    base.replaceWith(whole.pop()); // the index stands at what is last, most often a bracket
    return [...whole, element];
  }
  if (!children.length && /\s/.test(element.textContent))
    return element.textContent.split(/(?<=\s)/).map(words => made(name, words.replace(/\s$/, SPACE)));
  return [element];
}

/** The part of the formula that this beat is about. */
function tint(li, state) {
  const right = li.querySelector('.rhs > mrow'),
    left = li.querySelector('.lhs math > mrow');
  const found = id => [...right.querySelectorAll('[data-t]')].find(element => Number(element.dataset.t) === id);
  if (state.beat === '' || state.beat === 'result') {
    ((isUnfolded(state) && found(state.result)) || left).classList.add('on');
    return;
  }
  const upstream = found(state.upstream);
  if (state.beat === 'upstream') {
    upstream?.classList.add('on');
    return;
  }
  const factor = state.factor >= 0 ? found(state.factor) : undefined;
  if (factor) {
    factor.classList.add('on');
    return;
  }
  const siblings =
    upstream?.parentElement && upstream.parentElement.localName === 'mrow' && upstream.parentElement !== right
      ? [...upstream.parentElement.children].filter(element => element !== upstream && element.localName !== 'mo')
      : upstream
        ? []
        : [right.lastElementChild];
  siblings.forEach(element => element.classList.add('on'));
}

/** Whole rows only, the current one last. */
function scrollToRow(list, current) {
  if (!current) return;
  const end = current.offsetTop + current.offsetHeight;
  const top = [...list.children].find(li => end - li.offsetTop <= list.clientHeight);
  list.scrollTop = top ? top.offsetTop - list.children[0].offsetTop : 0;
}

const WORD = /(?<![.&\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_(])/gu;

/** The first number in a line of code. */
const NUMBER = /(?<![\p{L}\p{N}_.])\d[\d.]*(E-?\d+)?/u;

/** The code of an equation; a learning rate that was changed, which is the first number of its update, stands in it as it is now. */
function codeOf(e, language) {
  const update = trace.states.find(state => state.phase === 'update' && state.equation === e),
    rate = update && rateOf(update);
  const line = trace.equations[e][language];
  return trace.edited.has(rate) ? line.replace(NUMBER, String(trace.numbers[rate][0]).toUpperCase()) : line;
}

/** A line of code that is too long goes on at a call rather than within a name; its variables know their nodes. */
/** Several statements stand below each other. */
export const codeHtml = (e, language) =>
  escaped(codeOf(e, language))
    .replace(/(?<!\bnp)\.(?=\w+\()/g, '<wbr>.')
    .replace(WORD, word =>
      variables[language]?.has(word) ? `<span data-t="${variables[language].get(word)}">${word}</span>` : word,
    )
    .split('\n')
    .map(line => `<div>${line}</div>`)
    .join('');

export function drawCode(s, language) {
  once('index of formulas', indexFormulas);
  const list = $(language),
    now = equationsAt(s);
  once(language, () => {
    putHtml(
      list,
      trace.equations
        .map((equation, e) =>
          equation[language]
            ? `<li data-equation="${e}" class="${equations[e].back ? 'b' : ''}"><code>${codeHtml(e, language)}` +
              `</code><span>${equation.number ? `(${equation.number})` : ''}</span></li>`
            : '',
        )
        .join(''),
    );
  });
  for (const line of list.children) {
    const e = Number(line.dataset.equation);
    line.classList.toggle('fut', s < equations[e].first);
    line.classList.toggle('now', now.includes(e));
  }
}

/** Of long listings as many whole lines as there is room for, in the middle the current ones or the last that was reached; more than that from the first. */
export function showLines(listings) {
  listings.forEach(list => {
    list.style.maxHeight = '';
  });
  const views = listings
    .filter(list => list.scrollHeight > list.clientHeight)
    .map(list => {
      // all is read before anything is written, so that the page is laid out once
      const line = parseFloat(getComputedStyle(list).lineHeight),
        lines = Math.floor(list.clientHeight / line);
      const current = [...list.querySelectorAll('.now')];
      const at = current[0] ?? [...list.children].findLast(li => !li.classList.contains('fut')),
        end = current.at(-1) ?? at;
      const above =
        at && Math.max(0, Math.floor((lines - (end.offsetTop + end.offsetHeight - at.offsetTop) / line) / 2));
      return {
        list,
        height: lines * line,
        top: at ? at.offsetTop - list.firstElementChild.offsetTop - above * line : 0,
      };
    });
  views.forEach(({ list, height }) => {
    list.style.maxHeight = `${height}px`;
  });
  views.forEach(({ list, top }) => {
    list.scrollTop = top;
  });
}

export const resultOf = e => trace.states.findLastIndex(state => state.equation === e);
