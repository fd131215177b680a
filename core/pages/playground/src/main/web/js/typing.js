// ---------- wiring: lines are typed, and an error in them is mended ----------

import { capital, drawLines, editor, slot } from './editor.js';
import { now, pause, setNow } from './now.js';
import { $ } from 'explorer/dom.js';
import { text } from 'explorer/format.js';
import { engine, isOutdated } from './engine.js';
import { chosenWeight } from './curve.js';
import { remember, request, take } from './desk.js';
import { render } from './moments.js';
import { sentenceText, signOfFault } from './words.js';
import { putHtml } from 'explorer/html.js';

/** How long nothing is said of a new error, so that a half-typed word is none. */
const PATIENCE = 400;

let faultTimer = 0,
  shownFault = null;

/** The lines before what is being typed. */
let linesBefore = null;

editor.addEventListener('beforeinput', () => {
  linesBefore = editor.value;
});

/** Lines of the task stay as they are; others may be written between them. */
function keepsLinesOfTask() {
  const kept = now.status?.task?.frozen ?? [];
  let found = 0;
  for (const line of editor.value.split('\n')) if (line.trimEnd() === kept[found]) found++;
  return found >= kept.length;
}

/** Takes back what was typed, and says why. */
function refuseTyping() {
  const at = Math.max(0, editor.selectionStart - 1),
    words = text('line stays');
  editor.value = linesBefore ?? now.lines.program.trimEnd();
  editor.setSelectionRange(at, at);
  drawLines();
  putHtml(slot, `<p class="bad">${words}</p>`);
  $('live').textContent = words;
}

editor.addEventListener('input', () => {
  clearTimeout(faultTimer);
  if (!keepsLinesOfTask() && !now.fault) {
    refuseTyping();
    return;
  }
  drawLines();
  if (!engine) return;
  pause();
  remember(true);
  follow();
});

// ---------- numbers by a slider ----------

$('numbers').addEventListener('input', ({ target }) => {
  const { name } = target.dataset,
    at = new RegExp(`(^|\\n)(\\s*${name}\\s*=\\s*)-?\\d+(?:\\.\\d+)?`, 'u');
  editor.value = editor.value.replace(at, (_, before, left) => `${before}${left}${Number(target.value)}`);
  editor.dispatchEvent(new Event('input'));
});

$('shown').addEventListener('input', async ({ target }) => {
  if (target.id !== 'weight') return;
  pause();
  remember(true);
  take(await request('set', target.dataset.name, Float64Array.of(Number(target.value))), { quiet: true });
});

$('shown').addEventListener('click', ({ target }) => {
  const button = target.closest('[data-weight]');
  if (!button) return;
  chosenWeight.name = button.dataset.weight;
  render();
});

/** Has the engine read the lines; an error that is new is shown when nothing was typed for a moment, one that is gone at once. */
async function follow() {
  setNow({ moment: 'write' });
  const answer = await request('lines', editor.value);
  if (!answer || isOutdated()) return;
  clearTimeout(faultTimer);
  if (answer.ok || shownFault) {
    shownFault = answer.ok ? null : answer.error;
    take(answer);
    return;
  }
  setNow({ lines: answer });
  drawLines();
  faultTimer = setTimeout(() => {
    shownFault = answer.error;
    take(answer);
    sayFault();
  }, PATIENCE);
}

slot.addEventListener('click', event => {
  const button = event.target.closest('[data-remedy]');
  if (button) mend(now.fault?.remedies[button.dataset.remedy]);
});

/** Applies a remedy of the present error. */
function mend(remedy) {
  if (!remedy) return;
  remember();
  editor.value = remedy.program;
  follow();
  editor.focus({ preventScroll: true });
}

/** Says an error to who does not see it. */
function sayFault() {
  const {
    line,
    message,
    remedies: [remedy],
  } = now.fault;
  $('live').textContent = text('live error', {
    place: text('at line', { line: line + 1, column: signOfFault(now.fault) + 1 }),
    words: sentenceText(message),
    remedy: remedy ? sentenceText(capital(remedy.label)) : '',
  });
}
