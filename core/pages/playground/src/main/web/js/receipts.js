// ---------- wiring: receipts: a training in Java is repeated here, and the page says whether every bit is the same ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { told } from './engine.js';
import { pause } from './now.js';
import { putHtml } from 'explorer/html.js';

const RECEIPT = '{"gradus-receipt"';

/** Whether a file is a receipt, to judge by its name or its first letters. */
export const isReceipt = (file, content) => file.name.endsWith('.json') || content.startsWith(RECEIPT);

/** Repeats the training of a receipt. */
export async function openReceipt(file, json) {
  pause();
  const dialog =
    $('receipt') ?? document.body.appendChild(Object.assign(document.createElement('dialog'), { id: 'receipt' }));
  dialog.setAttribute('aria-labelledby', 'receipt-head');
  const show = (result, words) => {
    putHtml(
      dialog,
      `<h2 id="receipt-head">${text('receipt')}</h2><div role="status"><p>${escaped(file.name)}</p>` +
        `${result ? `<p class="okk">${text(result)}</p>` : ''}<p>${escaped(words)}</p></div>` +
        `<form method="dialog"><button class="verb">${text('close')}</button></form>`,
    );
  };
  show('', text('receipt repeats'));
  if (!dialog.open) dialog.showModal();
  const answer = JSON.parse(await told('receipt', json));
  show(
    !answer.ok ? 'receipt refused' : answer.same ? 'receipt same' : 'receipt other',
    answer.ok
      ? text(answer.same ? 'receipt all' : 'receipt from', { count: answer.epochs, first: answer.first })
      : answer.message,
  );
}
