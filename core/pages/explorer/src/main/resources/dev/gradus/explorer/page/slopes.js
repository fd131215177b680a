// ---------- reading: local factors that the engine does not have as a node of their own ----------
// A rule hands on something linear in what arrives. Where each number of the result depends on one number of it, the rule
// with ones in its place is the local factor.

import { sizeOf } from './tensors.js';
import { operation } from './operations.js';

/** How the slope of an op in one of its operands is called and written, where it has a short formula: [name, term]. */
const SLOPES = {
  Square: [['2{x}', '2 · {x}']],
  Negate: [['−1', '−1']],
  Reciprocal: [['−{y}²', '−{y}²']],
  Cos: [['−sin({x})', '−sin({x})']],
  SubtractBroadcast: [null, ['−1', '−1']],
  DivideBroadcast: [null, ['−{y} / {b}', '−{y} / {b}']],
  LogSumExp: [['softmax({x})', 'e<sup>{x} − {y}</sup>']],
  Abs: [['sign({x})', 'sign({x})']],
};

const CELL_BY_CELL = ['unary', 'binary', 'where', 'loss'];
export const ONE_PER_GROUP = ['Max', 'Min', 'LogSumExp', 'Product'];

/** The nodes from what arrives to the result of a rule, in their order, if all of them can be computed here. */
function wayOf(trace, step) {
  const [upstream] = step.operands;
  const depends = new Map([[upstream, true]]);
  const dependsOn = id => {
    if (!depends.has(id)) depends.set(id, id > upstream && trace.nodes[id].inputs.map(dependsOn).includes(true));
    return depends.get(id);
  };
  if (!dependsOn(step.result)) return [];
  const way = [...depends.keys()].filter(id => id !== upstream && depends.get(id)).sort((a, b) => a - b);
  return way.every(id => operation(trace.nodes[id])) ? way : [];
}

/** Whether each number of what an op hands back depends on one number of what arrives. */
export const hasSlopes = rule =>
  Boolean(operation(rule)) && (CELL_BY_CELL.includes(operation(rule).family) || ONE_PER_GROUP.includes(rule.op));

/** A node for the local factor of a step, added to the trace; −1 if there is none. */
export function slopeOf(trace, step) {
  const rule = trace.nodes[step.rule];
  if (!hasSlopes(rule)) return -1;
  const way = wayOf(trace, step);
  const [upstream] = step.operands;
  const inputs = [...new Set(way.flatMap(id => trace.nodes[id].inputs))].filter(
    id => id !== upstream && !way.includes(id),
  );
  if (!way.length || trace.nodes[upstream].part || inputs.some(id => trace.nodes[id].part)) return -1;
  const id = trace.nodes.length;
  const node = {
    id,
    kind: 'op',
    op: 'Slope',
    sign: '',
    name: '',
    axes: trace.nodes[step.result].axes,
    shape: trace.nodes[step.result].shape,
    inputs,
    from: inputs.map(input => trace.nodes[input].shape),
    symbol: { text: slopeName(trace, rule, step.input), mathMl: '' },
  };
  node.own = {
    family: 'slope',
    rule: rule.id,
    input: step.input,
    compute: (_, numbers) => {
      const known = new Map(inputs.map((input, i) => [input, numbers[i]]));
      known.set(upstream, new Float64Array(sizeOf(trace.nodes[upstream].shape)).fill(1));
      way.forEach(at =>
        known.set(
          at,
          operation(trace.nodes[at]).compute(
            trace.nodes[at],
            trace.nodes[at].inputs.map(i => known.get(i)),
          ),
        ),
      );
      return known.get(step.result);
    },
  };
  trace.nodes.push(node);
  trace.numbers.push(null);
  return id;
}

export const slopeForm = (rule, input) => SLOPES[rule.op]?.[input];

/** Its name: the formula if it is short, else ∂y/∂x. */
function slopeName(trace, rule, input) {
  const nameAt = id => {
    const { text } = trace.nodes[id].symbol;
    return /^[^\s()]+$/.test(text) ? text : `(${text})`;
  };
  const form = slopeForm(rule, input)?.[0] ?? '∂{y}/∂{x}';
  return form
    .replaceAll('{x}', nameAt(rule.inputs[input]))
    .replaceAll('{y}', nameAt(rule.id))
    .replaceAll('{b}', nameAt(rule.inputs.at(-1)));
}
