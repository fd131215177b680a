// ---------- scopes of a large graph: what is in them, what goes in and what comes out ----------

import { escaped } from './format.js';
import { trace } from './state.js';
import { scopes } from './elements.js';
import { reachedAt } from './graph.js';

/** The scope that a step happens in. */
export function scopeAt(s) {
  const { op, node } = trace.states[s];
  const shows = (scope, kind) => scope.members.some(child => child.dataset.part === kind && Number(child.dataset.node) === node);
  const found = [scope => scope.ops.includes(op), scope => shows(scope, 'plus'), scope => shows(scope, 'value')].map(test => scopes.findIndex(test));
  return Math.max(0, found.find(place => place >= 0) ?? 0);
}

/** As HTML, with what is lowered. */
export const scopeName = title => {
  const words = title.querySelector('text'), pieces = [...words.childNodes];
  const html = pieces.filter(piece => piece.textContent !== '\u200b').map(piece => piece.nodeType === Node.TEXT_NODE || !piece.getAttribute('font-size') ? escaped(piece.textContent) : `<sub>${escaped(piece.textContent)}</sub>`).join('');
  return words.classList.contains('name') ? `<i class="v">${html}</i>` : html;
};

const usersIn = (scope, id) => scope?.ops.filter(op => trace.nodes[op].inputs.includes(id)) ?? [];

/** Parameters and numbers stay inside. */
export const givenTo = ({ ops }) => [...new Set(ops.flatMap(op => trace.nodes[op].inputs))].filter(id => !ops.includes(id) && ['op', 'input'].includes(trace.nodes[id].kind)).sort((a, b) => a - b);

export const madeBy = scope => scope.ops.filter(op => {
  const users = scopes.filter(other => usersIn(other, op).length);
  return users.length === 0 || users.some(other => other !== scope);
});

/** Which of its users in the scope hands a gradient back first. */
export function firstToAnswer(scope, node) {
  const users = usersIn(scope, node), answers = users.map(op => reachedAt({ node, op, part: 'back' }));
  return users[answers.indexOf(Math.min(...answers))];
}

/** Whether a part of the sum that is made now comes from this scope. */
export function handsIn({ members }, s) {
  const { phase, node } = trace.states[s];
  return phase === 'sum' && members.some(({ dataset }) => dataset.part === 'back' && Number(dataset.node) === node);
}

/** How far the passes have come through a scope. */
export function progressOf({ ops }, s) {
  const through = trace.states.findLastIndex(state => ops.includes(state.op) && (state.phase === 'backward' || state.phase === 'fold'));
  return through >= 0 && s >= through ? 'back' : ops.every(op => s >= trace.knownAt[op]) ? 'done' : 'future';
}
