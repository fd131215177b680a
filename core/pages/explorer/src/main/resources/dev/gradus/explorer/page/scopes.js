// ---------- reading: scopes of a large graph: what is in them, what goes in and what comes out ----------

import { escaped } from './format.js';
import { trace } from './state.js';
import { scopes } from './elements.js';
import { gradientKnownAt } from './trace.js';

/** The scope that a step happens in. */
export function scopeAt(s) {
  const { op, node } = trace.states[s];
  const shows = (scope, kind) =>
    scope.members.some(child => child.dataset.part === kind && Number(child.dataset.node) === node);
  const found = [scope => scope.ops.includes(op), scope => shows(scope, 'plus'), scope => shows(scope, 'value')].map(
    test => scopes.findIndex(test),
  );
  return Math.max(0, found.find(place => place >= 0) ?? 0);
}

/** As HTML, with what is lowered. */
export const scopeName = title => {
  const words = title.querySelector('text'),
    pieces = [...words.childNodes];
  const html = pieces
    .filter(piece => piece.textContent !== '\u200b')
    .map(piece =>
      piece.nodeType === Node.TEXT_NODE || !piece.getAttribute('font-size')
        ? escaped(piece.textContent)
        : `<sub>${escaped(piece.textContent)}</sub>`,
    )
    .join('');
  return words.classList.contains('name') ? `<i class="v">${html}</i>` : html;
};

const usersIn = (scope, id) => scope?.ops.filter(op => trace.nodes[op].inputs.includes(id)) ?? [];

/** Parameters and numbers stay inside. */
export const givenTo = ({ ops }) =>
  [...new Set(ops.flatMap(op => trace.nodes[op].inputs))]
    .filter(id => !ops.includes(id) && ['op', 'input'].includes(trace.nodes[id].kind))
    .sort((a, b) => a - b);

export const madeBy = scope =>
  scope.ops.filter(op => {
    const users = scopes.filter(other => usersIn(other, op).length);
    return users.length === 0 || users.some(other => other !== scope);
  });

/** Which of its users in the scope hands a gradient back first. */
export function firstToAnswer(scope, node) {
  const users = usersIn(scope, node),
    answers = users.map(op => reachedAt({ node, op, part: 'back' }));
  return users[answers.indexOf(Math.min(...answers))];
}

/** Whether a part of the sum that is made now comes from this scope. */
export function handsIn({ members }, s) {
  const { phase, node } = trace.states[s];
  return phase === 'sum' && members.some(({ dataset }) => dataset.part === 'back' && Number(dataset.node) === node);
}

/** How far the passes have come through a scope. */
export function progressOf({ ops }, s) {
  const through = trace.states.findLastIndex(
    state => ops.includes(state.op) && (state.phase === 'backward' || state.phase === 'fold'),
  );
  return through >= 0 && s >= through ? 'back' : ops.every(op => s >= trace.knownAt[op]) ? 'done' : 'future';
}

/** When each part of the picture is there for the first time. */
export function reachedAt({ node, part, op }) {
  const states = trace.states;
  const contribution = () => {
    const at = states.findIndex(
      state =>
        state.node === node &&
        state.op === op &&
        (state.phase === 'fold' || (state.phase === 'backward' && state.beat === 'result')),
    );
    return at < 0 ? Infinity : at;
  };
  if (part === 'value' || part === 'op' || part === 'dot') return trace.knownAt[node];
  if (part === 'gradient') return gradientKnownAt(trace, node);
  if (part === 'edge') return trace.knownAt[trace.nodes[node].kind === 'op' ? node : op];
  if (part === 'plus') return states.findIndex(state => state.phase === 'sum' && state.node === node);
  if (part === 'back') return op === node ? gradientKnownAt(trace, node) : contribution();
  if (part === 'note') return trace.knownAt[node];
  return markAt(node);
}

/** A mark of an op stands when its rule has been used. */
export function markAt(op) {
  const results = trace.states.map((state, s) => (state.op === op && state.beat === 'result' ? s : -1));
  const used = Math.max(...results);
  return used < 0 ? trace.knownAt[op] : used;
}
