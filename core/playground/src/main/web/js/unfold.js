// ---------- the picture on the page: as large as can be read, in parts that open and close ----------

/** Whether the picture was in sight when it was made: else its parts have no places yet. */
let pictureIsMeasured = false;

const STRIP = 26, ROW_GAP = 4, LEAST_PANE = 120;

/** The room for a picture at the scales that are large enough to read. */
function roomsOfPicture() {
  const most = heightOfPane(), width = Math.max(fit.phone || !graphPane.clientWidth ? 900 : 0, graphPane.clientWidth);
  return (fit.low ? [] : [1]).concat(LEAST_SCALE).map(scale => ({ scale, width: width / scale, height: most / scale }));
}

/** How high the place of the picture may be: a picture that shows all ops gives up what it does not use. */
function heightOfPane() {
  const { style } = document.documentElement, used = style.getPropertyValue('--graph-used');
  style.removeProperty('--graph-used');
  const height = graphPane.clientHeight;
  if (used) style.setProperty('--graph-used', used);
  return height || 222;
}

/** Levels that were laid out, by trace: while its steps are walked through, the room stays. */
const laidOut = new WeakMap();

/** The least closed of these parts that has room, drawn. */
function drawnLevel(trace, parts, rooms, levels) {
  const known = laidOut.get(trace) ?? laidOut.set(trace, new Map()).get(trace);
  const key = `${keyOf(joinedPart(parts))} ${levels.length > 0} ${rooms.map(({ width, height }) => `${width} ${height}`)}`;
  if (!known.has(key)) known.set(key, newLevel(trace, parts, rooms.map(room => ({ ...room, height: room.height - (levels.length ? STRIP : 0) }))));
  return known.get(key);
}

function newLevel(trace, parts, rooms) {
  let least = null;
  for (const shown of levelsOf(trace, parts)) {
    for (const room of rooms) {
      for (const [count, rows] of [[1, 6], [1, 3], [2, 3], [3, 3]]) {
        if (count > 1 && shown.length < 4) continue;
        const laid = inRows(trace, shown, count, rows, room), over = Math.max(laid.width / room.width, laid.height / room.height);
        if (!least || over < least.over) least = { shown, scale: room.scale, over, laid, rows };
        if (over <= 1) return { ...least, ...drawnIn(least) };
      }
    }
  }
  return { ...least, ...drawnIn(least) };
}

/** Parts in this number of lines of ops below each other, with at most so many rows of each tensor. */
function inRows(trace, shown, count, rows, { width }) {
  const of = count > 1 ? chunked(trace, shown, count).map(chunk => shown.filter(({ ops }) => chunk.ops.includes(ops[0]))) : [shown];
  rowsDrawn = rows;
  const lines = of.map(line => pictured(viewOf(trace, line), width));
  rowsDrawn = 6;
  return { lines, width: Math.max(...lines.map(line => line.width)), height: total(lines.map(line => line.height)) + ROW_GAP * (lines.length - 1) };
}

function drawnIn({ laid, rows }) {
  let down = 0;
  rowsDrawn = rows;
  const html = laid.lines.map(line => {
    const at = down;
    down += line.height + ROW_GAP;
    return `<g transform="translate(0 ${tenths(at)})">${line.draw()}</g>`;
  }).join('');
  rowsDrawn = 6;
  return { html, width: laid.width, height: laid.height };
}

/** The names of the parts beside the open one, and of those around it. */
function stripOf(trace, levels) {
  if (levels.length < 2) return { html: '', width: 0 };
  let x = 8;
  const chip = (key, words, cls) => {
    const width = wordWidth(words, 12) + 32, html = `<g class="chip ${cls}" data-scope="${key}"><rect x="${x}" y="2" width="${tenths(width)}" height="22" rx="11"/><path class="opens" d="${cls === 'open' ? `M${x + 10} 10h10l-5 8z` : `M${x + 11} 8l8 5-8 5z`}"/><text x="${x + 24}" y="17.5">${escaped(words)}</text></g>`;
    x += width + 8;
    return html;
  };
  const around = levels.slice(1, -1).map(({ part }) => chip(keyOf(part), wordsOfPart(trace, part)[0], 'open'));
  const { shown, open } = levels.at(-2), closed = shown.filter(({ ops }) => ops.length > 1), at = closed.indexOf(open), from = Math.max(0, Math.min(at - 2, closed.length - 5));
  const html = around.concat(closed.slice(from, from + 5).map(part => chip(keyOf(part), wordsOfPart(trace, part)[0], part === open ? 'open' : ''))).join('');
  return { html, width: x };
}

/** Draws a new picture and hands its parts to what shows them step by step. */
function adoptPicture() {
  const rooms = roomsOfPicture(), { html, width, height, scale, levels } = openLevels(trace, rooms, opened.path), strip = stripOf(trace, levels), down = strip.html ? STRIP : 0, wide = Math.max(width, strip.width);
  opened.path = opened.path.slice(0, levels.length - 1);
  pictureIsMeasured = graphPane.clientWidth > 0;
  const { style } = document.documentElement, isWhole = levels.length === 1 && levels[0].shown.every(({ ops }) => ops.length === 1);
  if (isWhole && !fit.phone) style.setProperty('--graph-used', `${Math.min(heightOfPane(), Math.max(LEAST_PANE, Math.ceil(height * scale / 12) * 12))}px`);
  else style.removeProperty('--graph-used');
  picture.innerHTML = `${strip.html}<g transform="translate(0 ${down})">${html}</g>`;
  Object.assign(view, { x: 0, y: 0, width: wide, height: height + down });
  picture.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
  picture.setAttribute('width', Math.round(view.width * scale));
  picture.setAttribute('height', Math.round(view.height * scale));
  parts.length = 0;
  parts.push(...[...picture.querySelectorAll('[data-node]')].map(partOf));
  labels.clear();
  parts.forEach(part => {
    part.box = boxInPicture(part.element);
    if (part.part === 'value') part.element.dataset.t = part.node;
    if (part.part === 'gradient') part.element.dataset.t = trace.gradientOf.get(part.node);
  });
  picture.querySelectorAll('[data-number]').forEach(label => labels.set(label, { node: Number(label.dataset.number), before: '= ' }));
}

/** The op itself if it is drawn, or else the last op of the closed part that it is in. */
const shownFor = id => openLevels(trace, roomsOfPicture(), opened.path).shown.find(({ ops }) => ops.includes(id))?.ops.at(-1) ?? id;

/** Where an element is in the whole picture, whatever row it is in. */
function boxInPicture(element) {
  const { x, y, width, height } = element.getBBox(), own = element.getCTM(), whole = picture.getCTM();
  return own && whole ? { x: x + (own.e - whole.e) / whole.a, y: y + (own.f - whole.f) / whole.a, width, height } : { x, y, width, height };
}

/** Opens what a step is about, once for each step, so that the reader can close it. */
function openForStep() {
  const stepping = now.moment === 'step' && !now.fault, key = stepping ? step : -1;
  if (opened.step === key) return;
  opened.step = key;
  const { phase, op, node } = trace.states[step], target = phase === 'update' ? trace.nodes.find(other => trace.graph.has(other.id) && other.kind === 'op' && other.inputs.includes(node))?.id : phase === 'sum' ? node : op;
  const path = !stepping || phase === 'given' || target === undefined ? [] : pathTo(trace, roomsOfPicture(), target);
  if (path.join() === opened.path.join()) return;
  opened.path = path;
  adoptPicture();
}

/** Opens or closes a part. */
function togglePart(key) {
  const { levels } = openLevels(trace, roomsOfPicture(), opened.path), at = opened.path.indexOf(key);
  const beside = levels.at(-2)?.shown.some(part => keyOf(part) === key) ? -1 : opened.path.length;
  opened.path = at >= 0 ? opened.path.slice(0, at) : [...opened.path.slice(0, beside), key];
  adoptPicture();
  drawPicture();
}

/** The picture at a state; of a wrong rule the op is ringed, not what its gradient goes to. */
function drawAt(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG' && s >= markAt(node));
  });
}

/** The picture at a state, of which nothing is the current one: while lines are written, or weights move. */
function drawWhole(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    element.classList.remove('now', 'back-now');
    if (part === 'mark') element.classList.remove('absent');
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG');
  });
}

/** What is wrong with the lines, in the picture of how they were before: the op with a ring, all that follows unreached. */
function drawFault(fault) {
  const after = id => {
    const place = places.get(id);
    return place?.line !== undefined && (place.line > fault.line || (place.line === fault.line && place.column >= fault.column));
  };
  const [wrong] = [...places].filter(([id]) => trace.nodes[id].kind === 'op' && after(id)).sort(([id, a], [other, b]) => a.line - b.line || a.column - b.column || id - other).map(([id]) => ({ id: shownFor(id) }));
  parts.forEach(({ element, part, node, op }) => {
    const first = part === 'op' && wrong?.id === node;
    element.classList.toggle('wrong', first);
    element.classList.toggle('future', !first && after(['edge', 'back'].includes(part) && trace.nodes[node].kind !== 'op' ? op : node));
    element.querySelector('.cross')?.remove();
    if (first) element.insertAdjacentHTML('beforeend', `<text class="cross" x="${part.box?.x ?? element.getBBox().x + 2 * OP_RADIUS}" y="${element.getBBox().y + 4}" font-size="15">✗</text>`);
  });
  if (wrong) bringOp(wrong.id);
}

/** Scrolls an op to the middle. */
function bringOp(id) {
  const part = parts.find(other => other.part === 'op' && other.node === id);
  const scale = Number(picture.getAttribute('width')) / view.width;
  if (part) graphPane.scrollLeft = (part.box.x + part.box.width / 2) * scale - graphPane.clientWidth / 2;
}

/** A click on an op goes to its next step: first forward, then backward. */
graphPane.addEventListener('click', event => {
  const scope = event.target.closest('[data-scope]');
  if (scope) { togglePart(scope.dataset.scope); return; }
  const part = event.target.closest('[data-part=op]');
  if (!part || now.fault) return;
  const id = Number(part.dataset.node), steps = trace.states.map((state, s) => state.op === id && ['', 'result'].includes(state.beat) ? s : -1).filter(s => s >= 0);
  enter(now.moment === 'step' ? steps.find(s => s > step) ?? steps[0] : steps[0]);
});

/** What is pointed at in the picture is marked in the lines that it comes from. */
graphPane.addEventListener('pointerover', event => markLine(event.target.closest('[data-node]')));
graphPane.addEventListener('pointerleave', () => markLine(null));

function markLine(part) {
  const id = part && Number(part.dataset.part === 'edge' ? part.dataset.op : part.dataset.node);
  const line = part ? places.get(id)?.line ?? -1 : -1;
  [...paper.children].forEach((row, i) => row.classList.toggle('pointed', i === line));
}
