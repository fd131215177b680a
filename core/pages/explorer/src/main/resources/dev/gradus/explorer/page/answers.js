// ---------- wiring: a quiz and its answers in the address ----------

import { unread } from './link.js';
import { recomputes } from './edits.js';
import { asksFormula, quiz } from './quiz.js';
import { stateOfResult } from './score.js';

function readAnswers(words) {
  quiz.answers.clear();
  (words ?? '')
    .split(';')
    .filter(Boolean)
    .forEach(pair => {
      const [, id, answers] = /^(\d+):([a-h.]+)$/.exec(pair) ?? [],
        state = stateOfResult(Number(id));
      if (state && answers.split('.').length <= (asksFormula(state) ? 4 : 3)) quiz.answers.set(Number(id), answers);
      else unread('words', { name: 'answers', words: pair });
    });
}

export const quizInAddress = [
  {
    name: 'quiz',
    write: () => (quiz.on ? 'on' : ''),
    read: words => {
      quiz.on = words === 'on' && recomputes();
      if (words !== null && !quiz.on) unread('words', { name: 'quiz', words });
    },
  },
  { name: 'answers', write: () => [...quiz.answers].map(pair => pair.join(':')).join(';'), read: readAnswers },
];
