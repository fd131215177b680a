// ---------- what is joined: parts laid side by side or on each other, and taken apart again; an arrow for each part ----------

const isJoin = node => Boolean(operation(node)) && ['Concat', 'Stack'].includes(node.op);

/** The parts of a join in its own rank, a part of a stack being one place of the new axis, and the places that each takes. */
function partsOf(join) {
  const axis = axisOf(join);
  let next = 0;
  return join.inputs.map((id, i) => {
    const shape = join.op === 'Stack' ? [...join.from[i].slice(0, axis), 1, ...join.from[i].slice(axis)] : join.from[i];
    const first = next;
    next += shape[axis];
    return { id, shape, first, last: next - 1 };
  });
}

/** How a join is drawn: columns beside each other, rows under each other, or sheets, of which one is seen. */
function joinedWay(join) {
  const beyond = join.shape.length - 1 - axisOf(join);
  return beyond > 1 ? 'sheets' : sheetCount(join.shape) > 1 ? 'hidden' : ['columns', 'rows'][beyond];
}

/** Where a part lies in what is joined, in words. */
function whereIs(join, { first, last }) {
  const axis = axisOf(join), places = first === last ? first + 1 : `${first + 1}–${last + 1}`;
  return `<span class="ax">${escaped(join.axes[axis] || text('axis', { number: axis + 1 }))} = ${places}</span>`;
}

/** How far a column reaches, counted in columns; the gap where some are left out is narrower. */
const reach = places => places.reduce((sum, place) => sum + (place === null ? 0.4 : 1), 0);
const middleOf = (places, { first, last }, size) => (size(places.slice(0, lineOf(places, first))) + size(places.slice(0, lineOf(places, last) + 1))) / 2;
const lineCount = places => places.length;

function joined(node, result, print) {
  const way = joinedWay(node);
  const all = partsOf(node), shownParts = all.slice(0, [4, 3, 2][few]);
  const more = all.length > shownParts.length ? `<p class="note">${text('more leaves', { count: all.length - shownParts.length })}</p>` : '';
  return (way === 'columns' ? joinedAcross(node, shownParts, result, print) : joinedDown(node, shownParts, result, way, print)) + more;
}

/** Parts over the columns that they become. */
function joinedAcross(node, parts, result, print) {
  const places = shownColumns(node.shape);
  let before = 0;
  const arrows = [], over = parts.map((part, k) => {
    const width = reach(shownColumns(part.shape));
    const from = [k + 1, before + width / 2], to = [(parts.length + 1) / 2, middleOf(places, part, reach)];
    arrows.push(slanted(from, to));
    before += width;
    return `<div class="part">${caption(part.id, '', {})}${grid(part.id, { as: part.shape, head: true, print })}</div>`;
  });
  return `<div class="lay across"><div class="parts">${over.join('')}</div><div class="slants" aria-hidden="true">${arrows.join('')}</div>
    <div class="rc" style="margin-left:calc(var(--th) * ${(parts.length - 1) / 2})">${grid(result[0], result[2])}${caption(result[0], result[1], result[2])}</div></div>`;
}

/** An arrow down between two places, each in row headings and columns from the left. */
function slanted([headings, columns], [toHeadings, toColumns]) {
  const place = (h, c) => `(var(--th) * ${h} + var(--cw) * ${c})`;
  const shift = place(toHeadings - headings, toColumns - columns);
  return `<span style="left:calc${place(headings, columns)};--shift:calc${shift}">${(toHeadings - headings) * 20 + (toColumns - columns) * 60 < 0
    ? '<svg class="back" viewBox="0 0 100 100" preserveAspectRatio="none"><path d="M100 0C100 55 0 40 0 86"/></svg>'
    : '<svg viewBox="0 0 100 100" preserveAspectRatio="none"><path d="M0 0C0 55 100 40 100 86"/></svg>'}<i></i></span>`;
}

/** Parts under each other beside the rows, or the sheets, that they become. */
function joinedDown(node, parts, result, way, print) {
  const head = [node.shape, ...parts.map(part => part.shape)].some(shape => shownColumns(shape).length > 1);
  const raised = [node.shape, ...parts.map(part => part.shape)].some(shape => sheetCount(shape) > 1);
  const heights = parts.map(part => shownRows(part.shape).length);
  const rows = shownRows(node.shape), gaps = PART_GAP * (parts.length - 1);
  const lines = Math.max(heights.reduce((sum, height) => sum + height, gaps), rows.length);
  const start = (lines - rows.length) / 2;
  let top = 0;
  const pairs = parts.map((part, k) => {
    const to = way === 'rows' ? middleOf(rows, part, lineCount) : rows.length * (k + 0.5) / parts.length;
    const pair = [top + heights[k] / 2 - 0.5, start + to - 0.5];
    top += heights[k] + PART_GAP;
    return pair;
  });
  const deep = parts.some(part => sheetCount(part.shape) > 1); // their sheets stand behind each other: no row is level with an arrow
  const beside = parts.map((part, k) => `${caption(part.id, '', { as: part.shape })}<div>${grid(part.id, { as: part.shape, head: head && (k === 0 || deep), print })}</div>
    <div class="where">${way === 'rows' ? '' : whereIs(node, part)}${deep ? ' <span class="arrow">⟶</span>' : ''}</div>`);
  const middle = deep ? 0 : start;
  return `<div class="lay wired joined${head ? ' headed' : ''}${raised ? ' raised' : ''}${deep ? ' deep' : ''}"><div class="parts" style="grid-area:2/1">${beside.join('')}</div>${deep ? '' : wires(pairs, lines, lines)}
    ${caption(result[0], result[1], { ...result[2], style: 'grid-area:1/3' })}<div style="grid-area:2/3;--mid:${middle}">${grid(result[0], { ...result[2], head })}</div></div>`;
}

/** The room between parts, in rows. */
const PART_GAP = 0.6;

/** A part takes its own places back. */
function takenBack(join, input, up, out, print) {
  const part = partsOf(join)[input], way = joinedWay(join);
  const mine = [out[0], out[1], { ...out[2], as: part.shape }];
  const [from, to] = [join.shape, part.shape];
  if (way === 'columns') {
    const ends = [middleOf(shownColumns(from), part, reach), reach(shownColumns(to)) / 2];
    return wiredDown(up, mine, [ends.map(end => end - 0.5)]);
  }
  if (way === 'rows') {
    return wired(up, mine, [[middleOf(shownRows(from), part, lineCount) - 0.5, shownRows(to).length / 2 - 0.5]]);
  }
  const seen = [up[0], up[1], way === 'sheets' ? { ...up[2], sheet: sheetWith(join, part) } : up[2]];
  return row([seen, `${whereIs(join, part)} <span class="arrow">⟶</span>`, mine], print);
}

/** The sheet of what is joined that holds the sheet of the part that is seen. */
function sheetWith(join, part) {
  const place = indexOf(part.shape.slice(0, -2), sheetOf(part.shape));
  place[axisOf(join)] += part.first;
  return positionOf(join.shape.slice(0, -2), place);
}
