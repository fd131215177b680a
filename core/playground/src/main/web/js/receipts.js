// ---------- receipts: a training in Java is repeated here, and the page says whether every bit is the same ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { engine, told } from './engine.js';
import { pause } from './train.js';

const RECEIPT = '{"gradus-receipt"';

async function openReceipt(file) {
  const json = await file.text();
  if (!engine || !json.startsWith(RECEIPT) && !file.name.endsWith('.json')) return;
  pause();
  const dialog = $('receipt') ?? document.body.appendChild(Object.assign(document.createElement('dialog'), { id: 'receipt' }));
  dialog.setAttribute('aria-labelledby', 'receipt-head');
  const show = (result, words) => { dialog.innerHTML = `<h2 id="receipt-head">${text('receipt')}</h2><div role="status"><p>${escaped(file.name)}</p>${result ? `<p class="okk">${text(result)}</p>` : ''}<p>${escaped(words)}</p></div><form method="dialog"><button class="verb">${text('close')}</button></form>`; };
  show('', text('receipt repeats'));
  if (!dialog.open) dialog.showModal();
  const answer = JSON.parse(await told('receipt', json));
  show(!answer.ok ? 'receipt refused' : answer.same ? 'receipt same' : 'receipt other', answer.ok ? text(answer.same ? 'receipt all' : 'receipt from', { count: answer.epochs, first: answer.first }) : answer.message);
}

const isReceipt = ({ name }) => name.endsWith('.json');

document.addEventListener('dragover', event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
document.addEventListener('drop', event => {
  const file = [...event.dataTransfer.files].find(isReceipt);
  if (!file) return;
  event.preventDefault();
  openReceipt(file);
});

$('examples').addEventListener('click', event => {
  if (!event.target.closest('[data-receipt]')) return;
  $('examples').close();
  const input = Object.assign(document.createElement('input'), { type: 'file', accept: '.json' });
  input.addEventListener('change', () => { if (input.files[0]) openReceipt(input.files[0]); });
  input.click();
});
