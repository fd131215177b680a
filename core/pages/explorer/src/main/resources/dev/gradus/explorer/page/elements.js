// ---------- state: the picture of the graph as it was drawn: its parts and its scopes ----------

import { loopSteps, openLoop, unpacked } from './given.js';
import { $ } from './dom.js';

export const graphPane = document.getElementById('graph');
if (loopSteps) graphPane.innerHTML = await unpacked($(`picture-${openLoop}`));
export const picture = graphPane.querySelector('svg');
/** @type {(element: any) => Part} */
export const partOf = element => ({
  element,
  node: Number(element.dataset.node),
  part: element.dataset.part,
  op: Number(element.dataset.op ?? -1),
});
export const parts = [...picture.querySelectorAll('[data-node]')].map(partOf);
/** Numbers beside their boxes: which node's each one is, and what stands before it. */
export const labels = new Map();

/**
 * Each scope of the picture: its frame, its name in HTML, its ops, what they are given and what they make for others.
 *
 * @type {Scope[]}
 */
export const scopes = framesOf(picture);

function framesOf(svg) {
  const found = [];
  [...svg.children].forEach(child => {
    if (child.dataset.scope) found.push({ frame: child, title: child.nextElementSibling, members: [] });
    else if (found.length && child !== found.at(-1).title) found.at(-1).members.push(child);
  });
  return found.map(scope => ({
    ...scope,
    ops: scope.members.filter(child => child.dataset.part === 'op').map(child => Number(child.dataset.node)),
  }));
}

/**
 * What the row of scopes and the docks have of values and edges, drawn as the same parts of the picture are.
 *
 * @type {Part[]}
 */
export const scopeParts = [],
  dockParts = [];
