// ---------- drawing: a group of buttons of which one is on ----------

/** A group of buttons of which one is on; the keyboard stops at that one. */
export function radios(holder, choices) {
  const html = choices
    .map(
      ({ name, words, on }) =>
        `<button role="radio" data-name="${name}" aria-checked="${on}" tabindex="${on ? 0 : -1}">${words}</button>`,
    )
    .join('');
  if (holder.dataset.html === html) return;
  const focused = holder.contains(document.activeElement);
  holder.dataset.html = html;
  holder.innerHTML = html;
  if (focused) holder.querySelector('[aria-checked=true]')?.focus();
}
