// ---------- scopes of a large graph: what is in them, what goes in and what comes out ----------

/** Each scope of the picture: its frame, its name in HTML, its ops, what they are given and what they make for others. */
const scopes = framesOf(picture);

function framesOf(svg) {
  const found = [];
  [...svg.children].forEach(child => {
    if (child.dataset.scope) found.push({ frame: child, title: child.nextElementSibling, members: [] });
    else if (found.length && child !== found.at(-1).title) found.at(-1).members.push(child);
  });
  return found.map(scope => ({ ...scope, ops: scope.members.filter(child => child.dataset.part === 'op').map(child => Number(child.dataset.node)) }));
}

/** The scope that a step happens in. */
function scopeAt(s) {
  const { op, node } = trace.states[s];
  const shows = (scope, kind) => scope.members.some(child => child.dataset.part === kind && Number(child.dataset.node) === node);
  const found = [scope => scope.ops.includes(op), scope => shows(scope, 'plus'), scope => shows(scope, 'value')].map(test => scopes.findIndex(test));
  return Math.max(0, found.find(place => place >= 0) ?? 0);
}

/** As HTML, with what is lowered. */
const scopeName = title => {
  const words = title.querySelector('text'), pieces = [...words.childNodes];
  const html = pieces.filter(piece => piece.textContent !== '\u200b').map(piece => piece.nodeType === Node.TEXT_NODE || !piece.getAttribute('font-size') ? escaped(piece.textContent) : `<sub>${escaped(piece.textContent)}</sub>`).join('');
  return words.classList.contains('name') ? `<i class="v">${html}</i>` : html;
};

const usersIn = (scope, id) => scope?.ops.filter(op => trace.nodes[op].inputs.includes(id)) ?? [];

/** Parameters and numbers stay inside. */
const givenTo = ({ ops }) => [...new Set(ops.flatMap(op => trace.nodes[op].inputs))].filter(id => !ops.includes(id) && ['op', 'input'].includes(trace.nodes[id].kind)).sort((a, b) => a - b);

const madeBy = scope => scope.ops.filter(op => {
  const users = scopes.filter(other => usersIn(other, op).length);
  return users.length === 0 || users.some(other => other !== scope);
});

/** Which of its users in the scope hands a gradient back first. */
function firstToAnswer(scope, node) {
  const users = usersIn(scope, node), answers = users.map(op => reachedAt({ node, op, part: 'back' }));
  return users[answers.indexOf(Math.min(...answers))];
}

/** Whether a part of the sum that is made now comes from this scope. */
function handsIn({ members }, s) {
  const { phase, node } = trace.states[s];
  return phase === 'sum' && members.some(({ dataset }) => dataset.part === 'back' && Number(dataset.node) === node);
}

/** How far the passes have come through a scope. */
function progressOf({ ops }, s) {
  const through = trace.states.findLastIndex(state => ops.includes(state.op) && (state.phase === 'backward' || state.phase === 'fold'));
  return through >= 0 && s >= through ? 'back' : ops.every(op => s >= trace.knownAt[op]) ? 'done' : 'future';
}
