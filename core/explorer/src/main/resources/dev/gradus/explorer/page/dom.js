// ---------- the elements of the page that several modules need ----------

/**
 * An element; its user knows of which kind it is.
 *
 * @returns {any}
 */
export const $ = id => document.getElementById(id);
export const stage = $('stage'), timeline = $('time');
