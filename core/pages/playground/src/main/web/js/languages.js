// ---------- reading: the page's language: English is in the script, every other language is packed in an element of the page ----------

import { unpacked } from 'explorer/given.js';

const packedLanguages = [...document.querySelectorAll('script[data-language]')].map(element => ({
  tag: element.dataset.language,
  element,
}));

/** The language that the address asks for. */
export const languageAsked = new URLSearchParams(location.hash.slice(1)).get('lang') ?? 'en';
const packedLanguage = packedLanguages.find(({ tag }) => tag === languageAsked);

export const languageTags = ['en', ...packedLanguages.map(({ tag }) => tag)];
export const languageNow = packedLanguage ? languageAsked : 'en';

if (packedLanguage) Object.assign(TEXTS, JSON.parse(await unpacked(packedLanguage.element)));
document.documentElement.lang = languageNow;

// ---------- the engine's sentences: it says them in English, and the table has what they are in this language ----------

/** The keys of the engine's sentences begin with this; the rest is the English sentence. */
const SAID = 'said ';

const literalOf = words => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a place stands for: a number, anything, or a part of one sentence. */
const patternOf = name => (name === 'count' ? '([\\d.,]+)' : name === 'words' ? '(.+)' : '((?:(?![.?!] ).)+?)');

/** The sentences with places to fill in, those with the most letters of their own first. */
const templates = Object.keys(TEXTS)
  .filter(key => key.startsWith(SAID) && key.includes('{'))
  .map(key => {
    const [first, ...rest] = key.slice(SAID.length).split(/\{(\w+)\}/),
      names = rest.filter((_, i) => i % 2 === 0);
    const pattern = rest.reduce(
      (before, part, i) => before + (i % 2 === 0 ? patternOf(part) : literalOf(part)),
      literalOf(first),
    );
    return { key, names, pattern: new RegExp(`^${pattern}$`, 'su'), letters: key.replace(/\{\w+\}/g, '').length };
  })
  .sort((a, b) => b.letters - a.letters);

const alreadySaid = new Map(),
  MOST_ALREADY_SAID = 500;

/** A sentence of the engine in the page's language; one that the table lacks stays English. */
export function inLanguage(words) {
  if (!packedLanguage || !words) return words ?? '';
  if (alreadySaid.size > MOST_ALREADY_SAID) alreadySaid.clear();
  if (!alreadySaid.has(words)) alreadySaid.set(words, wholeInLanguage(words) ?? sentencesInLanguage(words));
  return alreadySaid.get(words);
}

function wholeInLanguage(words) {
  const plain = TEXTS[SAID + words];
  if (plain !== undefined) return plain;
  for (const { key, names, pattern } of templates) {
    const [, ...parts] = pattern.exec(words) ?? [];
    if (parts.length)
      return TEXTS[key].replace(/\{(\w+)\}/g, (_, name) =>
        name.startsWith('words') ? inLanguage(parts[names.indexOf(name)]) : parts[names.indexOf(name)],
      );
  }
  return undefined;
}

/** Several sentences, or the parts of a list. */
function sentencesInLanguage(words) {
  const border = /[.?!] /.exec(words);
  if (border) return `${inLanguage(words.slice(0, border.index + 1))} ${inLanguage(words.slice(border.index + 2))}`;
  return words
    .split(', ')
    .map(part => TEXTS[SAID + part] ?? part)
    .join(', ');
}
