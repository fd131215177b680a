// ---------- reading: words of an address, read with care ----------

import { text } from './format.js';

/** What of the address could not be taken, in sentences. */
export const misread = [];
export const unread = (key, values) => misread.push(text(`address ${key}`, values));

/** The whole number that is meant, or the nearest that there is. */
export function wholeNumber(name, words, most) {
  const given = Number(words),
    nearest = Math.max(0, Math.min(most, Math.round(given) || 0));
  if (words !== null && given !== nearest) unread('number', { name, words, nearest });
  return nearest;
}
