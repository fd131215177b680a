// ---------- wiring: attempts: what the student got wrong and when, for whoever grades ----------

import { now, setNow } from './now.js';

const MOST_TRIES = 200,
  MINUTE = 60000;
let triesBegan = performance.now();

/** Begins the log of a task, or goes on with that of a link. */
export function beginTries(word = '') {
  setNow({
    tries: word
      .split('.')
      .map(one => /^(\d{1,6})([a-z][a-z0-9-]*)$/.exec(one))
      .filter(Boolean)
      .map(([, minutes, kind]) => ({ minutes: Number(minutes), kind })),
  });
  triesBegan = performance.now() - MINUTE * (now.tries.at(-1)?.minutes ?? 0);
}

/** Writes down a wrong answer of this kind. */
export function tried(kind) {
  if (now.tries.length < MOST_TRIES)
    setNow({ tries: [...now.tries, { minutes: Math.floor((performance.now() - triesBegan) / MINUTE), kind }] });
}

/** The log as a word of the address. */
export const triesWord = () =>
  now.tries.length
    ? `tries=${now.tries.map(({ minutes, kind }) => minutes + kind.toLowerCase().replace(/[^a-z0-9]+/g, '-')).join('.')}`
    : '';
