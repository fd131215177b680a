// ---------- the Numbers pane: how the tensors of a step stand to each other ----------

/** Grids in a row with signs between; an item is a sign or [id, role, options]. */
function row(items, s, print) {
  const wide = items.some(item => Array.isArray(item) && (trace.nodes[item[0]].shape.at(-1) || 1) > 1);
  return `<div class="lay line-up">${items.map(item => {
    if (!Array.isArray(item)) return `<div class="opr">${item}</div>`;
    const [id, role, o = {}] = item;
    return `<div class="item">${caption(id, role, o)}${grid(id, { ...o, head: wide, print })}</div>`;
  }).join('')}</div>`;
}

/** A matrix product as Falk wrote it: left factor lower left, right factor upper right, result where row and column cross. */
function falk(left, right, result, print) {
  const meet = trace.nodes[left[0]].axes.at(-1) || trace.nodes[right[0]].axes.at(-2) || String(trace.nodes[left[0]].shape.at(-1));
  const axis = escaped(meet);
  return `<div class="lay falk">
    <div style="grid-column:1;grid-row:1/3;align-self:end">${caption(left[0], left[1], left[2])}</div>
    ${caption(right[0], right[1], { ...right[2], style: 'grid-column:2;grid-row:1' })}
    <div style="grid-column:2;grid-row:2;display:flex;align-items:center">${grid(right[0], { ...right[2], print })}<span class="ax meet brk">${axis}</span></div>
    <div style="grid-column:1;grid-row:3;align-self:start;padding-top:4px"><div class="ax meet meetx">${axis}</div>${grid(left[0], { ...left[2], print })}</div>
    <div class="rc" style="grid-column:2;grid-row:3;align-self:end">${grid(result[0], { ...result[2], print })}${caption(result[0], result[1], result[2])}</div></div>`;
}

/** One value that was used in many places: its copies at the left, what comes back for each at the right, added up. */
function fold(state, s, print) {
  const up = state.upstream, result = state.result, node = state.node;
  const shape = trace.nodes[up].shape, small = trace.nodes[result].shape;
  const rowsAdded = shape.length > 1 && sizeOf(small) === (small.length && small.at(-1) === shape.at(-1) ? shape.at(-1) : -1);
  const hidden = state.beat !== 'result';
  const count = sizeOf(shape) / sizeOf(small);
  const axis = summedAxes(shape, small, up);
  const graph = trace.graph.has(node) && trace.numbers[node];
  const left = graph ? caption(node, text('role copies', { count }), { shape, style: 'grid-column:1;grid-row:1' })
    + `<div style="grid-column:1;grid-row:2;display:flex">${grid(node, { shape, print })}<div class="paths">${shownRows(shape).map(() => '<i></i>').join('')}</div></div>` : '';
  return `<div class="lay fold">${left}
    ${caption(up, text('role contributions', { count }), { style: 'grid-column:2;grid-row:1' })}
    <div style="grid-column:2;grid-row:2;display:flex;align-items:center">${grid(up, { blue: true, print, plus: rowsAdded })}<span class="ax meet brk">∑ ${axis}</span></div>
    <div class="rc" style="grid-column:2;grid-row:3"><div>${rowsAdded ? `<div class="sumline" style="--columns:${shownColumns(small).length}"></div>` : ''}${grid(result, { blue: true, hidden, result: true, print, fresh: !hidden })}</div>${caption(result, text('role result'), { name: gradientName(node), of: result })}</div></div>`;
}

function summedAxes(shape, small, id) {
  const missing = shape.length - small.length;
  const names = shape.map((size, axis) => axis < missing || (small[axis - missing] === 1 && size > 1) ? trace.nodes[id].axes[axis] || text('axis', { number: axis + 1 }) : '');
  return escaped(names.filter(Boolean).join(', '));
}

const isMask = id => trace.numbers[id] && sizeOf(trace.nodes[id].shape) > 0 && trace.numbers[id].every(value => value === 0 || value === 1);

/** The grids of a state. */
function layout(s, print = false) {
  const state = trace.states[s];
  const known = id => s >= trace.knownAt[id];
  if (state.phase === 'given') return given(print);
  if (state.phase === 'seed') return row([[trace.objective, text('role loss')], '', [state.result, text('role seed'), { blue: true, result: true, name: gradientName(trace.objective) }]], s, print);
  if (state.phase === 'forward') return forward(state.result, print, s);
  if (state.phase === 'fold') return fold(state, s, print);
  if (state.phase === 'sum') return fanOut(state, s, print);
  if (state.phase === 'update') return update(state, s, print);
  return backward(state, s, known, print);
}

function given(print) {
  const leaves = trace.nodes.filter(node => node.kind !== 'op' && trace.graph.has(node.id) && node.name);
  const shownLeaves = leaves.slice(0, 5);
  const items = shownLeaves.flatMap((node, i) => [...(i ? [''] : []), [node.id, text(`role ${node.kind}`), { editable: true, result: true }]]);
  const more = leaves.length - shownLeaves.length;
  return row(items, 0, print) + (more > 0 ? `<p class="note">${text('more leaves', { count: more })}</p>` : '');
}

function forward(id, print) {
  const node = trace.nodes[id], op = operation(node);
  const result = [id, text('role result'), { result: true, print, fresh: true, quiz: quiz.hides(id) }];
  const [a, b] = node.inputs;
  if (op?.family === 'matmul') return falk([a, text('role left factor')], [b, text('role right factor')], result, print);
  if (op?.family === 'binary') {
    const roles = node.op === 'AddBroadcast' ? ['role term', 'role term'] : node.op === 'MultiplyBroadcast' ? ['role factor', 'role factor'] : ['role operand', 'role operand'];
    const items = [a, b].map((input, i) => [input, text(roles[i]), stretched(node, i)]);
    const infix = op.sign.length === 1;
    return infix ? row([items[0], op.sign, items[1], '=', result], 0, print) : row([items[0], '', items[1], `${op.sign} →`, result], 0, print);
  }
  if (op?.family === 'loss' && op.each && trace.numbers[a] && trace.numbers[b]) return lossRow(node, op, result, print);
  if (op?.family === 'gather') return gathered(node, result, print);
  const sign = op?.family === 'move' ? `${text('moved')} →` : `${signOf(id)} →`;
  const operands = node.inputs.slice(0, 4).flatMap((input, i) => [...(i ? [''] : []), [input, text('role operand')]]);
  const unknown = op ? '' : `<p class="note">${text('no formula', { op: escaped(node.op) })}</p>`;
  return row([...operands, op ? sign : `<span class="pill">${escaped(node.sign || node.op)}</span> →`, result], 0, print) + unknown;
}

/** An operand that broadcasting repeats is shown repeated. */
function stretched(node, input) {
  const small = node.from[input];
  const same = small.length === node.shape.length && small.every((size, axis) => size === node.shape[axis]);
  const visible = sizeOf(small) > 0 && trace.numbers[node.inputs[input]];
  return same || !visible || (small.length === 0 && trace.nodes[node.inputs[input]].kind === 'constant') ? {} : { shape: node.shape };
}

/** Target and output, the error of each example, the loss. */
function lossRow(node, op, result, print) {
  const [z, y] = node.inputs;
  const shape = node.from[0];
  const errors = Float64Array.from(trace.numbers[z], (value, p) => op.each(value, trace.numbers[y][p], node));
  const scale = Math.max(...errors.map(Math.abs));
  const rows = shownRows(shape), columns = shownColumns(shape), width = shape.at(-1) || 1;
  const cells = rows.map(r => r === null ? `<tr class="tear">${th('')}<td colspan="${columns.length}">⋯</td></tr>` : `<tr>${th(rows.length > 1 ? r + 1 : '')}${columns.map((c, i) => {
    if (c === null) return '<td class="gap">⋯</td>';
    const { cls, strength } = heatOf(errors[r * width + c], scale);
    return `<td class="${cls}${i === 0 ? ' l' : ''}${i === columns.length - 1 ? ' r' : ''}" style="--h:${strength}" data-e="${r * width + c}">${shown(errors[r * width + c])}</td>`;
  }).join('')}</tr>`).join('');
  const head = columns.length > 1 ? `<thead><tr>${th('')}${columns.map(c => th(c === null ? '' : c + 1)).join('')}</tr></thead>` : '';
  const inner = `<div class="lay" style="grid-template-columns:auto auto auto auto auto auto auto">
    ${caption(y, text('role target'), { style: 'grid-column:1;grid-row:1' })}<div style="grid-column:1;grid-row:2">${grid(y, { print, head: columns.length > 1 })}</div>
    ${caption(z, text('role output'), { style: 'grid-column:2;grid-row:1' })}<div style="grid-column:2;grid-row:2">${grid(z, { print, head: columns.length > 1 })}</div>
    <div class="opr" style="grid-column:3;grid-row:2">→</div>
    <div class="cap" style="grid-column:4;grid-row:1"><span class="role">${text('role error')}</span><span class="sym">${errorName(node)}</span></div>
    <div style="grid-column:4;grid-row:2"><table class="gr">${head}<tbody>${cells}</tbody></table></div>
    <div class="opr" style="grid-column:5;grid-row:2">∑ / ${shape[0] ?? 1} →</div>
    ${caption(node.id, text('role mean'), { style: 'grid-column:6;grid-row:1' })}<div style="grid-column:6;grid-row:2">${grid(node.id, { ...result[2] })}</div></div>`;
  return inner;
}

const errorName = node => {
  const [z, y] = node.inputs.map(nameOf);
  return { MseLoss: `½(${y} − ${z})²`, L1Loss: `|${y} − ${z}|`, HuberLoss: `<i class="v">h</i>(${y} − ${z})` }[node.op] || `<i class="v">ℓ</i>(${z}, ${y})`;
};

function gathered(node, result, print) {
  const [x, indices] = node.inputs;
  return row([[x, text('role read from')], '', [indices, text('role indices')], `${text('read')} →`, result], 0, print);
}

function fanOut(state, s, print) {
  const items = state.step.operands.flatMap((id, i) => [...(i ? ['+'] : []), [id, text('role from', { op: fromOp(id, state.node) }), { blue: true, name: gradientName(state.node), of: id }]]);
  return row([...items, '=', [state.result, text('role result'), { blue: true, result: true, fresh: true, name: gradientName(state.node) }]], s, print);
}

function fromOp(id, node) {
  const state = trace.states.find(known => known.result === id && known.node === node && known.op !== undefined);
  return state ? signOf(state.op) : '';
}

function update(state, s, print) {
  const node = trace.nodes[state.result];
  const after = [state.result, text('role after'), { result: true, fresh: true, name: nameOf(state.node), of: state.node }];
  const before = [state.node, text('role before'), {}];
  const gradient = trace.gradientOf.get(state.node);
  const plain = node.op === 'SubtractBroadcast' && node.inputs[0] === state.node && trace.nodes[node.inputs[1]].op === 'MultiplyBroadcast' && trace.nodes[node.inputs[1]].inputs[1] === gradient;
  if (plain) return row([before, `− ${nameOf(trace.nodes[node.inputs[1]].inputs[0])} ·`, [gradient, text('role gradient'), { blue: true }], '=', after], s, print);
  if (state.result === state.node) return row([before, '', [gradient, text('role gradient'), { blue: true }], '→', updatedGrid(state)], s, print);
  return row([before, '', [gradient, text('role gradient'), { blue: true }], '→', after], s, print);
}

/** An optimizer without a formula tells only the new numbers. */
function updatedGrid(state) {
  return `<div><span class="role">${text('role after')}</span> ${state.step.value.slice(0, 6).map(value => shown(Number(value))).join(', ')}</div>`;
}

function backward(state, s, known, print) {
  const { upstream, factor, result, beat, unchanged } = state;
  const node = trace.nodes[result], op = operation(node);
  const up = [upstream, text('role upstream'), { blue: true }];
  const mask = factor >= 0 && op?.family !== 'matmul' && isMask(factor) ? factor : -1;
  const blocked = mask >= 0 ? position => trace.numbers[mask][broadcastPlace(node.shape, position, trace.nodes[mask].shape)] === 0 : undefined;
  const out = [result, text('role result'), { blue: true, result: beat === 'result', hidden: beat !== 'result', fresh: beat === 'result', name: gradientName(state.node), of: result, blocked, quiz: beat === 'result' && quiz.hides(result) }];
  if (unchanged) {
    const ones = `<div class="ones"><span class="role">${text('role factor local')}</span><table class="gr single${beat === 'upstream' ? ' off' : ''}"><tbody><tr>${th('')}<td class="l r">${beat === 'upstream' ? '·' : '1'}</td></tr></tbody></table><span class="shp">${text('everywhere')}</span></div>`;
    return row([up, '∗', ones, '=', out], s, print);
  }
  if (factor >= 0) {
    const local = [factor, text(op?.sign === '÷' ? 'role divisor' : 'role factor local'), { hidden: beat === 'upstream', fresh: beat === 'factor', result: beat === 'factor', blocked: mask >= 0 ? position => trace.numbers[mask][position] === 0 : undefined }];
    if (op?.family === 'matmul') {
      return node.inputs[0] === factor ? falk(local, up, out, print) : falk(up, local, out, print);
    }
    return row([up, op?.sign && op.sign.length === 1 ? op.sign : '∗', local, '=', out], s, print);
  }
  if (op?.family === 'scatter') return scattered(state, node, up, out, print);
  const others = [...new Set(ingredients(result, upstream))].slice(0, 3);
  const sign = op?.family === 'move' ? `${text('moved')} →` : op?.family === 'reduce' ? `${op.sign} →` : op?.family === 'unary' && node.inputs[0] === upstream ? `${signOf(result)} →` : '→';
  const extra = others.flatMap(id => ['', [id, text('role used')]]);
  const unknown = op ? '' : `<p class="note">${text('no formula', { op: escaped(node.op || '') })}</p>`;
  return row([up, ...extra, sign, out], s, print) + unknown;
}

function scattered(state, node, up, out, print) {
  return row([up, '', [node.inputs[1], text('role indices')], `${text('goes home')} →`, out], 0, print);
}

/** What a result is made from beside the gradient that arrived: values of the forward pass. */
function ingredients(id, upstream, depth = 0) {
  if (id === upstream || depth > 8) return [];
  const node = trace.nodes[id];
  if (trace.graph.has(id)) return node.kind === 'constant' && !node.name ? [] : [id];
  return node.inputs.flatMap(input => ingredients(input, upstream, depth + 1));
}
