// ---------- drawing: a group of buttons of which one is on ----------

import { renewHtml } from 'explorer/html.js';

/** A group of buttons of which one is on; the keyboard stops at that one. */
export function radios(holder, choices) {
  const html = choices
    .map(
      ({ name, words, on }) =>
        `<button role="radio" data-name="${name}" aria-checked="${on}" tabindex="${on ? 0 : -1}">${words}</button>`,
    )
    .join('');
  const focused = holder.contains(document.activeElement);
  if (renewHtml(holder, html) && focused) holder.querySelector('[aria-checked=true]')?.focus();
}
