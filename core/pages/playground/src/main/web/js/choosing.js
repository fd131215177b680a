// ---------- wiring: data are chosen, pasted as a table, or drawn ----------

import { $ } from 'explorer/dom.js';
import { editCell } from './change.js';
import { engine } from './engine.js';
import { remember, request, take } from './desk.js';
import { classCount, drawPlane, plane, toPlane } from './plane.js';
import { drawSource, openSource } from './data.js';
import { shown, text } from 'explorer/format.js';
import { now, originals, past, pause, setNow } from './now.js';
import { sentenceNow, sentenceText } from './words.js';
import { hundredths } from './figures.js';
import { render } from './moments.js';
import { putHtml } from 'explorer/html.js';

$('shown').addEventListener('dblclick', event => {
  const td = event.target.closest('td[data-c]');
  if (td) editCell(td);
});

$('source').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button || !engine) return;
  if (button.dataset.source !== undefined) chooseData(button.dataset.source);
  if (button.dataset.class !== undefined) {
    plane.class = Number(button.dataset.class);
    drawSource();
  }
  if (button.dataset.paste !== undefined) askForTable();
  if (button.dataset.clear !== undefined) {
    remember();
    clearPoints();
  }
  if (button.dataset.more !== undefined) {
    plane.class = plane.more = classCount();
    plane.more++;
    drawSource();
  }
});

async function chooseData(name) {
  openSource(false);
  plane.more = 0;
  plane.class = 1;
  pause();
  remember();
  originals.clear();
  setNow({ moment: 'write' });
  take(await request('data', name, now.lines?.seed ?? 7));
  $('live').textContent = text('live data', {
    count: now.lines.data?.rows ?? 0,
    words: sentenceText(sentenceNow().words),
  });
}

/** A table of numbers, typed or pasted. */
function askForTable(words = '') {
  const dialog = $('paste');
  putHtml(
    dialog,
    `<form method="dialog"><h2 id="paste-head">${text('paste title')}</h2><p id="paste-how">` +
      `${text('paste how')}</p><textarea id="table" rows="10" aria-labelledby="paste-head"` +
      ` aria-describedby="paste-how" spellcheck="false"></textarea><p class="bad" role="alert"` +
      ` id="paste-fault"></p><p class="ways"><button value="use" class="verb">${text('use numbers')}` +
      `</button><button value="" class="verb" formnovalidate>${text('close')}</button></p></form>`,
  );
  $('table').value = words;
  dialog.querySelector('form').addEventListener('submit', async event => {
    if (event.submitter?.value !== 'use') return;
    event.preventDefault();
    const fault = await useTable($('table').value);
    if (fault) $('paste-fault').textContent = sentenceText(fault);
    else dialog.close();
  });
  dialog.showModal();
}

/** Takes a table as data; what is wrong with it, in words, if something is. */
async function useTable(words) {
  remember();
  pause();
  const answer = await request('csv', words);
  if (!answer) return '';
  if (answer.ok === false && !answer.data) {
    past.pop();
    return answer.message ?? answer.error?.message;
  }
  originals.clear();
  setNow({ moment: 'write' });
  take(answer);
  return '';
}

addEventListener('paste', event => {
  if (event.target.matches?.('textarea, input') || !engine || document.querySelector('dialog[open]')) return;
  const words = event.clipboardData?.getData('text') ?? '';
  if (/\d[,;\t ]+-?[\d.]/.test(words)) askForTable(words);
});

// ---------- points by mouse, finger and keys ----------

const NEAR = 2.2,
  SPACING_OF_STROKE = 4;

function placeAt(event) {
  const box = $('points').getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100];
}

$('shown').addEventListener('pointerdown', event => {
  if (event.target.closest('#points')) startDrawing(event);
});
$('shown').addEventListener('keydown', event => {
  if (event.target.closest('#points')) moveCross(event);
});

/** A press on a point takes it away, elsewhere it adds one, and a stroke adds a row of them. */
export function startDrawing(event) {
  if (event.button) return;
  event.preventDefault();
  const svg = $('points'),
    start = placeAt(event),
    hit = nearestPoint(start);
  pause();
  remember();
  if (hit >= 0) {
    setPoints(now.points.filter((_, i) => Math.floor(i / 3) !== hit));
    return;
  }
  let before = start,
    stroke = withPoint(now.points, start, event.shiftKey);
  setPoints(stroke);
  const go = moved => {
    const at = placeAt(moved);
    if (
      Math.hypot(at[0] - before[0], at[1] - before[1]) < SPACING_OF_STROKE ||
      at.some(place => place < 0 || place > 100)
    )
      return;
    before = at;
    stroke = withPoint(stroke, at, event.shiftKey);
    setPoints(stroke);
  };
  const end = () => {
    removeEventListener('pointermove', go);
    removeEventListener('pointerup', end);
  };
  addEventListener('pointermove', go);
  addEventListener('pointerup', end);
  svg.focus({ preventScroll: true });
}

/** @param {number[]} place */
function nearestPoint([x, y]) {
  const count = now.points.length / 3;
  const far = i => {
    const [px, py] = toPlane(now.points[3 * i], now.points[3 * i + 1]);
    return Math.hypot(px - x, py - y);
  };
  const best = [...Array(count).keys()].sort((a, b) => far(a) - far(b))[0];
  return best !== undefined && far(best) < NEAR ? best : -1;
}

/**
 * A point at a hundredth of a unit, so that an address stays short.
 *
 * @param {readonly number[]} points
 * @param {number[]} place
 * @param {boolean} other
 */
function withPoint(points, [x, y], other) {
  const [low, high] = plane.range,
    across = low + ((high - low) * x) / 100,
    up = high - ((high - low) * y) / 100;
  return [
    ...points,
    hundredths(across),
    hundredths(up),
    other ? (plane.class + classCount() - 1) % classCount() : plane.class,
  ];
}

async function setPoints(points) {
  if (points.length < 3) {
    clearPoints();
    return;
  }
  setNow({ points }); // the next point may come before the answer
  take(await request('drawn', Float64Array.from(points)), { quiet: true });
}

/** An empty plane to draw on; the engine has the points of before until there is a new one. */
function clearPoints() {
  pause();
  setNow({ moment: 'write', points: [], heldOut: new Set(), cleared: true });
  render();
}

/** The keyboard's way: a cross that moves, and adds or takes away. */
export function moveCross(event) {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const at = plane.cursor ?? [50, 50];
  if (by) plane.cursor = at.map((place, i) => Math.max(0, Math.min(100, place + by[i] * (event.shiftKey ? 10 : 2))));
  else if (event.key === 'Enter' || event.key === ' ') {
    const hit = nearestPoint(at);
    remember();
    setPoints(hit >= 0 ? now.points.filter((_, i) => Math.floor(i / 3) !== hit) : withPoint(now.points, at, false));
  } else if (/^[0-4]$/.test(event.key) && Number(event.key) < classCount()) plane.class = Number(event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
  const [low, high] = plane.range,
    [x, y] = plane.cursor ?? at;
  $('live').textContent = text('cross', {
    x: shown(hundredths(low + ((high - low) * x) / 100)),
    y: shown(hundredths(high - ((high - low) * y) / 100)),
  });
  drawPlane();
  drawSource();
}
