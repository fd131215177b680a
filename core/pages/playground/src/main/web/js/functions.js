// ---------- wiring: the functions of the language and the keys, in a list on "?"; and the rest of a word, on Ctrl Space ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { completions, editor, familiesNow } from './editor.js';
import { play } from './train.js';
import { sentenceText } from './words.js';
import { putHtml } from 'explorer/html.js';

const signature = ({ names, arguments: given }) => `${names[0]}(${given})`;

/** Writes the rest of the first completion. */
export function complete() {
  const [first] = completions();
  if (!first) return;
  editor.setRangeText(first.rest, editor.selectionStart, editor.selectionEnd, 'end');
  editor.dispatchEvent(new Event('input'));
}

export function showHelp() {
  const dialog = $('help'),
    keys = text('keys of page')
      .split('|')
      .map(key => `<li>${key}</li>`)
      .join('');
  const list = familiesNow()
    .map(
      ({ title, functions }) =>
        `<h3>${escaped(sentenceText(title))}</h3><ul>${functions
          .map(
            one =>
              `<li><code>${escaped(signature(one))}</code>${one.names.length > 1 ? ` <small>${escaped(one.names.slice(1).join(', '))}</small>` : ''}</li>`,
          )
          .join('')}</ul>`,
    )
    .join('');
  putHtml(
    dialog,
    `<h2 id="help-head">${text('help title')}</h2><form method="dialog"><button class="verb">` +
      `${text('close')}</button></form><h3>${text('keys title')}</h3><ul class="keys">${keys}</ul>${list}`,
  );
  play(false);
  dialog.showModal();
}

$('functions').addEventListener('click', showHelp);
