// ---------- the functions of the language and the keys, in a list on "?"; and the rest of a word, on Ctrl Space ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { asked, engine } from './engine.js';
import { now } from './desk.js';
import { editor, sentenceText } from './editor.js';
import { play } from './train.js';

const MOST_COMPLETIONS = 4;

/** The functions that can be typed, by family. */
const familiesNow = () => engine ? asked('functions') : [];

const signature = ({ names, arguments: given }) => `${names[0]}(${given})`;

/** The names with which the word before the cursor can go on: those of the lines first. */
function completions() {
  const { value, selectionStart, selectionEnd } = editor;
  const [word = ''] = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.exec(value.slice(0, selectionStart)) ?? [];
  const next = value[selectionEnd] ?? ' ';
  if (word.length < 2 || selectionStart !== selectionEnd || document.activeElement !== editor || /[\p{L}\p{N}_(]/u.test(next)) return [];
  const own = (now.lines?.lines ?? []).flatMap(({ names }) => names).map(({ name }) => ({ name, words: name, rest: name.slice(word.length) }));
  const library = familiesNow().flatMap(({ functions }) => functions).flatMap(one => one.names.map(name => ({ name, words: `${name}(${one.arguments})`, rest: `${name.slice(word.length)}(` })));
  return [...own, ...library].filter(({ name }) => name.startsWith(word) && name !== word).slice(0, MOST_COMPLETIONS);
}

/** What the word before the cursor may become, under the lines. */
export function completionsHtml() {
  const words = completions().map(one => escaped(one.words));
  return words.length ? `<p class="rest"><strong>${words[0]}</strong>&ensp;${words.slice(1).join('&ensp;')} <small>${text('completes')}</small></p>` : '';
}

/** Writes the rest of the first completion. */
export function complete() {
  const [first] = completions();
  if (!first) return;
  editor.setRangeText(first.rest, editor.selectionStart, editor.selectionEnd, 'end');
  editor.dispatchEvent(new Event('input'));
}

export function showHelp() {
  const dialog = $('help'), keys = text('keys of page').split('|').map(key => `<li>${key}</li>`).join('');
  const list = familiesNow().map(({ title, functions }) => `<h3>${escaped(sentenceText(title))}</h3><ul>${functions.map(one =>
    `<li><code>${escaped(signature(one))}</code>${one.names.length > 1 ? ` <small>${escaped(one.names.slice(1).join(', '))}</small>` : ''}</li>`).join('')}</ul>`).join('');
  dialog.innerHTML = `<h2 id="help-head">${text('help title')}</h2><form method="dialog"><button class="verb">${text('close')}</button></form><h3>${text('keys title')}</h3><ul class="keys">${keys}</ul>${list}`;
  play(false);
  dialog.showModal();
}

$('functions').addEventListener('click', showHelp);
