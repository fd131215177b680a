// ---------- scopes of a large graph: one is open, the others are closed to their names over the picture ----------

const TITLE_ROOM = 30, EDGE = 10;

/** Each scope of the picture: its frame and name, what is drawn in it, and its parts. */
const scopes = scopesOf(picture);
const scopeBar = document.createElement('div');
let chosenScope = null;

function scopesOf(svg) {
  const found = [];
  [...svg.children].forEach(child => {
    if (child.dataset.scope) found.push({ frame: child, title: child.nextElementSibling, members: [] });
    else if (found.length && child !== found.at(-1).title) found.at(-1).members.push(child);
  });
  return found.map(scope => ({ ...scope, parts: parts.filter(part => scope.members.includes(part.element)) }));
}

/** The scope that a step happens in. */
function scopeAt(s) {
  const state = trace.states[s];
  const where = test => scopes.findIndex(scope => scope.parts.some(test));
  const wanted = [
    ({ part, node }) => part === 'op' && node === state.op,
    ({ part, node }) => part === 'plus' && node === state.node,
    ({ part, node }) => part === 'value' && node === state.node,
  ];
  return Math.max(0, wanted.map(where).find(found => found >= 0) ?? 0);
}

/** Shows the scope of the step, or the one that the reader opened at this step; all of them if that is closed again. */
function openScope(s) {
  if (scopes.length < 2) return;
  if (chosenScope?.step !== s) chosenScope = null;
  const open = chosenScope ? chosenScope.scope : scopeAt(s);
  scopes.forEach(({ frame, title, members }, i) => {
    [frame, title].forEach(element => { element.style.display = open < 0 ? '' : 'none'; });
    members.forEach(element => { element.style.display = open < 0 || i === open ? '' : 'none'; });
  });
  const box = open < 0 ? null : scopes[open].frame;
  const [x, y, width, height] = box ? ['x', 'y', 'width', 'height'].map(name => Number(box.getAttribute(name))) : [0, 0, whole.width, whole.height];
  const [left, top] = box ? [x + EDGE, y + TITLE_ROOM] : [0, TRIM];
  sizes.width = box ? width - 2 * EDGE : width;
  sizes.height = box ? height - TITLE_ROOM - EDGE + 2 * TRIM : height;
  picture.setAttribute('viewBox', `${left} ${top} ${sizes.width} ${sizes.height - 2 * TRIM}`);
  drawScopeBar(s, open);
}

function drawScopeBar(s, open) {
  const now = scopeAt(s);
  const focused = scopeBar.contains(document.activeElement) ? document.activeElement.dataset.scope : undefined;
  scopeBar.innerHTML = scopes.map(({ title, parts: inside }, i) => {
    const done = inside.filter(({ part }) => part === 'op').every(({ node }) => s >= trace.knownAt[node]);
    return `<button data-scope="${i}" aria-pressed="${i === open}" class="${done ? 'done' : ''}${i === now ? ' now' : ''}">${scopeName(title)}</button>`;
  }).join('');
  if (focused !== undefined) scopeBar.querySelector(`[data-scope="${focused}"]`).focus();
}

const scopeName = title => [...title.querySelector('text').childNodes]
  .map(piece => piece.nodeType === Node.TEXT_NODE || !piece.getAttribute('font-size') ? escaped(piece.textContent) : `<sub>${escaped(piece.textContent)}</sub>`).join('');

const whole = { ...sizes };
if (scopes.length > 1) {
  scopeBar.className = 'scopes';
  scopeBar.setAttribute('role', 'group');
  scopeBar.setAttribute('aria-label', text('scopes'));
  graphPane.before(scopeBar);
  scopeBar.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    const scope = Number(button.dataset.scope);
    chosenScope = { step, scope: button.getAttribute('aria-pressed') === 'true' ? -1 : scope };
    render();
  });
}
