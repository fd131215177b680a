// ---------- wiring: sharing: a link, a file to send, a frame for a course page; and opening such a file ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { engine, told } from './engine.js';
import { play, secondsOf } from './train.js';
import { drawSay } from './moments.js';
import { isReceipt, openReceipt } from './receipts.js';
import { addressNow, openLink, showAddress } from './address.js';
import { iterationNow, now, setNow } from './now.js';
import { putHtml } from 'explorer/html.js';

const COPIED = 2400,
  LONG_WAIT = 2;

/** A file begins with this line; the next one is what stands behind # in a link. */
const FIRST_LINE = 'gradus 1',
  FILE_NAME = 'exercise.gradus',
  LONGEST_FILE = 2 ** 22;

const isOnDisk = () => location.protocol === 'file:';

/** Where the page is: its address, or for a page on a disk its file's name, which a host will have before it. */
export const pageAddress = () =>
  isOnDisk() ? decodeURIComponent(location.pathname.split('/').at(-1)) : location.href.split('#')[0];

export const frameFor = address =>
  `<iframe src="${escaped(pageAddress())}#embed&amp;${escaped(address)}" width="800" height="450" title="Gradus playground"></iframe>`;

/** What a teacher or a student must know about the link of a page that is a file. */
export const hostNote = () => (isOnDisk() ? `<p class="note">${text('link needs host')}</p>` : '');

/** A field whose text one copies. */
export const copyField = (id, label, value) =>
  `<div class="copied"><label for="${id}">${label}</label><input id="${id}" readonly value="` +
  `${escaped(value)}"><button type="button" class="verb" data-copy="${id}">${text('copy')}</button>` +
  `</div>`;

$('share').addEventListener('click', async () => {
  if (!engine) return;
  play(false);
  const address = await addressNow(),
    waits = secondsOf(await told('repeats', address)),
    dialog = $('sharing');
  showAddress(address);
  const wait =
    waits >= LONG_WAIT
      ? `<p>${text('say waits', { count: iterationNow().toLocaleString('en'), seconds: Math.round(waits) })}</p>`
      : '';
  putHtml(
    dialog,
    `<h2 id="sharing-head">${text('share heading')}</h2>${hostNote()}${wait}` +
      `${copyField('link-field', text('share link'), `${pageAddress()}#${address}`)}` +
      `${copyField('frame-field', text('share frame'), frameFor(address))}` +
      `<p class="file">${text('share file')}</p><p class="ways"><button class="verb" id="save-file">` +
      `${text('save file')}</button><button class="verb" data-open-file>${text('open file')}</button>` +
      `<button class="verb" data-make-task>${text('make task')}</button></p><form method="dialog">` +
      `<button class="verb">${text('close')}</button></form>`,
  );
  dialog.dataset.address = address;
  dialog.showModal();
  $('link-field').select();
});

$('sharing').addEventListener('click', event => {
  if (event.target === $('sharing')) $('sharing').close();
  if (event.target.id === 'save-file') saveFile($('sharing').dataset.address);
});

/** Copies what stands in a field, wherever there is one. */
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const field = $(button.dataset.copy),
    done = await copied(field);
  button.textContent = text(done ? 'copied' : 'copy selected');
  button.classList.toggle('ok', done);
  $('live').textContent = button.textContent.replace('✓ ', '');
  setTimeout(() => {
    button.textContent = text('copy');
    button.classList.remove('ok');
  }, COPIED);
});

/** Whether the field's text is in the clipboard; where pages may not write into it, the browser's old way is tried. */
async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    /* not allowed here */
  }
  return document.execCommand('copy');
}

// ---------- files ----------

/** Saves the part of a link behind # as a file. */
export function saveFile(address, name = FILE_NAME) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${FIRST_LINE}\n${address}\n`], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), COPIED);
}

/** Opens a file that was saved here, or says why it cannot. */
async function openFile(file) {
  document.querySelectorAll('dialog[open]').forEach(dialog => /** @type {HTMLDialogElement} */ (dialog).close());
  const content = file.size > LONGEST_FILE ? '' : await file.text(),
    [first = '', second = ''] = content.split(/\r?\n/);
  if (isReceipt(file, content)) {
    await openReceipt(file, content);
    return;
  }
  if (first.trim() === FIRST_LINE && second.trim()) {
    await openLink(second.trim().replace(/^.*#/, ''));
    return;
  }
  setNow({
    refused: text(/^gradus \d+$/.test(first.trim()) && first.trim() !== FIRST_LINE ? 'newer file' : 'no file of ours', {
      name: file.name,
    }),
  });
  drawSay();
  $('live').textContent = now.refused;
}

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-open-file]')) $('file').click();
});

$('file').addEventListener('change', () => {
  const [file] = $('file').files;
  $('file').value = '';
  if (file && engine) openFile(file);
});

addEventListener('dragover', event => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
});

addEventListener('drop', event => {
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  event.preventDefault();
  if (engine) openFile(file);
});
