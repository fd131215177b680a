// ---------- wiring: loops: any step of one is a page of its own in this file, opened and left by the address ----------

import { goesBack, loopSteps } from './given.js';
import { $ } from './dom.js';
import { host, onRender } from './hooks.js';
import { text } from './format.js';
import { iteration, step, trace } from './state.js';
import { goToIteration } from './steps.js';
import { addHtml, putHtml } from './html.js';

if (goesBack) {
  TEXTS['phase forward'] = TEXTS['phase backward'];
  document.documentElement.classList.add('back-loop');
}

/** Which scope is open there. */
const levelInAddress = () => {
  const level = new URLSearchParams(location.hash.slice(1)).get('level');
  return level === null ? '' : `&level=${level}`;
};

/** The step of the whole graph to which the reader returns. */
const cameFrom = Math.max(0, Math.floor(Number(new URLSearchParams(location.hash.slice(1)).get('from'))) || 0);

addHtml($('quiz'), 'beforebegin', '<button id="open-loop" hidden></button>');

const opens = id => document.getElementById(`inside-${id}`) !== null;

const hasParts = id => document.getElementById(`inside-${id}`)?.dataset.parts === 'true';

/** The loop that a step computes, reads a result of, or goes back through: there it is the loop in reverse. */
function loopOf({ phase, op, result }) {
  if (loopSteps || op === undefined) return undefined;
  if (hasParts(op)) return op;
  if (phase === 'forward') return [op, ...trace.nodes[op].inputs].find(id => opens(id) && !hasParts(id));
  if (phase !== 'backward' || !opens(op)) return undefined;
  const waiting = [result],
    seen = new Set(trace.graph);
  while (waiting.length) {
    const id = waiting.shift();
    if (opens(id) && !trace.graph.has(id)) return id;
    if (!seen.has(id)) waiting.push(...trace.nodes[id].inputs);
    seen.add(id);
  }
  return undefined;
}

function drawLoopButton(state) {
  const button = $('open-loop'),
    loop = loopOf(state);
  button.hidden = loop === undefined;
  button.dataset.loop = loop ?? '';
  button.textContent = text(loop !== undefined && hasParts(loop) ? 'open parts' : 'open loop');
}

onRender.push(drawLoopButton);

$('open-loop').addEventListener('click', event => {
  location.hash = `inside=${event.target.dataset.loop}&from=${step}${levelInAddress()}&step=0`;
});

/** Which step of the loop is shown, and the others; a long loop has only some of them here. */
function drawLoopSteps(holder) {
  const leave = `<button id="leave-loop">${text('leave loop')}</button>`;
  holder.hidden = false;
  if (loopSteps.dataset.parts) {
    document.querySelector('h1 span bdi').textContent = text('inside parts');
    putHtml(holder, leave);
    return;
  }
  const { reversed, steps } = loopSteps.dataset,
    of = Number(loopSteps.dataset.of),
    all = steps.split(',').map(Number);
  const names = all.map(number => (reversed === 'true' ? of - 1 - number : number));
  const button = (to, sign, name) =>
    `<button data-iteration="${to}" aria-label="${text(name)}"${to in all ? '' : ' disabled'}>${sign}</button>`;
  document.querySelector('h1 span bdi').textContent = text(goesBack ? 'inside loop back' : 'inside loop');
  putHtml(
    holder,
    `${button(iteration - 1, '‹', 'previous loop step')}
    <label>t = <select aria-label="${text('loop step')}">${names.map((t, i) => `<option value="${i}"${i === iteration ? ' selected' : ''}>${t}</option>`).join('')}</select></label>
    <span>${text(reversed === 'true' ? 'loop steps reversed' : 'loop steps', { count: of, last: of - 1 })}</span>
    ${button(iteration + 1, '›', 'next loop step')}
    ${leave}`,
  );
}

$('iterations').addEventListener('change', event => goToIteration(Number(event.target.value)));
$('iterations').addEventListener('click', event => {
  if (event.target.id === 'leave-loop') location.hash = `step=${cameFrom}${levelInAddress()}`;
});

Object.assign(host, { cameFrom, drawLoopSteps });
