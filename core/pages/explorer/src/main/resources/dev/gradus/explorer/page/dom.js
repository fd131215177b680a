// ---------- state: the elements of the page that several modules need ----------

/**
 * An element of any kind; the caller knows its kind.
 *
 * @returns {any}
 */
export const $ = id => document.getElementById(id);
export const stage = $('stage'),
  timeline = $('time');
