// ---------- drawing: the Numbers pane: how the tensors of a step stand to each other ----------

import { escaped, shown, text } from './format.js';
import { broadcastPlace, sizeOf } from './tensors.js';
import { operation } from './operations.js';
import { trace } from './state.js';
import { gradientName, kindOf, nameOf, resultName, signOf } from './names.js';
import { caption, few, grid, th } from './grids.js';
import { gathered, isBlocked, isMoved, joined, movedLayout, scattered } from './moves.js';
import { isJoin, joinedSheets, takenBack } from './joins.js';
import { fold } from './folds.js';
import { reduced, shared } from './reductions.js';
import { derivation, lossRow } from './losses.js';
import { arriving, isLevel, leaving, resultsIn, runAt, takenBy, UPDATES } from './levels.js';
import { quiz } from './quiz.js';
import { row } from './wires.js';
import { besideRows, isReduction, winners } from './groups.js';
import { costs, errorName } from './costs.js';
import { scopes } from './elements.js';

/** A matrix product as Falk wrote it: left factor lower left, right factor upper right, result where row and column cross. */
function falk(left, right, result, print) {
  const meet =
    trace.nodes[left[0]].axes.at(-1) || trace.nodes[right[0]].axes.at(-2) || String(trace.nodes[left[0]].shape.at(-1));
  const axis = escaped(meet);
  const rows = Math.max(
    ...[right, result].map(([id, , o]) => (o?.as || o?.shape || trace.nodes[id].shape).at(-2) || 1),
  );
  return `<div class="lay falk" style="--digits:${String(rows).length}">
    <div style="grid-column:1;grid-row:1/3;align-self:end">${caption(left[0], left[1], left[2])}</div>
    ${caption(right[0], right[1], { ...right[2], cls: 'rightcap', style: 'grid-column:2;grid-row:1' })}
    <div style="grid-column:2;grid-row:2;display:flex;align-items:center">${grid(right[0], { ...right[2], print })}<span class="ax meet brk">${axis}</span></div>
    <div style="grid-column:1;grid-row:3;align-self:start;padding-top:4px"><div class="ax meet meetx">${axis}</div>${grid(left[0], { ...left[2], print })}</div>
    <div class="rc" style="grid-column:2;grid-row:3;align-self:end">${grid(result[0], { ...result[2], print })}${caption(result[0], result[1], result[2])}</div></div>`;
}

const isMask = id =>
  trace.numbers[id] &&
  sizeOf(trace.nodes[id].shape) > 0 &&
  trace.numbers[id].every(value => value === 0 || value === 1);

/** The grids of a state. */
export function layout(s, print = false) {
  const state = trace.states[s];
  if (state.phase === 'given') return given(print);
  if (isLevel(s)) return levelLayout(s, print);
  if (state.phase === 'seed')
    return row(
      [
        [trace.objective, text('role loss')],
        '',
        [state.result, text('role seed'), { blue: true, result: true, name: gradientName(trace.objective) }],
      ],
      print,
    );
  if (state.phase === 'forward') return forward(state.result, print);
  if (state.phase === 'fold') return fold(state, print);
  if (state.phase === 'sum') return fanOut(state, print);
  if (state.phase === 'update') return update(state, print);
  return backward(state, print);
}

function given(print) {
  const leaves = trace.nodes.filter(node => node.kind !== 'op' && trace.graph.has(node.id) && node.name);
  const shownLeaves = leaves.slice(0, [5, 3, 2][few]);
  const items = shownLeaves.flatMap((node, i) => [
    ...(i ? [''] : []),
    [node.id, text(`role ${node.kind}`), { editable: true, result: true }],
  ]);
  const more = leaves.length - shownLeaves.length;
  return row(items, print) + (more > 0 ? `<p class="note">${text('more leaves', { count: more })}</p>` : '');
}

function forward(id, print) {
  const node = trace.nodes[id],
    op = operation(node);
  const result = [id, text('role result'), { result: true, print, fresh: true, quiz: quiz.hides(id) }];
  const [a, b] = node.inputs;
  if (op?.family === 'matmul')
    return falk([a, text('role left factor')], [b, text('role right factor')], result, print);
  if (op?.family === 'binary') {
    const roles =
      node.op === 'AddBroadcast'
        ? ['role term', 'role term']
        : node.op === 'MultiplyBroadcast'
          ? ['role factor', 'role factor']
          : ['role operand', 'role operand'];
    const items = [a, b].map((input, i) => [input, text(roles[i]), stretched(node, i)]);
    const infix = op.sign.length === 1;
    return infix
      ? row([items[0], op.sign, items[1], '=', result], print)
      : row([items[0], '', items[1], `${op.sign} →`, result], print);
  }
  const cost = op?.family === 'loss' ? costs(node, op) : null;
  if (cost) return lossRow(node, result, cost, print);
  if (isReduction(node)) return reduced(node, result, print);
  if (op?.family === 'gather') return gathered(node, result, print);
  if (op?.family === 'scatter') return scattered(node, result, print);
  if (op?.family === 'move' && node.inputs.length === 1)
    return movedLayout([a, text('role operand'), {}], result, { print });
  if (isJoin(node)) return joined(node, result, print) ?? joinedSheets(node, result, print);
  const sign = op?.family === 'move' ? '<span class="arrow">⟶</span>' : `${signOf(id)} →`;
  const operands = node.inputs
    .slice(0, 4)
    .flatMap((input, i) => [
      ...(i ? [''] : []),
      [input, text('role operand'), op?.family === 'where' ? stretched(node, i) : {}],
    ]);
  const unknown =
    op || node.op === 'LoopResult' ? '' : `<p class="note">${text('no formula', { op: kindOf(node.id) })}</p>`;
  return (
    row([...operands, op ? sign : `<span class="pill">${escaped(node.sign || node.op)}</span> →`, result], print) +
    unknown
  );
}

/** An operand that broadcasting repeats is shown repeated. */
function stretched(node, input) {
  const small = node.from[input];
  const same = small.length === node.shape.length && small.every((size, axis) => size === node.shape[axis]);
  const visible = sizeOf(small) > 0 && trace.numbers[node.inputs[input]];
  return same || !visible || (small.length === 0 && trace.nodes[node.inputs[input]].kind === 'constant')
    ? {}
    : { shape: node.shape };
}

function fanOut(state, print) {
  const items = state.step.operands.flatMap((id, i) => [
    ...(i ? ['+'] : []),
    [id, text('role from', { op: fromOp(id, state.node) }), { blue: true }],
  ]);
  return row(
    [
      ...items,
      '=',
      [state.result, text('role result'), { blue: true, result: true, fresh: true, name: gradientName(state.node) }],
    ],
    print,
  );
}

function fromOp(id, node) {
  const state = trace.states.find(known => known.result === id && known.node === node && known.op !== undefined);
  return state ? signOf(state.op) : '';
}

function update(state, print) {
  const node = trace.nodes[state.result];
  const after = [
    state.result,
    text('role after'),
    { result: true, fresh: true, name: nameOf(state.node), of: state.node },
  ];
  const before = [state.node, text('role before'), {}];
  const gradient = trace.gradientOf.get(state.node);
  const plain =
    node.op === 'SubtractBroadcast' &&
    node.inputs[0] === state.node &&
    trace.nodes[node.inputs[1]].op === 'MultiplyBroadcast' &&
    trace.nodes[node.inputs[1]].inputs[1] === gradient;
  if (plain)
    return row(
      [
        before,
        `− ${nameOf(trace.nodes[node.inputs[1]].inputs[0])} ·`,
        [gradient, text('role gradient'), { blue: true }],
        '=',
        after,
      ],
      print,
    );
  if (state.result === state.node)
    return row([before, '', [gradient, text('role gradient'), { blue: true }], '→', updatedGrid(state)], print);
  return row([before, '', [gradient, text('role gradient'), { blue: true }], '→', after], print);
}

/** An optimizer without a formula tells only the new numbers. */
function updatedGrid(state) {
  return `<div><span class="role">${text('role after')}</span> ${state.step.value
    .slice(0, 6)
    .map(value => shown(Number(value)))
    .join(', ')}</div>`;
}

function backward(state, print) {
  const { upstream, factor, result, beat, unchanged } = state;
  const node = trace.nodes[result],
    op = operation(node),
    rule = trace.nodes[state.op];
  const up = [upstream, text('role upstream'), { blue: true, as: isReduction(rule) ? besideRows(rule) : undefined }];
  const mask = factor >= 0 && op?.family !== 'matmul' && isMask(factor) ? factor : -1;
  const cut = position =>
    isBlocked(result, position) ||
    (mask >= 0 && trace.numbers[mask][broadcastPlace(node.shape, position, trace.nodes[mask].shape)] === 0);
  const out = [
    result,
    text('role result'),
    {
      blue: true,
      result: beat === 'result',
      hidden: beat !== 'result',
      fresh: beat === 'result',
      name: resultName(state),
      of: result,
      blocked: cut,
      ring: winners(rule),
      quiz: beat === 'result' && quiz.hides(result),
    },
  ];
  if (unchanged) return row([up, '∗', ones(beat === 'upstream'), '=', out], print);
  if (isJoin(rule)) return takenBack(rule, state.step.input, up, out, print);
  if (factor >= 0) {
    const isOwn = trace.nodes[factor].own !== undefined;
    const local = [
      factor,
      text(op?.sign === '÷' && !isOwn ? 'role divisor' : 'role factor local'),
      {
        hidden: beat === 'upstream',
        fresh: beat === 'factor',
        result: beat === 'factor',
        plain: mask >= 0,
        blocked:
          mask >= 0 || (isOwn && op?.family === 'where')
            ? position => trace.numbers[factor]?.[position] === 0
            : undefined,
        name: errorName(rule),
        more: print ? '' : derivation(rule),
      },
    ];
    if (op?.family === 'matmul')
      return node.inputs[0] === factor ? falk(local, up, out, print) : falk(up, local, out, print);
    return row([up, !isOwn && op?.sign?.length === 1 ? op.sign : '∗', local, '=', out], print);
  }
  if (isMoved(result, upstream))
    return isReduction(rule) ? shared(rule, up, out, print) : movedLayout(up, out, { print });
  const others = [...new Set(ingredients(result, upstream))].slice(0, 3);
  const sign =
    op?.family === 'reduce'
      ? `${op.sign} →`
      : op?.family === 'unary' && node.inputs[0] === upstream
        ? `${signOf(result)} →`
        : '→';
  const extra = others.flatMap(id => ['', [id, text('role used')]]);
  const unknown =
    op || node.op === 'LoopResult' ? '' : `<p class="note">${text('no formula', { op: kindOf(node.id) })}</p>`;
  return row([up, ...extra, sign, out], print) + unknown;
}

/** The local factor of a sum. */
function ones(hidden) {
  return {
    cap: `<span class="role">${text('role factor local')}</span><span class="shp">${text('everywhere')}</span>`,
    html: () =>
      `<table class="gr single${hidden ? ' off' : ''}"><tbody><tr>${th('')}<td class="l r">${hidden ? '·' : '1'}</td></tr></tbody></table>`,
  };
}

/** What a result is made from beside the gradient that arrived: values of the forward pass. */
export function ingredients(id, upstream, depth = 0) {
  if (id === upstream || depth > 8) return [];
  const node = trace.nodes[id];
  if (trace.graph.has(id)) return node.kind === 'constant' && !node.name ? [] : [id];
  return node.inputs.flatMap(input => ingredients(input, upstream, depth + 1));
}

function levelLayout(s, print) {
  const run = runAt(s),
    most = [5, 4, 3][few];
  const side = all =>
    `<div class="side">${all
      .slice(0, most)
      .map(([id, role, o = {}]) => `<div>${caption(id, role, o)}${grid(id, { ...o, print })}</div>`)
      .join('')}</div>`;
  const more = count => (count > 0 ? `<p class="note">${text('more leaves', { count })}</p>` : '');
  const arranged = (from, to) =>
    `<div class="lay level">${side(from)}<div class="opr"><span class="arrow">⟶</span></div>${side(to)}</div>${more(Math.max(from.length, to.length) - most)}`;
  if (run.scope === UPDATES) {
    const after = resultsIn(run).map(state => [
      state.result,
      text('role after'),
      { result: true, fresh: true, name: nameOf(state.node), of: state.node },
    ]);
    return `<div class="lay level">${side(after)}</div>${more(after.length - most)}`;
  }
  const scope = scopes[run.scope];
  if (run.back) {
    return arranged(
      arriving(scope).map(id => [
        trace.gradientOf.get(id),
        text('role upstream'),
        { blue: true, name: gradientName(id) },
      ]),
      leaving(run).map(state => [
        state.result,
        text(`role to ${trace.nodes[state.node].kind}`),
        {
          blue: true,
          result: true,
          fresh: true,
          name: resultName(state),
          of: state.result,
          quiz: quiz.hides(state.result),
        },
      ]),
    );
  }
  return arranged(
    takenBy(scope).map(id => [id, text(trace.nodes[id].kind === 'parameter' ? 'role parameter' : 'role operand')]),
    scope.results.map(id => [id, text('role result'), { result: true, fresh: true, quiz: quiz.hides(id) }]),
  );
}
