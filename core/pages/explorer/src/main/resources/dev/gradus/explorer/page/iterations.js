// ---------- drawing: iterations of a training and the curve of their losses ----------

import { loopSteps, TRACES } from './given.js';
import { $ } from './dom.js';
import { host } from './hooks.js';
import { shown, text } from './format.js';
import { iteration, traces } from './state.js';
import { putHtml } from './html.js';

export const lossesNow = () =>
  TRACES.map(({ nodes, objective }, i) =>
    traces[i] ? traces[i].numbers[objective][0] : Number(nodes[objective].value[0]),
  );

/** The losses of all iterations as a small curve. */
export function drawIterations() {
  const holder = $('iterations');
  if (loopSteps) return host.drawLoopSteps(holder);
  holder.hidden = TRACES.length < 2;
  if (TRACES.length < 2) return;
  const losses = lossesNow();
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const at = (loss, i) => [
    6 + (i * 128) / Math.max(1, losses.length - 1),
    30 - (24 * (loss - low)) / (high - low || 1),
  ];
  const points = losses.map(at);
  const [x, y] = points[iteration];
  const label = text('loss curve', { count: losses.length, first: shown(losses[0]), last: shown(losses.at(-1)) });
  putHtml(
    holder,
    `<button data-iteration="${iteration - 1}" aria-label="${text('previous iteration')}"${iteration ? '' : ' disabled'}>‹</button>
    <svg width="140" height="36" role="img" aria-label="${label}"><path d="M${points.map(point => point.join(' ')).join('L')}"/><circle cx="${x}" cy="${y}" r="4"/></svg>
    <span>${text('iteration of', { now: iteration + 1, last: TRACES.length })}</span>
    <button data-iteration="${iteration + 1}" aria-label="${text('next iteration')}"${iteration < TRACES.length - 1 ? '' : ' disabled'}>›</button>`,
  );
}
