// ---------- what is only moved: the same numbers in another shape or place ----------

/** The places of `source` that one number of a moved tensor comes from; a division by a plain number on the way is let pass. */
function originsOf(id, place, source) {
  if (id === source) return [place];
  const node = trace.nodes[id], op = operation(node);
  const inputs = node.inputs.map(i => trace.numbers[i]);
  if (op?.family === 'binary' && standsAlone(node.inputs[1])) return originsOf(node.inputs[0], broadcastPlace(node.shape, place, node.from[0]), source);
  if (!['move', 'gather', 'scatter'].includes(op?.family) || (op.family !== 'move' && !inputs[1])) return [];
  return op.sources(node, place, inputs).flatMap(([input, at]) => originsOf(node.inputs[input], at, source));
}

/** Whether nothing but moves leads from one tensor to the other. */
function isMoved(id, source) {
  if (id === source) return true;
  const node = trace.nodes[id], op = operation(node);
  if (op?.family === 'binary') return !trace.graph.has(id) && standsAlone(node.inputs[1]) && isMoved(node.inputs[0], source);
  return ['move', 'gather', 'scatter'].includes(op?.family) && node.inputs.some(input => isMoved(input, source));
}

/** For shown cells of the result the cells that they come from: [row, column] of each, as they are shown. */
function shownMoves(source, result, from, to) {
  const fromRows = shownRows(from), fromColumns = shownColumns(from);
  const width = to.length ? to.at(-1) : 1, wide = from.length ? from.at(-1) : 1;
  const start = sheetStart(to), area = sizeOf(from.slice(-2)), sheet = sheetOf(from);
  const moves = [];
  shownRows(to).forEach((row, r) => row !== null && shownColumns(to).forEach((column, c) => {
    if (column === null) return;
    originsOf(result, start + row * width + column, source).forEach(place => {
      if (Math.floor(place / area) !== sheet) return;
      const at = place % area, [y, x] = [Math.floor(at / wide), at % wide];
      moves.push({ from: [lineOf(fromRows, y), lineOf(fromColumns, x)], to: [r, c], columns: [x, column], rows: [y, row] });
    });
  }));
  return moves;
}

const distinctPairs = pairs => [...new Map(pairs.map(pair => [pair.join(), pair])).values()];

/**
 * A tensor and what it is moved to: with arrows from row to row, or from column to column, where whole ones move; else with
 * one arrow. Each side is [id, role, options].
 */
function movedLayout(left, right, { label = '', before = '', further = '', print } = {}) {
  const [from, to] = [left, right].map(([id, , o]) => o.as || trace.nodes[id].shape);
  const origin = left[2]?.of ?? left[0];
  const moves = shownMoves(origin, right[0], from, to);
  const narrow = (from.at(-1) ?? 1) === 1;
  const single = sizeOf(from) === 1;
  if (moves.length && moves.every(move => narrow || move.columns[0] === move.columns[1]) && (shownRows(to).length > 1 || single)) {
    const pairs = distinctPairs(moves.map(move => [move.from[0], move.to[0]]));
    const alike = !narrow && !further && !before && pairs.every(([a, b]) => a === b) && shownRows(from).length === shownRows(to).length;
    return alike ? row([left, `${label} <span class="arrow">⟶</span>`, right], print) : wired(left, right, pairs, label, { before, further });
  }
  if (moves.length && moves.every(move => move.rows[0] === move.rows[1] || shownRows(from).length === 1) && shownColumns(from).length > 1) {
    return wiredDown(left, right, distinctPairs(moves.map(move => [move.from[1], move.to[1]])), label);
  }
  return row([left, `${label} <span class="arrow">⟶</span>`, right], print);
}

/** Whether nothing reaches a place: it was never read, or what would come is cut off. */
function isBlocked(id, place) {
  const node = trace.nodes[id], op = operation(node);
  if (!op || trace.graph.has(id)) return false;
  const inputs = node.inputs.map(i => trace.numbers[i]);
  if (op.family === 'where') {
    const [, [input, at]] = op.sources(node, place, inputs);
    return isZero(trace.nodes[node.inputs[input]]) || isBlocked(node.inputs[input], at);
  }
  if (op.family !== 'move' && op.family !== 'scatter') return false;
  if (op.family === 'scatter' && !inputs[1]) return false;
  const sources = op.sources(node, place, inputs);
  return sources.length === 0 || sources.every(([input, at]) => isBlocked(node.inputs[input], at));
}

/** The numbers of rows (or of columns) that are read more than once. */
function readTwice(gather) {
  const indices = trace.numbers[gather.inputs[1]];
  if (!indices) return [];
  const seen = new Set(), twice = new Set();
  indices.forEach(index => (seen.has(index) ? twice : seen).add(index));
  return [...twice].sort((a, b) => a - b).map(index => index + 1);
}

/** Reading rows, or adding into them: from where to where, and the indices that say so, beside the rows that have them. */
function gathered(node, result, print) {
  const [x, indices] = node.inputs, reads = operation(node).family === 'gather';
  const along = trace.nodes[indices].shape;
  const beside = along.length === 1 && axisOf(node) === node.from[0].length - 2 ? indexColumn(indices, reads ? node.shape : node.from[0], reads ? 4 : 1) : '';
  const from = [x, text(reads ? 'role read from' : 'role operand'), {}];
  return movedLayout(from, result, reads ? { further: beside, print } : { before: beside, print });
}

function indexColumn(id, beside, column) {
  const as = [...trace.nodes[id].shape, 1];
  return caption(id, text('role indices'), { style: `grid-area:1/${column}` })
    + `<div style="grid-area:2/${column}">${grid(id, { as, head: shownColumns(beside).length > 1, plain: true, labels: 'none' })}</div>`;
}
