// ---------- the picture of a row of ops as SVG ----------

// ---------- edges ----------

function drawEdges(sheet) {
  const { ops, trace, x, y } = sheet;
  ops.forEach(op => [...new Set(op.inputs)].forEach(id => {
    const [cx, cy] = [x.get(op.id), y.get(op.id)], start = startOf(sheet, id);
    if (!start || leavesAbove(trace, op).includes(id)) return;
    const route = routeOf(sheet, id, op, start, [cx, cy]), real = trace.real.get(`${id} ${op.id}`);
    sheet.parts.push(edge('edge', real.node, real.op, route.there));
    if (trace.gradientOf.has(real.node) && flowsBack(trace, id)) sheet.parts.push(edge('back', real.node, real.op, route.back));
  }));
  ops.filter(({ id }) => trace.leading.has(id)).forEach(op => drawLeading(sheet, op));
  const end = trace.objective, [cx, cy] = [x.get(end), y.get(end)];
  if (cx === undefined) return;
  const stop = cx + broadOf(trace.nodes[end]) + J_BEHIND;
  sheet.parts.push(edge('edge', end, end, [[stop - J_BEHIND, cy], [stop - 5, cy]]));
  if (trace.gradientOf.has(end)) sheet.parts.push(edge('back', end, end, [[stop, cy + 6], [stop, cy + BLUE_BELOW + 8], [stop - J_BEHIND - 3, cy + BLUE_BELOW + 8]]));
}

/** How far behind its op the value of the loss stands. */
const J_BEHIND = 36;

/** A value that other rows or parts use: its edge ends at its own box, and comes back from the box of its gradient. */
function drawLeading(sheet, op) {
  const { x, y, trace } = sheet, [cx, cy] = [x.get(op.id), y.get(op.id)], middle = middleBehind(sheet, op), edgeOfOp = cx + broadOf(op);
  sheet.parts.push(edge('edge', op.id, op.id, [[edgeOfOp, cy], [middle, cy], [middle, cy - 12]]));
  if (trace.gradientOf.has(op.id)) sheet.parts.push(edge('back', op.id, op.id, [[middle, cy + BLUE_BELOW + 12], [middle, cy + BLUE_BELOW], [edgeOfOp - 2, cy + BLUE_BELOW]]));
}

/** Where the box of an op's value stands. */
const middleBehind = ({ x, layer, between }, op) => x.get(op.id) + broadOf(op) + Math.min(between[layer.get(op.id)], FARTHEST_OPS) / 2 + 8;

/** Where the edges of a value begin. */
function startOf(sheet, id) {
  const { x, y, trace } = sheet;
  if (x.has(id)) return [x.get(id) + broadOf(trace.nodes[id]), y.get(id)];
  const at = sourceAt(sheet, id);
  return at && [at[0] + boxOf(trace.nodes[id].shape).width / 2 + 2, at[1]];
}

/** The left ends of the ops of a layer. */
const leftOf = ({ middles, half }, layer) => middles[layer] - half[layer];

/** The middle of data that stands at the left of a branch. */
function sourceAt(sheet, id) {
  const at = sheet.source.get(id);
  return at && [leftOf(sheet, at.layer + 1) - SOURCE_BEFORE, sheet.heights.at[at.lane]];
}

/** Where the edges of a value part: before the next op. */
const forkOf = (sheet, id) => leftOf(sheet, (sheet.layer.get(id) ?? sheet.source.get(id).layer) + 1) - FORK_BEFORE;

const flowsBack = (trace, id) => trace.nodes[id].kind !== 'input' && trace.nodes[id].kind !== 'constant';

/** An edge's corners there, and back a little below or beside. */
function routeOf(sheet, id, node, [sx, sy], [cx, cy]) {
  const { tracks, lane, heights, source } = sheet, op = node.id;
  const track = tracks.get(`${id} ${op}`), rim = broadOf(node) + 1, tall = tallOf(node) / 2 + 1, fork = forkOf(sheet, id);
  const there = lane.get(id) ?? source.get(id)?.lane;
  if (track === undefined && there === lane.get(op)) {
    return { there: [[sx, sy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [sx - 2, cy + BLUE_BELOW]] };
  }
  if (track === undefined && beginsFrom(sheet, op) === id) { // a branch begins: from the fork down into its first op
    return { there: [[sx, sy], [fork, sy], [fork, cy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [fork + BLUE_BELOW, cy + BLUE_BELOW], [fork + BLUE_BELOW, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]] };
  }
  const side = heights.at[track ?? there] > cy ? 1 : -1, end = cy + side * tall, line = heights.at[track ?? there];
  if (track === undefined) { // a branch ends: along its lane, then up into the op
    return { there: [[sx, sy], [cx - 6, sy], [cx - 6, end]], back: [[cx + 5, end - side], [cx + 5, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]] };
  }
  return {
    there: [[sx, sy], [fork, sy], [fork, line], [cx - 6, line], [cx - 6, end]],
    back: [[cx + 5, end - side], [cx + 5, line + BLUE_BELOW], [fork + BLUE_BELOW, line + BLUE_BELOW], [fork + BLUE_BELOW, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]],
  };
}

/** A line with round corners and its arrow head, ink or blue. */
function edge(part, node, op, points) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const length = Math.max(1e-9, Math.hypot(end[0] - before[0], end[1] - before[1]));
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const neck = [end[0] - 8 * dx, end[1] - 8 * dy], colour = part === 'edge' ? 'var(--ink)' : 'var(--back)';
  const head = [1, -1].map(side => `L${tenths(end[0] - 10 * dx - 3.8 * side * dy)} ${tenths(end[1] - 10 * dy + 3.8 * side * dx)}`).join('');
  return `<g data-node="${node}" data-part="${part}" data-op="${op}"><path pathLength="1" d="${rounded([...points.slice(0, -1), neck])}" fill="none" stroke="${colour}" stroke-width="1.4"/><path d="M${tenths(end[0])} ${tenths(end[1])}${head}Z" fill="${colour}"/></g>`;
}

const tenths = number => Math.round(number * 10) / 10;

function rounded(points) {
  return points.map(([px, py], i) => {
    if (i === 0) return `M${tenths(px)} ${tenths(py)}`;
    if (i === points.length - 1) return `L${tenths(px)} ${tenths(py)}`;
    const corner = Math.min(8, ...[points[i - 1], points[i + 1]].map(([qx, qy]) => Math.hypot(qx - px, qy - py) / 2));
    const towards = ([qx, qy]) => {
      const far = Math.max(1e-9, Math.hypot(qx - px, qy - py));
      return `${tenths(px + (qx - px) / far * corner)} ${tenths(py + (qy - py) / far * corner)}`;
    };
    return `L${towards(points[i - 1])}Q${tenths(px)} ${tenths(py)} ${towards(points[i + 1])}`;
  }).join('');
}

// ---------- ops, tensors, names ----------

/** Data at the left of its branch, with its name below. */
function drawSources(sheet) {
  const { source, trace } = sheet;
  source.forEach((_, id) => {
    const [cx, cy] = sourceAt(sheet, id), { shape, kind } = trace.nodes[id], box = boxOf(shape);
    drawFork(sheet, id, cy);
    const words = sizes(shape) && `<text class="dim" x="${cx}" y="${cy - box.height / 2 - box.behind * SHEET_STEP - 6}" text-anchor="middle">${sizes(shape)}</text>`;
    sheet.parts.push(tensor(trace, id, 'value', cx, cy, words + svgName(nameInPicture(trace.all, id), cx, cy + box.height / 2 + 20)));
    if (kind === 'parameter' && trace.gradientOf.has(id)) sheet.parts.push(tensor(trace, id, 'gradient', cx, cy + box.height + 34, fraction(trace, id, cx + box.width / 2 + 18, cy + box.height + 34)));
  });
}

function drawOp(sheet, op) {
  const { x, y, trace } = sheet, [cx, cy] = [x.get(op.id), y.get(op.id)];
  leavesAbove(trace, op).forEach((id, i) => drawLeaf(sheet, op, id, i));
  drawValue(sheet, op, cx, cy);
  const broad = broadOf(op), tall = tallOf(op);
  const rim = `<rect x="${tenths(cx - broad)}" y="${tenths(cy - tall / 2)}" width="${tenths(2 * broad)}" height="${tall}" rx="${op.closed ? 12 : OP_RADIUS}" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.4"/>`;
  sheet.parts.push(op.closed ? `<g data-node="${op.id}" data-part="op" data-scope="${keyOf(op.closed)}">${rim}${wordsOfBox(op, cx - broad + 12, cy)}</g>` : `<g data-node="${op.id}" data-part="op">${rim}${signOfOp(op, cx, cy)}</g>`);
  const verdict = (op.closed?.ops ?? [op.id]).map(id => verdictOf(trace, id)).sort((a, b) => ORDER_OF_VERDICTS.indexOf(a) - ORDER_OF_VERDICTS.indexOf(b)).find(Boolean);
  if (verdict) sheet.parts.push(`<g data-node="${op.id}" data-part="mark"><text class="${VERDICTS[verdict][1]}" x="${cx + broad - 1}" y="${cy - tall / 2 + 2}" text-anchor="middle" font-size="14">${VERDICTS[verdict][0]}</text></g>`);
  drawFork(sheet, op.id, cy);
}

function signOfOp(op, cx, cy) {
  const words = signWords(op), isName = words.length > 2, isLetter = /^[Jσ]$/.test(words);
  return words === 'relu' ? `<path d="M${cx - 10} ${cy + 5}H${cx}L${cx + 9} ${cy - 6}" fill="none" stroke="var(--ink)" stroke-width="1.8"/>`
    : `<text class="${isLetter ? 'name' : ''}" x="${cx}" y="${cy + (isName ? 4.5 : 6)}" text-anchor="middle" font-size="${isName ? 12.5 : isLetter ? 20 : 17}">${escaped(words)}</text>`;
}

/** What stands in a closed part: a triangle, its name, its formula. */
function wordsOfBox(op, left, cy) {
  const [title, below] = wordsOfPart(trace, op.closed);
  return `<path class="opens" d="M${tenths(left)} ${cy - 14}l8 5-8 5z"/><text x="${tenths(left + 14)}" y="${cy - 4}" font-size="14">${escaped(title)}</text><text class="dim" x="${tenths(left)}" y="${cy + 14}">${escaped(below)}</text>`;
}

/** Where a value is used more than once: a dot, and a plus where its gradients are added. */
function drawFork(sheet, id, cy) {
  const { trace, users, parts: drawn } = sheet, uses = new Set((users.get(id) ?? []).filter(({ op }) => !leavesAbove(trace, trace.nodes[op]).includes(id)).map(({ op }) => op));
  if (uses.size < 2) return;
  const fork = forkOf(sheet, id);
  drawn.push(`<g data-node="${id}" data-part="dot"><circle cx="${tenths(fork)}" cy="${cy}" r="3.5" fill="var(--ink)"/></g>`);
  if (!trace.states.some(state => state.phase === 'sum' && state.node === id)) return;
  const [px, py] = [tenths(fork + BLUE_BELOW), cy + BLUE_BELOW];
  drawn.push(`<g data-node="${id}" data-part="plus"><circle cx="${px}" cy="${py}" r="8" fill="var(--back)"/><text x="${px}" y="${py + 5}" text-anchor="middle" font-size="15" style="fill:var(--paper)">+</text></g>`);
}

/** Half the width of an op: a long name makes it longer than a circle. */
function broadOf(op) {
  if (op.closed) return halfOfBox(op.closed);
  const { length } = signWords(op);
  return length > 4 ? length * 3.6 + 6 : OP_RADIUS;
}

/** Boxes are as wide as their words. */
function halfOfBox(part) {
  const [title, below] = wordsOfPart(trace, part);
  return part.half ??= Math.max(46, 13 + Math.max(wordWidth(title, 14) + 14, wordWidth(below, 12)) / 2);
}

const ruler = document.createElement('canvas').getContext('2d');
function wordWidth(words, size) {
  ruler.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(words).width;
}

const tallOf = op => op.closed ? BOX_HEIGHT : 2 * OP_RADIUS;

const signWords = op => op.builtIn && op.op.endsWith('Loss') ? 'J'
  : op.builtIn ? { Relu: 'relu', Sum: '∑', SumTo: '∑', DivideBroadcast: '÷', Transpose: '⊤', Square: 'x²', Sigmoid: 'σ' }[op.op] ?? op.sign : op.sign || op.op;

const ORDER_OF_VERDICTS = ['WRONG', 'INCONCLUSIVE', 'AT_KINK', 'PASS'];

/** The verdict of the check on an op, if there is one. */
function verdictOf(trace, op) {
  const verdicts = trace.steps.filter(step => step.rule === op && step.check).map(step => step.check.verdict);
  return ORDER_OF_VERDICTS.find(verdict => verdicts.includes(verdict));
}

/** An op's value above its edge, its gradient below. */
function drawValue(sheet, op, cx, cy) {
  const { trace } = sheet, box = boxOf(op.shape), named = op.name !== '';
  if (op.id === trace.objective) {
    const at = cx + broadOf(op) + J_BEHIND;
    sheet.parts.push(tensor(trace, op.id, 'value', at, cy, `${svgName(nameText(trace, op.id), at + 12, cy + 5, 'start')}<text class="number" data-number="${op.id}" x="${at + 27}" y="${cy + 5}" font-size="15"></text>`));
    return;
  }
  const middle = middleBehind(sheet, op), top = cy - 12 - box.height, leads = trace.leading.has(op.id);
  sheet.parts.push(tensor(trace, op.id, 'value', middle, cy - 12 - box.height / 2, nameOfValue(named ? nameText(trace, op.id) : leads ? nameInPicture(trace.all, op.id) : '', middle, top, box)));
  if (!trace.gradientOf.has(op.id)) return;
  const down = cy + BLUE_BELOW + 12 + box.height / 2;
  sheet.parts.push(tensor(trace, op.id, 'gradient', middle, down, fraction(trace, op.id, middle - box.width / 2 - 20, Math.max(down, cy + BLUE_BELOW + 24))));
}

/** The name of a value at the left of its box; a long one over it, if that is low. */
const nameOfValue = (words, middle, top, { width, height }) => height < 30 && [...words].length > 2 ? svgName(words, middle, top - 6)
  : svgName(words, middle - width / 2 - 7, top + height / 2 + 6, 'end');

/** How far right of its op each of its leaves hangs. */
function placeOfLeaf(trace, op, i) {
  return total(leavesAbove(trace, op).slice(0, i).map(id => {
    const { shape, kind } = trace.nodes[id], { width } = boxOf(shape);
    return 40 + width + (kind === 'parameter' && trace.gradientOf.has(id) ? width + 46 : 0);
  }));
}

/** A leaf above its op, its gradient at its right. */
function drawLeaf(sheet, op, id, i) {
  const { trace, x, y, users } = sheet, tall = tallOf(op) / 2;
  const node = trace.nodes[id], box = boxOf(node.shape), [ox, cy] = [x.get(op.id), y.get(op.id)], cx = ox + placeOfLeaf(trace, op, i), real = trace.real.get(`${id} ${op.id}`);
  const bottom = cy - hangs(trace, op, id, sheet.high, trace.nodes[sheet.before.get(op.id)]), middle = bottom - box.height / 2;
  const aside = i && Math.min(broadOf(op) - 9, 12 * i), top = cy - (op.closed || !i ? tall : Math.sqrt(tall ** 2 - aside ** 2)), target = [[cx, bottom + 1], [ox + aside, top - 1]];
  sheet.parts.push(edge('edge', real.node, real.op, target));
  if (node.kind === 'constant' && node.shape.length === 0) { // a plain number
    sheet.parts.push(`<g data-node="${id}" data-part="value"><text x="${cx}" y="${bottom - 2}" text-anchor="middle" font-size="15">${escaped(node.name || shown(Number(node.value?.[0] ?? 0)))}</text></g>`);
    return;
  }
  const words = node.kind === 'parameter' ? `<text class="dim" x="${cx}" y="${middle - box.height / 2 - 6}" text-anchor="middle">${sizes(node.shape)}</text>` : '';
  sheet.parts.push(tensor(trace, id, 'value', cx, middle, words + svgName(nameInPicture(trace.all, id), cx - box.width / 2 - 7, middle + 6, 'end')));
  const [first] = users.get(id);
  if (!trace.gradientOf.has(id) || node.kind === 'input') return;
  sheet.parts.push(edge('back', real.node, real.op, [[ox + aside + (i ? 6 : 9), i ? top + 2 : cy - tall + (op.closed ? 0 : 2)], [cx + 9, bottom + 2]]));
  if (first.op !== op.id || node.kind === 'carried') return;
  const beside = cx + box.width + 8, lifted = box.height < 40 ? Math.min(middle - 4, bottom - 20) : middle;
  sheet.parts.push(tensor(trace, id, 'gradient', beside, middle, fraction(trace, id, beside + box.width / 2 + 20, Math.max(22, lifted))));
}

/** A tensor as a box of cells. */
function tensor(trace, id, part, cx, cy, words) {
  const { shape } = trace.nodes[id], { rows, columns, across, side, behind, width, height } = boxOf(shape);
  const [left, top] = [tenths(cx - width / 2), tenths(cy - height / 2)], colour = part === 'value' ? 'var(--ink)' : 'var(--back)';
  const rect = (x, y, w, h, more) => `<rect x="${tenths(x)}" y="${tenths(y)}" width="${tenths(w)}" height="${tenths(h)}"${more}/>`;
  if (shape.length === 0) return `<g data-node="${id}" data-part="${part}">${rect(left, top, width, height, ` rx="3" stroke="${colour}" stroke-width="1.4" data-cell="0"`)}${words}</g>`;
  const sheets = Array.from({ length: behind }, (_, i) => behind - i).map(s => rect(left + s * SHEET_STEP, top - s * SHEET_STEP, width, height, ` fill="var(--paper)" stroke="${colour}" stroke-width="1.1"`)).join('');
  const cells = rows.map((row, r) => row === null
    ? `<text class="dim" x="${cx}" y="${top + r * GRAPH_CELL + 8}" text-anchor="middle" font-size="12">⋯</text>`
    : Array.from({ length: across }, (_, c) => rect(left + c * side + 0.4, top + r * GRAPH_CELL + 0.4, side - 0.8, GRAPH_CELL - 0.8, ` data-cell="${row * columns + c}"`)).join('')).join('');
  return `<g data-node="${id}" data-part="${part}">${sheets}${rect(left, top, width, height, ' class="ground" fill="var(--paper)"')}${cells}${rect(left, top, width, height, ` fill="none" stroke="${colour}" stroke-width="1.4"`)}${words}</g>`;
}

/** The name that a picture shows: a long expression is none. */
const nameInPicture = (nodes, id) => [nodes[id].name, nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name)) ?? '';

const nameText = (trace, id) => trace.nodes[id].name || trace.nodes[id].symbol.text;
const sizes = shape => shape.length === 0 ? '' : shape.length === 1 ? `(${shape[0]})` : shape.join(' × ');

/** A name in italics, with a number behind one letter lowered. */
function svgName(words, x, y, anchor = 'middle', size = 20, before = '') {
  const [, letters, lower = ''] = /^(\p{L}\p{M}*)_?(\d{1,2})$/u.exec(words) ?? /^(.+?)_(\w{1,6})$/u.exec(words) ?? [0, words];
  if (words === '') return '';
  const short = [...letters].length > 7 ? `${[...letters].slice(0, 6).join('')}…` : letters;
  const sub = lower && `<tspan class="sub" font-size="${Math.max(12, size * 0.62)}" dy="4">${lower}</tspan><tspan dy="-4">\u200b</tspan>`;
  return `<text class="name" x="${tenths(x)}" y="${tenths(y)}" text-anchor="${anchor}" font-size="${size}">${before}${escaped(short)}${sub}</text>`;
}

/** ∂J over ∂x, built up; one that is passed on unchanged keeps the name that it came with. */
function fraction(trace, id, x, y) {
  const bar = `<path class="bar" d="M${tenths(x - 14)} ${tenths(y)}h28"/>`, came = trace.all[trace.gradientOf.get(id)].symbol.text;
  const words = [trace.nodes[id].name, came.slice(came.indexOf('/∂') + 2), trace.nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name));
  if (!words) return '';
  return svgName(nameText({ nodes: trace.all }, trace.objective), x, y - 5, 'middle', 16, '∂') + bar + svgName(words, x, y + 15, 'middle', 16, '∂');
}
