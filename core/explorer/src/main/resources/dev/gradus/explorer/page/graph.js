// ---------- the graph: the drawn picture, its parts shown as far as the reader has come ----------

const graphPane = document.getElementById('graph');
const picture = graphPane.querySelector('svg');
const parts = [...picture.querySelectorAll('[data-node]')].map(element => ({
  element, node: Number(element.dataset.node), part: element.dataset.part, op: Number(element.dataset.op ?? -1),
}));
const pictureSize = picture.viewBox.baseVal;
const sizes = { width: pictureSize.width, height: pictureSize.height };
const TRIM = 10, ROOM = 280, SMALL_ROOM = 236, LEAST_SCALE = 0.84, GRADIENT_ROOM = 70;
const labels = new Map();

function preparePicture() {
  picture.querySelector('rect')?.remove();
  picture.querySelector('title')?.remove();
  picture.setAttribute('aria-hidden', 'true');
  picture.removeAttribute('role');
  picture.setAttribute('viewBox', `0 ${TRIM} ${sizes.width} ${sizes.height - 2 * TRIM}`);
  parts.forEach(({ element, part, node }) => {
    if (part === 'value' || part === 'gradient') element.dataset.t = part === 'value' ? node : trace.gradientOf.get(node);
    if (part === 'value' && trace.nodes[node].shape.length === 0) element.querySelectorAll('text').forEach(label => splitLabel(label, node));
    if (part === 'edge' || part === 'back') element.querySelector('path').setAttribute('pathLength', '1');
  });
}

/** The number in a label such as J = 0.15 becomes a part of its own, which changes with the steps. */
function splitLabel(label, node) {
  const words = label.lastChild.textContent;
  if (!words.includes(' = ')) return;
  const box = label.getBBox(), cell = parts.find(part => part.node === node && part.part === 'value' && part.element.querySelector('[data-cell]'));
  const right = !cell || cell.element.getBBox().x < box.x;
  label.setAttribute('x', right ? box.x + 3 : box.x + box.width); // an italic J reaches out to the left
  label.setAttribute('text-anchor', right ? 'start' : 'end');
  label.lastChild.textContent = words.slice(0, words.lastIndexOf(' = '));
  const number = document.createElementNS('http://www.w3.org/2000/svg', 'tspan');
  number.setAttribute('class', 'number');
  label.append(number);
  labels.set(number, node);
}

/** As large as fits, but no label smaller than can be read: then the picture scrolls sideways. */
function fitPicture() {
  openScope(step);
  const wide = graphPane.clientWidth - 16;
  const room = innerHeight < 820 && innerWidth > 860 ? SMALL_ROOM : ROOM;
  const fit = Math.min(wide / sizes.width, room / (sizes.height - 2 * TRIM), 1.12);
  const scale = innerWidth <= 860 ? 1 : Math.max(LEAST_SCALE, fit);
  picture.setAttribute('width', Math.round(sizes.width * scale));
  picture.setAttribute('height', Math.round((sizes.height - 2 * TRIM) * scale));
  graphPane.style.height = `${Math.min(room, Math.round((sizes.height - 2 * TRIM) * scale))}px`;
  if (innerWidth > 860) graphPane.style.height = `${room}px`;
}

/** When each part of the picture is there for the first time. */
function reachedAt({ node, part, op }) {
  const states = trace.states;
  const contribution = () => {
    const at = states.findIndex(state => state.node === node && state.op === op && (state.phase === 'fold' || (state.phase === 'backward' && state.beat === 'result')));
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
function markAt(op) {
  const results = trace.states.map((state, s) => state.op === op && state.beat === 'result' ? s : -1);
  const used = Math.max(...results);
  return used < 0 ? trace.knownAt[op] : used;
}

function isCurrent({ node, part, op }, s) {
  const state = trace.states[s];
  if (part === 'op') return node === state.op && state.phase !== 'seed' && state.phase !== 'update';
  const shared = op === node && trace.nodes[state.op]?.inputs?.includes(node); // edges that run together have no op of their own
  if (state.phase === 'forward') return (part === 'edge' && (op === state.op || node === state.op || shared)) || (part === 'value' && node === state.op);
  if (state.phase === 'seed') return part === 'gradient' && node === trace.objective;
  if (state.phase === 'sum') return (part === 'back' || part === 'gradient' || part === 'plus') && node === state.node;
  if (state.phase === 'update') return (part === 'value' || part === 'gradient') && node === state.node;
  if (state.phase === 'fold') return (part === 'back' && node === state.node && op === state.op) || (part === 'gradient' && node === state.node && state.beat === 'result');
  if (state.beat === 'upstream') return part === 'back' && node === state.op;
  return state.beat === 'result' && ((part === 'back' && node === state.node && op === state.op) || (part === 'gradient' && node === state.node));
}

function drawGraph(s) {
  const state = trace.states[s];
  const back = state.phase === 'backward' || state.phase === 'fold' || state.phase === 'sum';
  const origin = nonFiniteOrigin();
  parts.forEach(part => {
    const { element, part: kind, node } = part;
    const reached = part.reached ?? (part.reached = reachedAt(part));
    const blue = ['back', 'gradient', 'plus', 'mark'].includes(kind);
    const now = isCurrent(part, s) && s > 0;
    element.classList.toggle('absent', (blue && s < reached) || (kind === 'mark' && isChanged()));
    element.classList.toggle('future', !blue && s < reached);
    element.classList.toggle('now', now);
    element.classList.toggle('back-now', now && kind === 'op' && back);
    element.classList.toggle('blamed', kind === 'op' && blamed(node) && s >= markAt(node));
    element.classList.toggle('broken', kind === 'op' && node === origin && s >= trace.knownAt[node]);
    element.classList.toggle('stopped', kind === 'op' && trace.nodes[node].op === 'StopGradient');
    if (kind === 'value' || kind === 'gradient') shadeCells(element, kind === 'value' ? node : trace.gradientOf.get(node), s >= reached, afterUpdate(kind, node, s));
  });
  labels.forEach((node, number) => { number.textContent = s >= trace.knownAt[node] && !quiz.hides(node) ? ` = ${shown(numberAt(node, 0))}` : ''; });
  centre(s);
}

/** After its update a parameter shows its new numbers. */
function afterUpdate(kind, node, s) {
  if (kind !== 'value') return undefined;
  const at = trace.states.findIndex(state => state.phase === 'update' && state.node === node && state.result !== node);
  return at >= 0 && s >= at ? trace.states[at].result : undefined;
}

const blamed = op => trace.steps.some(step => (step.rule === op || step.node === op) && step.check?.verdict === 'WRONG');

function shadeCells(element, id, known, instead) {
  if (id === undefined) return;
  const from = instead ?? id;
  const scale = scaleOf(id);
  element.querySelectorAll('[data-cell]').forEach(rect => {
    const { cls, strength } = known ? heatOf(numberAt(from, Number(rect.dataset.cell)), scale) : { cls: '', strength: 0 };
    rect.setAttribute('class', cls);
    rect.style.setProperty('--h', strength);
  });
}

/** What a step is about: its op, or the leaf that it updates. */
function partAtWork(s) {
  const state = trace.states[s];
  return parts.find(({ node, part }) => part === 'op' && node === state.op) ?? parts.find(({ node }) => node === state.node) ?? parts.find(({ part }) => part === 'op');
}

/** Keeps the current op in sight where the picture is wider than its pane. */
function centre(s) {
  if (picture.clientWidth <= graphPane.clientWidth && picture.clientHeight <= graphPane.clientHeight + 2) return;
  const target = partAtWork(s);
  if (!target) return;
  const pane = graphPane.getBoundingClientRect(), box = target.element.getBoundingClientRect();
  const down = box.y - pane.y + graphPane.scrollTop; // from the top, where parameters are, unless its gradient would be out of sight
  const top = down + box.height + GRADIENT_ROOM <= pane.height ? 0 : down + box.height / 2 - pane.height / 2;
  graphPane.scrollTo({ left: graphPane.scrollLeft + box.x + box.width / 2 - pane.x - pane.width / 2, top });
}
