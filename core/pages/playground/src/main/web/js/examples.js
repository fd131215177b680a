// ---------- wiring: lessons: each is lines, data and what to look at ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { asked, engine } from './engine.js';
import { openExample } from './desk.js';
import { play } from './train.js';
import { sentenceHtml, sentenceText } from './words.js';
import { putHtml } from 'explorer/html.js';

$('lesson').addEventListener('click', () => {
  if (!engine) return;
  const dialog = $('examples');
  putHtml(
    dialog,
    `<h2 id="examples-head">${text('examples title')}</h2><ol>` +
      asked('examples')
        .map(
          ({ name, title, about, task }) =>
            `<li><button data-example="${escaped(name)}"><b>${escaped(sentenceText(title))}</b><span>` +
            `${sentenceHtml(about)}${task ? ` <em>${text('task')}</em>` : ''}</span></button></li>`,
        )
        .join('') +
      `</ol><form method="dialog" class="ways"><button type="button" class="verb" data-make-task>` +
      `${text('make task')}</button><button type="button" class="verb" data-open-file>${text('open file')}` +
      `</button><button class="verb">${text('close')}</button></form>`,
  );
  play(false);
  dialog.showModal();
});

$('examples').addEventListener('click', event => {
  const button = event.target.closest('[data-example]');
  if (event.target === $('examples')) $('examples').close();
  if (!button) return;
  $('examples').close();
  openExample(button.dataset.example);
});
