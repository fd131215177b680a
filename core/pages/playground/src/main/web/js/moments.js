// ---------- the page as it is now: write, train or step ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { isBack } from 'explorer/trace.js';
import { standing, step, trace } from 'explorer/state.js';
import { graphPane } from 'explorer/elements.js';
import { nameOf, spoken } from 'explorer/names.js';
import { fits } from 'explorer/stage.js';
import { eyebrow, sentence } from 'explorer/sentences.js';
import { bringIntoSight, fadeEdges } from 'explorer/view.js';
import { secrets } from 'explorer/quiz.js';
import { checkHtml, FLAGS, mark } from 'explorer/marks.js';
import { scrollByKeyboard } from 'explorer/page.js';
import { engine, told } from './engine.js';
import {
  back, handles, iterationNow, lastBackward, lastForward, learned, now, OPTIMIZERS, past, remember, request, requestNumbers, take,
} from './desk.js';
import { originals } from './change.js';
import { adoptPicture, drawAt, drawFault, drawWhole, isPictureDue, openForStep } from './pane.js';
import { drawBackwardLines, drawLines, measureAgain, sentenceHtml, sentenceText, showLineOfStep, signOfFault } from './editor.js';
import { drawBackward } from './backward.js';
import { drawData, drawSource } from './data.js';
import { drawLoss, goToIteration } from './loss.js';
import { drawMeasures } from './norms.js';
import { drawTask, solvedNow } from './tasks.js';
import { drawMathNow, drawNumbers, drawSteps, enter, placeOfStep, walk } from './steps.js';
import { pause, play, timer } from './train.js';
import { openWhole, writeAddress } from './address.js';

const icon = d => `<svg viewBox="0 0 18 18" aria-hidden="true"><path d="${d}"/></svg>`;
const PLAY_ICON = 'M5.5 3v12l10-6z', PAUSE_ICON = 'M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z';
let momentBefore = '';

/** Draws what one looks at while lines are typed. */
export function renderGraph() {
  const { moment } = now, state = stateNow();
  document.body.className = [moment, state && isBack(state) ? 'bwd' : 'fwd', state ? secrets(state) : '', now.status?.task || now.replay ? 'has-task' : '', now.back.on ? 'backward' : ''].filter(Boolean).join(' ');
  fadeIn(moment);
  drawSay();
  drawTask();
  drawLines();
  drawPicture();
  drawControls();
}

const stateNow = () => trace && now.moment === 'step' ? trace.states[step] : null;

export function render() {
  renderGraph();
  const { moment } = now, state = stateNow();
  drawSteps();
  drawLoss();
  if (state) {
    drawBackwardLines();
    showLineOfStep();
    drawNumbers();
  } else {
    $('ed').scrollTop = 0;
    drawData();
    drawSource();
    drawBackward();
  }
  if (moment === 'train') drawMeasures();
  else drawMathNow();
  drawFoot(state);
  scrollByKeyboard();
  if ($('norms').scrollHeight > $('norms').clientHeight + 1) $('norms').tabIndex = 0;
  else $('norms').removeAttribute('tabindex');
}

/** What is new in the lower panes comes up in 220 ms, unless motion is not wanted. */
function fadeIn(moment) {
  if (moment === momentBefore) return;
  momentBefore = moment;
  for (const id of ['first', 'second']) {
    $(id).classList.remove('swap');
    void $(id).offsetWidth;
    $(id).classList.add('swap');
  }
}

export function drawPicture() {
  if (!trace) return;
  if (isPictureDue()) adoptPicture();
  openForStep();
  if (now.fault) {
    drawWhole(lastForward());
    drawFault();
  } else if (now.moment === 'step') {
    drawAt(step);
    bringIntoSight(step);
  } else {
    drawWhole(now.moment === 'train' && (timer || iterationNow() > 0) ? lastBackward() : lastForward());
    fadeEdges(graphPane);
  }
  $('graph').setAttribute('aria-label', `${text('graph')}: ${spoken(trace.nodes.filter(node => trace.graph.has(node.id) && node.kind === 'op').map(node => nameOf(node.id)).join(', '))}`);
}

// ---------- the sentence ----------

/** What is said now, as HTML: what stands small above, and the sentence. */
export function sentenceNow() {
  const bold = (words, cls = '') => `<b${cls && ` class="${cls}"`}>${words}</b>`, { fault, status } = now;
  if (!engine) return now.failed ? { above: bold(text('stopped'), 'bad'), words: text('say no engine') } : { above: bold(text('loading')), words: text('say loading') };
  if (now.refused) return { above: bold(text('not opened'), 'bad'), words: sentenceHtml(now.refused) };
  if (now.waits) return { above: bold(text('share')), words: now.waits };
  if (now.replay) return { above: bold(text('replay')), words: text('say replay') };
  if (fault) return { above: `${bold(text('at line', { line: fault.line + 1, column: signOfFault(fault) + 1 }), 'bad')} ${sentenceHtml(fault.head)}`, words: sentenceHtml(fault.message) };
  if (now.moment === 'step') {
    const { batches = 1 } = now.lines.sampling ?? {}, count = text('iteration of step', { iteration: iterationNow(), ...placeOfStep() }) + (batches > 1 ? ` · ${text('batch in short', { batch: iterationNow() % batches + 1, batches })}` : '');
    return { above: eyebrow(step).replace(/<span class="count">.*$/, `<span class="count">${count}</span>`), words: sentence(step) };
  }
  if (now.cleared) return { above: bold(text('data')), words: text('cleared') };
  const at = text('iteration now', { count: iterationNow() });
  if (now.tried) return { above: `${bold(text('other beginnings'))} ${at}`, words: now.tried };
  if (status && !status.finite) return { above: `${bold(sentenceHtml(status.eyebrow[0]), 'bad')} ${sentenceHtml(status.eyebrow[1])}`, words: sentenceHtml(status.sentence) + wayBack(status) };
  if (timer) return { above: `${bold(text('training'))} ${at}`, words: sentenceHtml(status.sentence) };
  if (solvedNow()) return { above: `${bold(text('paused'))} ${at}`, words: sentenceHtml(status.task.sentence ?? status.sentence) };
  if (iterationNow() > 0) return { above: `${bold(text('paused'))} ${at}`, words: text('say paused') };
  const [strong, rest] = status?.eyebrow ?? [text('ready'), ''];
  return { above: `${bold(sentenceHtml(strong))} ${sentenceHtml(rest)}`, words: sentenceHtml(status?.sentence) };
}

/** After a divergence: a button that goes back to the iteration with the smallest loss. */
const wayBack = ({ bestAt, iteration }) => iteration > 0 && bestAt >= 0 ? ` <button class="verb" data-back="${bestAt}">${text('back to', { count: bestAt })}</button>` : '';

$('line').addEventListener('click', event => {
  const button = event.target.closest('[data-back]');
  if (!button) return;
  goToIteration(Number(button.dataset.back));
  $('rate').focus(); // what to change now
});

/** One line that never wraps, unless the screen is a phone's: a long one is set smaller. */
export function drawSay() {
  const { above, words } = sentenceNow(), line = $('line');
  if ($('eyebrow').innerHTML !== above) $('eyebrow').innerHTML = above;
  if (line.dataset.words === words && line.dataset.width === String(innerWidth)) return;
  line.dataset.words = words;
  line.dataset.width = innerWidth;
  line.style.fontSize = '';
  line.innerHTML = words;
  for (let size = 24; size >= 15 && (line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 2); size--) line.style.fontSize = `${size}px`;
}

// ---------- controls, the foot, tabs ----------

function drawControls() {
  const name = text(timer ? 'pause' : 'train'), shut = Boolean(now.fault || now.replay) || now.cleared || !engine || !learned();
  $('play').innerHTML = icon(timer ? PAUSE_ICON : PLAY_ICON);
  $('play').setAttribute('aria-label', name);
  $('play').disabled = shut;
  ['previous', 'next', 'share'].forEach(id => { $(id).disabled = !engine || Boolean(now.replay) || (id !== 'share' && (Boolean(now.fault) || !trace)); });
  $('rate').disabled = Boolean(now.replay);
  $('undo').disabled = !past.length;
  $('restart').disabled = $('die').disabled = !engine || Boolean(now.fault);
  $('die').title = text('seed', { seed: now.lines?.seed ?? '' });
  $('beginnings').disabled = shut;
  $('lesson').innerHTML = `<bdi>${escaped(sentenceText(now.lines?.subtitle ?? ''))}</bdi><span aria-hidden="true"> ▾</span><span class="vh"> ${text('examples')}</span>`;
  $('rate').value = Math.log10(handles.rate);
  $('rate-now').textContent = rateText(handles.rate);
  $('rate').setAttribute('aria-valuetext', rateText(handles.rate));
  radios($('optimizer'), OPTIMIZERS.map(optimizer => ({ name: optimizer, words: optimizer, on: optimizer === handles.optimizer })));
  $('tabs').innerHTML = ['write', 'train', 'step'].map(moment => `<button data-moment="${moment}"${moment === now.moment ? ' aria-current="page"' : ''}>${text(`moment ${moment}`)}</button>`).join('');
}

const rateText = rate => rate < 0.001 ? shown(rate) : String(Number(rate.toPrecision(2)));

/** A group of buttons of which one is on; the keyboard stops at that one. */
export function radios(holder, choices) {
  const html = choices.map(({ name, words, on }) => `<button role="radio" data-name="${name}" aria-checked="${on}" tabindex="${on ? 0 : -1}">${words}</button>`).join('');
  if (holder.dataset.html === html) return;
  const focused = holder.contains(document.activeElement);
  holder.dataset.html = html;
  holder.innerHTML = html;
  if (focused) holder.querySelector('[aria-checked=true]')?.focus();
}

function drawFoot(state) {
  const { checked } = now, marks = [`<span class="scale">− <i></i> +</span><span class="shade">${text('shade')}</span>`];
  if (state?.step) {
    const { check, flags } = state.step;
    if (check && state.beat !== 'upstream') marks.push(checkHtml(check, state));
    marks.push(...flags.filter(flag => !(flag === 'AT_KINK' && check) && !(flag === 'BROADCAST' && state.phase !== 'forward')).map(flag => mark(FLAGS[flag], text(`flag ${flag}`))));
  }
  if (state?.phase === 'given') marks.push(`<span>${text('edit hint')}</span>`);
  const make = now.fault || now.replay || !engine || !trace || now.moment === 'step' ? '' : `<button class="verb" data-make-task>${text('make task')}</button>`;
  $('foot').innerHTML = `${marks.join('')}<span class="push">${make}${checkWords(checked)}</span>`;
}

function checkWords(checked) {
  if (now.fault || now.replay || !engine || !trace) return '';
  if (!checked) return learned() ? `<button class="verb" id="check">${text('check')}</button>` : '';
  const words = sentenceHtml(checked.text ?? checked.message);
  return checked.ok ? `<span class="okk">✓</span> ${words}` : `<span class="bad"><b>✗</b> ${words}</span>`;
}

$('foot').addEventListener('click', event => {
  if (event.target.id === 'check') checkGradients();
});

/** Checks every gradient against finite differences; marks stay in the picture until something changes. */
async function checkGradients() {
  pause();
  const checked = await requestNumbers(['check']);
  if (!checked) return;
  now.checked = checked;
  render();
  $('live').textContent = sentenceText(checked.text ?? checked.message);
}

$('previous').addEventListener('click', () => walk(-1));
$('next').addEventListener('click', () => document.documentElement.classList.contains('embed') ? openWhole() : walk(1));
$('play').addEventListener('click', () => play(!timer));
$('undo').addEventListener('click', () => back());
$('restart').addEventListener('click', startOver);
$('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const is = root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  root.dataset.theme = is === 'dark' ? 'light' : 'dark';
  render();
});
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', () => render());

/** The numbers of the beginning. */
async function startOver() {
  if (!engine || now.fault) return;
  pause();
  remember();
  originals.clear();
  now.moment = 'write';
  take(await request('startOver'));
}

$('rate').addEventListener('input', event => setHandles({ rate: Number((10 ** Number(event.target.value)).toPrecision(2)) }, true));
$('optimizer').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) setHandles({ optimizer: button.dataset.name });
});

async function setHandles(change, moving = false) {
  if (!engine || now.replay) return;
  remember(moving);
  Object.assign(handles, change);
  now.stale = true;
  const question = ['optimizer', handles.optimizer, handles.rate];
  drawControls();
  if (timer) await told(...question);
  else if (await requestNumbers(question)) render();
  writeAddress();
}

$('tabs').addEventListener('click', event => {
  const moment = event.target.closest('button')?.dataset.moment;
  if (!moment) return;
  if (moment === 'step') { enter(now.moment === 'step' ? step : Math.max(1, step)); return; }
  if (moment === 'write') play(false);
  now.moment = moment;
  render();
  scrollTo(0, 0);
});

/** All that was measured, measured anew. */
export function again() {
  measureAgain();
  fits.clear();
  standing.clear();
  if (trace) adoptPicture();
  render();
}
