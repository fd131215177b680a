// ---------- wiring: a teacher's notes beside the steps, shown and hidden by a key ----------

import { $ } from './dom.js';
import { inAddress, KEYS, onFigure, onRender } from './hooks.js';
import { escaped, text } from './format.js';
import { isBack } from './trace.js';
import { step, trace } from './state.js';
import { unread } from './link.js';
import { go } from './steps.js';
import { addHtml, putHtml } from './html.js';

const NOTES = [...$('notes-given').content.children].map(({ dataset, textContent }) => ({
  of: Number(dataset.of),
  back: 'back' in dataset,
  words: textContent,
}));
let showsNotes = false;

/** The notes at a step: of the values that it computes or is given, or of the gradient that it works out. */
function notesAt(state) {
  const given = id => state.phase === 'given' && trace.nodes[id].kind !== 'op';
  return NOTES.filter(({ of, back }) =>
    back ? isBack(state) && state.node === of : given(of) || (state.phase === 'forward' && state.node === of),
  );
}

const notesHtml = state =>
  notesAt(state)
    .map(({ words }) => `<p>${escaped(words)}</p>`)
    .join('');

addHtml(
  document.querySelector('.cd'),
  'afterbegin',
  '<div id="notes" role="group" data-label="note head"><h2 data-text="note head"></h2><div></div></div>',
);

function showNotes(on) {
  showsNotes = on;
  go(step, { keep: true });
}

KEYS.n = KEYS.N = () => showNotes(!showsNotes);
inAddress.push({
  name: 'notes',
  write: () => (showsNotes ? 'on' : ''),
  read: words => {
    showsNotes = words === 'on';
    if (words !== null && !showsNotes) unread('words', { name: 'notes', words });
  },
});

onRender.push(state => {
  $('notes').hidden = !showsNotes;
  putHtml($('notes').lastElementChild, notesHtml(state) || `<p>${text('note none')}</p>`);
});

/** A handout has them where they are shown. */
onFigure.push((section, state) => {
  if (showsNotes) addHtml(section.querySelector('.line'), 'afterend', `<div class="noted">${notesHtml(state)}</div>`);
});

TEXTS.keys += `|${text('note key')}`;
