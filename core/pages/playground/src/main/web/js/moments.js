// ---------- drawing: the page as it is now: write, train or step ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { isBack } from 'explorer/trace.js';
import { standing, step, trace } from 'explorer/state.js';
import { graphPane } from 'explorer/elements.js';
import { nameOf, spoken } from 'explorer/names.js';
import { fits } from 'explorer/stage.js';
import { bringIntoSight, fadeEdges } from 'explorer/view.js';
import { secrets } from 'explorer/quiz.js';
import { checkHtml, FLAGS, mark } from 'explorer/marks.js';
import { scrollByKeyboard } from 'explorer/page.js';
import { engine } from './engine.js';
import { adoptPicture, drawAt, drawFault, drawWhole, isPictureDue, openForStep } from './pane.js';
import { drawBackwardLines, drawLines, measureAgain, showLineOfStep } from './editor.js';
import { drawBackward } from './backward.js';
import { drawData, drawSource } from './data.js';
import { drawLoss } from './loss.js';
import { drawMeasures } from './norms.js';
import { drawSliders } from './curve.js';
import { drawTask } from './tasks.js';
import { drawMathNow, drawNumbers, drawSteps } from './steps.js';
import { iterationNow, lastBackward, lastForward, learned, now, OPTIMIZERS, past } from './now.js';
import { sentenceHtml, sentenceNow, sentenceText } from './words.js';
import { radios } from './radios.js';
import { putHtml } from 'explorer/html.js';

const icon = d => `<svg viewBox="0 0 18 18" aria-hidden="true"><path d="${d}"/></svg>`;
const PLAY_ICON = 'M5.5 3v12l10-6z',
  PAUSE_ICON = 'M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z';
let momentBefore = '';

/** Draws what one looks at while lines are typed. */
export function renderGraph() {
  const { moment } = now,
    state = stateNow();
  document.body.className = [
    moment,
    state && isBack(state) ? 'bwd' : 'fwd',
    state ? secrets(state) : '',
    now.status?.task || now.replay ? 'has-task' : '',
    now.back.on ? 'backward' : '',
  ]
    .filter(Boolean)
    .join(' ');
  fadeIn(moment);
  drawSay();
  drawTask();
  drawLines();
  drawPicture();
  drawControls();
}

const stateNow = () => (trace && now.moment === 'step' ? trace.states[step] : null);

export function render() {
  renderGraph();
  const { moment } = now,
    state = stateNow();
  drawSteps();
  drawSliders();
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
    drawWhole(now.moment === 'train' && (now.training || iterationNow() > 0) ? lastBackward() : lastForward());
    fadeEdges(graphPane);
  }
  $('graph').setAttribute(
    'aria-label',
    `${text('graph')}: ${spoken(
      trace.nodes
        .filter(node => trace.graph.has(node.id) && node.kind === 'op')
        .map(node => nameOf(node.id))
        .join(', '),
    )}`,
  );
}

/** One line that never wraps, unless the screen is a phone's: a long one is set smaller. */
export function drawSay() {
  const { above, words } = sentenceNow(),
    line = $('line');
  if ($('eyebrow').innerHTML !== above) putHtml($('eyebrow'), above);
  if (line.dataset.words === words && line.dataset.width === String(innerWidth)) return;
  line.dataset.words = words;
  line.dataset.width = innerWidth;
  line.style.fontSize = '';
  putHtml(line, words);
  for (
    let size = 24;
    size >= 15 && (line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 2);
    size--
  )
    line.style.fontSize = `${size}px`;
}

// ---------- controls, the foot, tabs ----------

export function drawControls() {
  const name = text(now.training ? 'pause' : 'train'),
    shut = Boolean(now.fault || now.replay) || now.cleared || !engine || !learned();
  putHtml($('play'), icon(now.training ? PAUSE_ICON : PLAY_ICON));
  $('play').setAttribute('aria-label', name);
  $('play').disabled = shut;
  ['previous', 'next', 'share'].forEach(id => {
    $(id).disabled = !engine || Boolean(now.replay) || (id !== 'share' && (Boolean(now.fault) || !trace));
  });
  $('rate').disabled = Boolean(now.replay);
  $('undo').disabled = !past.length;
  $('restart').disabled = $('die').disabled = !engine || Boolean(now.fault);
  $('die').title = text('seed', { seed: now.lines?.seed ?? '' });
  $('beginnings').disabled = shut;
  putHtml(
    $('lesson'),
    `<bdi>${escaped(sentenceText(now.lines?.subtitle ?? ''))}</bdi><span aria-hidden="true"> ▾</span><span class="vh"> ${text('examples')}</span>`,
  );
  $('rate').value = Math.log10(now.rate);
  $('rate-now').textContent = rateText(now.rate);
  $('rate').setAttribute('aria-valuetext', rateText(now.rate));
  radios(
    $('optimizer'),
    OPTIMIZERS.map(optimizer => ({ name: optimizer, words: optimizer, on: optimizer === now.optimizer })),
  );
  putHtml(
    $('tabs'),
    ['write', 'train', 'step']
      .map(
        moment =>
          `<button data-moment="${moment}"${moment === now.moment ? ' aria-current="page"' : ''}>${text(`moment ${moment}`)}</button>`,
      )
      .join(''),
  );
}

const rateText = rate => (rate < 0.001 ? shown(rate) : String(Number(rate.toPrecision(2))));

function drawFoot(state) {
  const { checked } = now,
    marks = [`<span class="scale">− <i></i> +</span><span class="shade">${text('shade')}</span>`];
  if (state?.step) {
    const { check, flags } = state.step;
    if (check && state.beat !== 'upstream') marks.push(checkHtml(check, state));
    marks.push(
      ...flags
        .filter(flag => !(flag === 'AT_KINK' && check) && !(flag === 'BROADCAST' && state.phase !== 'forward'))
        .map(flag => mark(FLAGS[flag], text(`flag ${flag}`))),
    );
  }
  if (state?.phase === 'given') marks.push(`<span>${text('edit hint')}</span>`);
  const make =
    now.fault || now.replay || !engine || !trace || now.moment === 'step'
      ? ''
      : `<button class="verb" data-make-task>${text('make task')}</button>`;
  putHtml($('foot'), `${marks.join('')}<span class="push">${make}${checkWords(checked)}</span>`);
}

function checkWords(checked) {
  if (now.fault || now.replay || !engine || !trace) return '';
  if (!checked) return learned() ? `<button class="verb" id="check">${text('check')}</button>` : '';
  const words = sentenceHtml(checked.text ?? checked.message);
  return checked.ok ? `<span class="okk">✓</span> ${words}` : `<span class="bad"><b>✗</b> ${words}</span>`;
}

/** All that was measured, measured anew. */
export function again() {
  measureAgain();
  fits.clear();
  standing.clear();
  if (trace) adoptPicture();
  render();
}
