// ---------- drawing: how HTML gets into the page ----------
// Whoever makes HTML of text that is not the page's own, such as a name that the user chose, calls `escaped` or `mathHtml`.

/** Puts HTML into an element, in the place of what was there. */
export function putHtml(element, html) {
  element.innerHTML = html;
}

/** The same, unless it stands there already: what has the focus keeps it. Whether it did not. */
export function renewHtml(element, html) {
  if (element.dataset.html === html) return false;
  element.dataset.html = html;
  putHtml(element, html);
  return true;
}

/** Adds HTML before or in an element, or after it. */
export function addHtml(element, where, html) {
  element.insertAdjacentHTML(where, html);
}
