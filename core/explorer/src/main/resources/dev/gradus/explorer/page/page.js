// ---------- the page: its state, the address, keys and pointer ----------

const $ = id => document.getElementById(id);
const stage = $('stage');

let iteration = 0;
let trace;
let step = 0, depth = 0, timer = 0;
/** The chosen cell as { id, place }, and whether it stays chosen. */
let chosen = null, pinned = false;

const last = () => trace.states.length - 1;
const s0 = () => step;
const traces = TRACES.map(() => undefined);

/** Traces are read when they are first shown. */
function openIteration(i) {
  iteration = Math.max(0, Math.min(TRACES.length - 1, i));
  trace = traces[iteration] ??= readTrace(TRACES[iteration]);
  scales();
  indexSymbols();
}

function go(s, { keep = false } = {}) {
  const next = Math.max(0, Math.min(last(), s));
  if (next !== step) quiz.stage = 0;
  step = next;
  if (!keep) { chosen = null; pinned = false; }
  render();
  writeAddress();
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const whole = (name, most) => Math.max(0, Math.min(most, Math.floor(Number(address.get(name))) || 0));
  openIteration(whole('iteration', TRACES.length));
  step = whole('step', last());
  depth = whole('depth', 2);
  chosen = null;
  pinned = false;
  const [id, place] = (address.get('cell') || '').split(':').map(Number);
  if (address.get('cell') && trace.nodes[id] && numberAt(id, place) !== undefined) { chosen = { id, place }; pinned = true; }
  if (['light', 'dark'].includes(address.get('theme'))) document.documentElement.dataset.theme = address.get('theme');
}

function writeAddress() {
  const address = [`step=${step}`];
  if (iteration) address.unshift(`iteration=${iteration}`);
  if (depth) address.push(`depth=${depth}`);
  if (chosen && pinned) address.push(`cell=${chosen.id}:${chosen.place}`);
  try { history.replaceState(null, '', `#${address.join('&')}`); } catch { /* a file that is shown in a frame has no history of its own */ }
}

function render() {
  const state = trace.states[step];
  const back = ['seed', 'backward', 'fold', 'sum'].includes(state.phase);
  document.body.className = back ? 'bwd' : 'fwd';
  $('eyebrow').innerHTML = eyebrow(step);
  $('line').innerHTML = sentence(step);
  $('live').textContent = announcement(state);
  fitPicture();
  drawGraph(step);
  $('graph').setAttribute('aria-label', `${text('graph')}. ${spoken(sentence(step))}`);
  $('numbers-head').innerHTML = `${text('numbers')} <small>${beatsOf(state)}</small>`;
  stage.innerHTML = layout(step);
  fitGrids();
  $('foot').innerHTML = footHtml(state);
  drawMath(step, depth);
  $('depth').innerHTML = DEPTHS.map((_, d) => `<button role="radio" aria-checked="${d === depth}" tabindex="${d === depth ? 0 : -1}" data-depth="${d}">${text(`depth ${d}`)}</button>`).join('');
  drawCode(step, 'java');
  drawCode(step, 'numpy');
  drawTimeline(step);
  drawIterations();
  paint();
}

/** Many cells are drawn smaller. */
function fitGrids() {
  for (const size of ['', 'crowded', 'crowded tight']) {
    stage.className = size;
    if (stage.scrollWidth <= stage.clientWidth + 1 && stage.scrollHeight <= stage.clientHeight + 1) return;
  }
}

function beatsOf(state) {
  if (!state.beat) return '';
  const beats = [...new Set(trace.states.filter(other => other.place === state.place).map(other => other.beat))];
  return beats.map(beat => beat === state.beat ? `<b>${text(`beat ${beat}`)}</b>` : text(`beat ${beat}`)).join(' → ');
}

function announcement(state) {
  const result = (state.beat === '' || state.beat === 'result') && state.result >= 0 ? state.result : -1;
  const words = `${text('step of', { step, last: last() })}. ${titleOf(step)}. ${spoken(sentence(step))}`;
  if (result < 0 || quiz.hides(result)) return words;
  const shape = trace.nodes[result].shape;
  const all = Array.from({ length: Math.min(12, sizeOf(shape)) }, (_, p) => numberAt(result, p)).filter(value => value !== undefined).map(value => spoken(shown(value)));
  const more = sizeOf(shape) - all.length;
  const numbers = all.join(', ') + (more > 0 ? ` ${text('live more', { count: more })}` : '');
  return `${words} ${text('live result', { name: spoken(state.phase === 'forward' ? nameOf(result) : subject(state)), shape: shapeText(shape).replaceAll('×', 'by'), numbers })}`;
}

/** Heat's key and honest marks in words. */
function footHtml(state) {
  const marks = [];
  const check = state.step?.check;
  if (check && edited.size === 0 && state.beat !== 'upstream') marks.push(checkHtml(check, state));
  const flags = state.step?.flags || [];
  if (flags.includes('NON_FINITE')) marks.push(`<span class="bad">∞ ${text('non finite')}</span>`);
  if (flags.includes('SATURATED')) marks.push(`<span class="warn">≈ ${text('saturated')}</span>`);
  if (flags.includes('AT_KINK') && !check) marks.push(`<span class="warn">◇ ${text('check kink')}</span>`);
  if (flags.includes('BROADCAST') && state.phase === 'forward') marks.push(`<span>↕ ${text('broadcast mark')}</span>`);
  if (edited.size) marks.push(`<button id="reset">${text('changed', { count: [...edited.values()].reduce((n, places) => n + places.size, 0) })} · ${text('reset')}</button>`);
  marks.push(rateField());
  if (state.phase === 'given') marks.push(`<span>${readOnly() || text('edit hint')}</span>`);
  if (recomputes()) marks.push(`<button id="quiz" aria-pressed="${quiz.on}">${text(quiz.on ? 'end quiz' : 'quiz')}</button>`);
  return `<span class="scale">− <i></i> +</span><span>${text('shade')}</span>${marks.join('')}`;
}

function checkHtml(check, state) {
  const error = shown(Number(check.relativeError) || 0);
  const op = signOf(state.op ?? state.node);
  return { PASS: `<span><span class="okk">✓</span> ${text('check passed', { error })}</span>`, WRONG: `<span class="bad">✗ ${text('check wrong', { op, error })}</span>`,
    AT_KINK: `<span class="warn">◇ ${text('check kink')}</span>`, INCONCLUSIVE: `<span>? ${text('check open')}</span>` }[check.verdict];
}

/** The losses of all iterations as a small curve. */
function drawIterations() {
  const holder = $('iterations');
  holder.hidden = TRACES.length < 2;
  if (TRACES.length < 2) return;
  const losses = TRACES.map(json => Number(json.nodes[json.objective].value[0]));
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const at = (loss, i) => [6 + i * 128 / Math.max(1, losses.length - 1), 30 - 24 * (loss - low) / (high - low || 1)];
  const points = losses.map(at);
  const [x, y] = points[iteration];
  const label = text('loss curve', { count: losses.length, first: shown(losses[0]), last: shown(losses.at(-1)) });
  holder.innerHTML = `<button data-iteration="${iteration - 1}" aria-label="${text('previous iteration')}"${iteration ? '' : ' disabled'}>‹</button>
    <svg width="140" height="36" role="img" aria-label="${label}"><path d="M${points.map(point => point.join(' ')).join('L')}"/><circle cx="${x}" cy="${y}" r="4"/></svg>
    <span>${text('iteration of', { now: iteration + 1, last: TRACES.length })}</span>
    <button data-iteration="${iteration + 1}" aria-label="${text('next iteration')}"${iteration < TRACES.length - 1 ? '' : ' disabled'}>›</button>`;
}

// ---------- pointing at a cell ----------

const MOST_TERMS = 6;

function expansionHtml(state, id, place) {
  const found = expansion(state, id, place);
  if (!found) return null;
  const { terms, joint } = found;
  const value = numberAt(id, place);
  const piece = (above, below, cls = '', hot = '') => `<span class="k ${cls}" data-hot="${hot}"><span>${above}</span><span>${below}</span></span>`;
  const shownTerms = terms.length > MOST_TERMS ? [...terms.slice(0, 2), null, ...terms.slice(-2)] : terms;
  const body = shownTerms.map((term, i) => {
    const sign = i ? piece(joint, joint) : found.before ? piece(`${found.before} (`, `${found.before} (`) : '';
    if (term === null) {
      const hidden = terms.slice(2, -2);
      return sign + piece(text('more terms', { count: hidden.length, sum: '' }).replace(', together  …', ''), '…', 't', hotText(hidden.flatMap(t => t.hot)));
    }
    return sign + piece(term.sym, term.num, 't', hotText(term.hot));
  }).join('') + (found.before ? piece(')', ')') : '');
  const name = state.phase === 'update' ? nameOf(state.node) : id === state.result && state.upstream !== undefined ? gradientElement(state, place) : elementOf(id, place);
  return { terms, html: `<div class="f">${piece(name, '')}${piece('=', '=')}${body}${piece('', '=')}${piece('', shown(value), 'res')}</div><div class="raw">${exact(value)}</div>` };
}

function gradientElement(state, place) {
  const shape = trace.nodes[state.result].shape;
  if (shape.length === 0) return gradientName(state.node);
  const index = indexOf(shape, place).map(i => i + 1);
  return gradientName(state.node).replace(/<\/span>$/, `<sub>${index.join(index.some(i => i > 9) ? ',' : '')}</sub></span>`);
}

const hotText = cells => cells.map(cell => cell.join(':')).join(' ');

/** Lights the chosen cell and all that it is made from, or all that it goes into, and writes the sum. */
function paint(only) {
  document.querySelectorAll('.hot,.sel,.feeds').forEach(element => element.classList.remove('hot', 'sel', 'feeds'));
  const state = trace.states[step];
  stage.classList.remove('pick');
  if (quiz.on && !chosen) { $('ex').innerHTML = drawQuiz(state); return; }
  if (!chosen) { $('ex').innerHTML = hint(state); return; }
  const { id, place } = chosen;
  stage.classList.add('pick');
  light(id, place, 'sel');
  const isResult = id === state.result || (state.beat === 'factor' && id === state.factor) || state.phase === 'given';
  const found = isResult && trace.nodes[id].kind === 'op' && step >= trace.knownAt[id] && !quiz.hides(id) ? expansionHtml(state, id, place) : null;
  if (found) {
    if (!only) $('ex').innerHTML = found.html + nudge(id, place);
    (only || found.terms.flatMap(term => term.hot)).forEach(([other, at]) => light(other, at, 'hot'));
  } else {
    $('ex').innerHTML = operandHtml(state, id, place);
  }
}

function hint(state) {
  if (state.beat === 'upstream') return `<div class="hint">${text('dots')}</div>`;
  if (state.beat === 'factor') return state.unchanged ? '' : `<div class="hint">${text('point at factor')}</div>`;
  return state.phase === 'given' || state.phase === 'seed' ? '' : `<div class="hint">${text('point at result')}</div>`;
}

function light(id, place, cls) {
  stage.querySelectorAll(`[data-c="${id}:${place}"]`).forEach(element => element.classList.add(cls));
  if (cls === 'feeds') return;
  drawnAs(id, place).forEach(source => picture.querySelectorAll(`[data-node="${source.node}"][data-part="${source.part}"] [data-cell="${source.place}"]`)
    .forEach(rect => rect.classList.add('hot')));
}

/** Where the picture shows a number: as a value, as a gradient (one that is passed on stands twice), or as what it was moved from. */
function drawnAs(id, place) {
  if (trace.graph.has(id)) return [{ node: id, part: 'value', place }];
  const of = [...trace.gradientOf].filter(([, is]) => is === id);
  if (of.length) return of.map(([node]) => ({ node, part: 'gradient', place }));
  const node = trace.nodes[id], op = operation(node);
  if (op?.family !== 'move' || !trace.numbers[node.inputs[0]]) return [];
  const [from] = op.sources(node, place, node.inputs.map(i => trace.numbers[i]));
  return from ? drawnAs(node.inputs[from[0]], from[1]) : [];
}

/** What an operand's cell goes into. */
function operandHtml(state, id, place) {
  const value = numberAt(id, place);
  const into = [];
  const result = state.beat === 'factor' ? state.factor : state.result;
  if (result >= 0 && step >= trace.knownAt[result] && trace.nodes[result].kind === 'op' && result !== id && sizeOf(trace.nodes[result].shape) <= 512 && state.phase !== 'given') {
    for (let p = 0; p < sizeOf(trace.nodes[result].shape); p++) {
      const found = expansion(state, result, p);
      if (found?.terms.some(term => term.hot.some(([other, at]) => other === id && at === place))) { light(result, p, 'feeds'); into.push(p); }
    }
  }
  const names = into.slice(0, 8).map(p => state.upstream !== undefined && result === state.result ? gradientElement(state, p) : elementOf(result, p));
  const goes = names.length ? `<span class="quiet">${text('goes into')}</span> ${names.join(', ')}${into.length > 8 ? ' …' : ''}` : '';
  const words = value === undefined ? '…' : shown(value);
  const before = edited.get(id)?.get(place);
  const was = before === undefined ? '' : ` <s>${shown(before)}</s>`;
  return `<div class="f one">${elementOf(id, place)} = <b>${words}</b>${was} ${goes}</div><div class="raw">${value === undefined ? '' : exact(value)}</div>${nudge(id, place)}`;
}

// ---------- events ----------

const cellOf = target => {
  const td = target.closest?.('td[data-c]');
  if (!td || td.closest('.off') || td.closest('#handout')) return null;
  const [id, place] = td.dataset.c.split(':').map(Number);
  return { id, place, td };
};
const same = (a, b) => a && b && a.id === b.id && a.place === b.place;

stage.addEventListener('pointerover', event => {
  const cell = cellOf(event.target);
  if (!pinned && cell && !stage.querySelector('input')) { chosen = cell; paint(); }
});
stage.addEventListener('pointerleave', () => {
  if (!pinned && !document.activeElement?.closest('#stage')) { chosen = null; paint(); }
});
stage.addEventListener('click', event => {
  const chooser = event.target.closest('[data-sheet]');
  if (chooser) {
    const [id, sheet] = chooser.dataset.sheet.split(':').map(Number);
    sheets.set(id, sheet);
    go(step);
    return;
  }
  const cell = cellOf(event.target);
  if (!cell || stage.querySelector('input')) return;
  const again = pinned && same(chosen, cell);
  pinned = !again;
  chosen = again ? null : cell;
  paint();
  writeAddress();
});
stage.addEventListener('dblclick', event => {
  const cell = cellOf(event.target);
  if (cell) { pinned = false; editCell(cell.td); }
});
stage.addEventListener('focusin', event => {
  const cell = cellOf(event.target);
  if (!cell || event.target.localName === 'input') return;
  chosen = cell;
  paint();
  $('live').textContent = spoken($('ex').innerHTML.replace(/<\/span><span/g, '</span> <span'));
});
stage.addEventListener('focusout', () => { if (!pinned) { chosen = null; paint(); } });
$('ex').addEventListener('pointerover', event => {
  const term = event.target.closest('.t');
  if (term) paint(term.dataset.hot.split(' ').filter(Boolean).map(cell => cell.split(':').map(Number)));
});
$('ex').addEventListener('pointerout', event => { if (event.target.closest('.t')) paint(); });
$('ex').addEventListener('click', event => {
  const choice = event.target.closest('[data-choice]');
  if (choice) choose(Number(choice.dataset.choice));
});
$('ex').addEventListener('submit', event => {
  event.preventDefault();
  judge($('number').value);
});
$('foot').addEventListener('click', event => {
  if (event.target.id === 'reset') { resetEdits(); go(step); }
  if (event.target.id === 'quiz') { quiz.on = !quiz.on; quiz.stage = 0; go(step); $('quiz').focus(); }
});
$('foot').addEventListener('change', event => {
  const value = Number(event.target.value.replace(',', '.'));
  if (event.target.id === 'rate' && event.target.value.trim() && Number.isFinite(value)) { rates().forEach(id => change(id, 0, value)); go(step, { keep: true }); }
});

document.addEventListener('pointerover', event => {
  const symbol = event.target.closest?.('[data-t]');
  document.querySelectorAll('.lit').forEach(element => element.classList.remove('lit'));
  if (symbol) document.querySelectorAll(`[data-t="${symbol.dataset.t}"]`).forEach(element => element.classList.add('lit'));
});
['equations', 'java', 'numpy'].forEach(id => $(id).addEventListener('click', event => {
  const line = event.target.closest('li');
  const at = line ? resultOf(Number(line.dataset.equation)) : -1;
  if (at >= 0) go(at);
}));
$('depth').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) setDepth(Number(button.dataset.depth), true);
});
$('depth').addEventListener('keydown', event => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by) { setDepth(depth + by, true); event.preventDefault(); event.stopPropagation(); }
});
$('iterations').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) { openIteration(Number(button.dataset.iteration)); parts.forEach(part => { part.reached = undefined; }); go(step); }
});

function setDepth(d, focus) {
  depth = Math.max(0, Math.min(2, d));
  go(step, { keep: true });
  if (focus) $('depth').querySelector('[aria-checked=true]').focus({ preventScroll: true });
}

timeline.addEventListener('pointerdown', event => {
  const scrub = moved => { const s = nearestState(moved.clientX); if (s !== step) go(s); };
  scrub(event);
  const end = () => { removeEventListener('pointermove', scrub); removeEventListener('pointerup', end); };
  addEventListener('pointermove', scrub);
  addEventListener('pointerup', end);
});

const ICONS = { play: 'M5 3v12l10-6z', pause: 'M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z' };

function play(on) {
  clearInterval(timer);
  timer = 0;
  if (on) {
    if (step === last()) go(0);
    timer = setInterval(() => step < last() ? go(step + 1) : play(false), 2200);
  }
  const name = timer ? 'pause' : 'play';
  $('play').setAttribute('aria-label', text(name));
  $('play').innerHTML = `<svg viewBox="0 0 18 18"><path d="${ICONS[name]}"/></svg>`;
}

$('previous').addEventListener('click', () => go(step - 1));
$('next').addEventListener('click', () => go(step + 1));
$('play').addEventListener('click', () => play(!timer));
$('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const now = root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
});

function moveInGrid(td, dx, dy) {
  const tr = td.parentElement;
  const column = [...tr.children].indexOf(td);
  const rows = [...tr.parentElement.children];
  let next = td;
  if (dx) for (next = tr.children[column + dx]; next && !next.dataset?.c; next = tr.children[[...tr.children].indexOf(next) + dx]);
  else for (let r = rows.indexOf(tr) + dy; ; r += dy) {
    next = rows[r]?.children[column];
    if (!rows[r] || next?.dataset?.c) break;
  }
  if (!next?.hasAttribute?.('tabindex')) return;
  td.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function leaveCells() {
  document.activeElement?.closest?.('td')?.blur();
  chosen = null;
  pinned = false;
  paint();
  writeAddress();
}

function keyInCell(event, td) {
  const dx = { ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0, dy = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
  if (dx || dy) moveInGrid(td, dx, dy);
  else if (event.key === 'Enter') {
    const cell = cellOf(td);
    if (editable(cell.id)) editCell(td);
    else { pinned = !pinned; writeAddress(); }
  } else return false;
  event.preventDefault();
  return true;
}

const firstBackward = () => Math.max(0, trace.states.findIndex(state => state.phase === 'seed'));
const KEYS = {
  ArrowRight: () => go(step + 1), ArrowLeft: () => go(step - 1), ArrowDown: () => setDepth(depth + 1), ArrowUp: () => setDepth(depth - 1),
  Home: () => go(0), End: () => go(last()), ' ': () => play(!timer), b: () => go(firstBackward()), B: () => go(firstBackward()), Escape: leaveCells,
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.localName === 'input') return;
  const td = document.activeElement?.closest?.('td[tabindex]');
  if (td && keyInCell(event, td)) return;
  if ((event.key === ' ' || event.key === 'Enter') && document.activeElement?.closest?.('button')) return;
  const act = KEYS[event.key];
  if (!act) return;
  if (timer && event.key !== ' ') play(false);
  act();
  event.preventDefault();
});

addEventListener('hashchange', () => { readAddress(); render(); });
addEventListener('resize', () => { fitPicture(); render(); });
addEventListener('beforeprint', makeHandout);

$('keys').innerHTML = text('keys').split('|').map(key => `<span>${key}</span>`).join('');
readAddress();
preparePicture();
render();
if (new URLSearchParams(location.hash.slice(1)).has('handout')) makeHandout();

// ---------- for other programs, and for tests ----------

window.gradus = {
  objective: () => trace.numbers[trace.objective][0],
  /** How far the numbers that this page computes are from those that the engine wrote, relative to their size. */
  largestDifference: () => {
    const numbers = trace.numbers.slice();
    evaluate(numbers, trace.nodes.map(node => node.id));
    return Math.max(0, ...numbers.flatMap((computed, id) => Array.from(computed, (value, place) => {
      const told = trace.numbers[id][place];
      return Object.is(value, told) ? 0 : Math.abs(value - told) / Math.max(1, Math.abs(told));
    })));
  },
};
