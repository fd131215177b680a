// ---------- drawing: docks: what a step reads and writes, and J, beside a picture that has no room for them ----------

import { shown } from './format.js';
import { numberAt, trace } from './state.js';
import { dockParts, graphPane, parts, picture, scopes } from './elements.js';
import { ingredients } from './layouts.js';
import { FADE, isInView, isNarrow, view } from './view.js';
import { quiz } from './quiz.js';
import { chipHtml, drawChips, isDrawn } from './beads.js';
import { putHtml } from './html.js';

const plane = document.createElement('div'),
  reads = document.createElement('div'),
  goal = document.createElement('div'),
  overview = document.createElement('div');
let docked = '';

const OVERVIEW = { width: 150, height: 60 },
  SMALL_OVERVIEW = { width: 96, height: 40 };

/** What of the picture the overview shows, and the parts of both: [original, copy]. */
let copied = { viewed: '', pairs: [] };

export function prepareDocks() {
  plane.className = 'plane';
  [reads, goal].forEach(dock => {
    dock.className = 'dock';
  });
  overview.className = 'overview';
  overview.setAttribute('aria-hidden', 'true');
  graphPane.replaceWith(plane);
  plane.append(reads, graphPane, goal);
}

/** What a step is about in the graph, whichever beat: [node, value or gradient]. */
function tensorsOf(s) {
  const { phase, op, node, result, upstream } = trace.states[s];
  if (phase === 'given' || phase === 'seed') return [];
  if (phase === 'forward') return [...trace.nodes[op].inputs, op].map(id => [id, 'value']);
  const writes = [
    [node, 'value'],
    [node, 'gradient'],
  ];
  if (phase === 'sum' || phase === 'update') return writes;
  const used = phase === 'backward' ? ingredients(result, upstream).map(id => [id, 'value']) : [];
  return [...used, [op, 'gradient'], ...writes];
}

/** Of these the ones that the whole graph draws, each once. */
export function drawnTensorsOf(s) {
  const all = tensorsOf(s).filter(([id, kind]) => isDrawn(id, kind));
  return all.filter(([id, kind], i) => all.findIndex(other => other[0] === id && other[1] === kind) === i);
}

/**
 * Whether a part of the picture is in sight as a whole.
 *
 * @param {Part} part
 */
function isInSight({ box }) {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = graphPane;
  const scale = Number(picture.getAttribute('width')) / view.width;
  const within = (from, size, start, scrolled, all, room) => {
    if (all <= room + 1) return true;
    const near = (from - start) * scale - scrolled,
      margin = over => (over > 2 ? FADE - 4 : 0);
    return near >= margin(scrolled) - 1 && near + size * scale <= room - margin(all - room - scrolled) + 1;
  };
  return (
    within(box.x, box.width, view.x, scrollLeft - 8, scrollWidth, clientWidth) &&
    within(box.y, box.height, view.y, scrollTop, scrollHeight, clientHeight)
  );
}

const isTensorInSight = (id, kind) =>
  parts.some(
    part =>
      part.node === id && part.part === kind && part.element.querySelector('rect') && isInView(part) && isInSight(part),
  );

/** Whether J stands in the picture or in the row of scopes. */
const seesGoal = () => scopes.length > 1 || isTensorInSight(trace.objective, 'value');

/** Puts beside the picture what of the step is out of sight there; whether this changed anything. */
export function fillDocks(s) {
  if (!graphPane.getClientRects().length) return false;
  const missing = drawnTensorsOf(s).filter(([id, kind]) => !isTensorInSight(id, kind));
  const already = docked ? JSON.parse(docked) : [[], false, false];
  const wanted = [
    ...already[0],
    ...missing.filter(([id, kind]) => !already[0].some(other => other[0] === id && other[1] === kind)),
  ];
  const large = already[2] || isLargerThanPane();
  const words = JSON.stringify([wanted, already[1] || !seesGoal(), large]);
  if (words === docked || (!wanted.length && seesGoal() && !large && !docked)) return false;
  docked = words;
  drawDocks(...JSON.parse(words));
  return true;
}

const isLargerThanPane = () =>
  graphPane.scrollWidth > graphPane.clientWidth + 2 || graphPane.scrollHeight > graphPane.clientHeight + 2;

export function clearDocks() {
  if (!docked) return;
  docked = '';
  dockParts.length = 0;
  plane.classList.remove('docked');
  reads.replaceChildren();
  goal.replaceChildren();
}

function drawDocks(tensors, withGoal, large) {
  const ids = [...new Set(tensors.map(([id]) => id))];
  putHtml(
    reads,
    ids
      .map(id =>
        chipHtml(
          id,
          tensors.filter(([other]) => other === id).map(([, kind]) => kind),
        ),
      )
      .join(''),
  );
  putHtml(goal, withGoal ? chipHtml(trace.objective, ['value']) : '');
  if (large) {
    goal.append(overview);
    drawOverview();
  }
  plane.classList.add('docked');
  plane.classList.toggle('reading', ids.length > 0);
  dockParts.splice(0, dockParts.length, ...drawChips(plane));
}

/** Draws what stands beside the picture as the picture is drawn; a single number stands behind its name once it is known. */
export function drawChipNumbers(s) {
  shadeOverview();
  document.querySelectorAll('.chip [data-number]').forEach(place => {
    const id = Number(place.dataset.number),
      isKnown = trace.nodes[id].shape.length === 0 && s >= trace.knownAt[id] && !quiz.hides(id);
    place.textContent = isKnown ? ` = ${shown(numberAt(id, 0))}` : '';
  });
}

/** All of the picture in small, with a frame around what is in sight. To copy it takes as long as a step, so that is done once for each view. */
function drawOverview() {
  const most = isNarrow() ? SMALL_OVERVIEW : OVERVIEW,
    scale = Math.min(most.width / view.width, most.height / view.height);
  const viewed = Object.values(view).join(' ');
  if (copied.viewed !== viewed) copyPicture(viewed);
  overview.firstElementChild.setAttribute('width', Math.round(view.width * scale));
  overview.firstElementChild.setAttribute('height', Math.round(view.height * scale));
  frameOverview();
}

function copyPicture(viewed) {
  const copy = picture.cloneNode(true),
    SHADED = '[data-part], [data-cell]';
  const copies = [...copy.querySelectorAll(SHADED)],
    originals = [...picture.querySelectorAll(SHADED)];
  originals.forEach((original, i) => {
    if (original.style.display === 'none') copies[i].remove();
  }); // of other scopes
  copy.querySelectorAll('text, [data-part=mark], [data-part=note], .hatch').forEach(part => part.remove());
  copies.forEach(part => {
    delete part.dataset.t;
    delete part.dataset.cell;
  });
  const frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  frame.setAttribute('class', 'frame');
  copy.append(frame);
  overview.replaceChildren(copy);
  copied = {
    viewed,
    pairs: originals.map((original, i) => [original, copies[i]]).filter(pair => copy.contains(pair[1])),
  };
}

/** Shows the parts of the overview as those of the picture are shown, without what is pointed at. */
function shadeOverview() {
  if (!overview.isConnected) return;
  copied.pairs.forEach(([original, copy]) => {
    const cls = original.className.baseVal.replace(/\b(lit|hot)\b/g, '').trim(),
      strength = original.style.getPropertyValue('--h');
    if (copy.className.baseVal !== cls) copy.setAttribute('class', cls);
    if (strength) copy.style.setProperty('--h', strength);
  });
}

function frameOverview() {
  const frame = overview.querySelector('.frame');
  if (!frame) return;
  const scale = Number(picture.getAttribute('width')) / view.width;
  const span = (start, scrolled, room, all, size) =>
    all <= room + 1 ? [start, size] : [start + Math.max(0, scrolled) / scale, Math.min(size, room / scale)];
  const [x, width] = span(view.x, graphPane.scrollLeft - 8, graphPane.clientWidth, graphPane.scrollWidth, view.width);
  const [y, height] = span(view.y, graphPane.scrollTop, graphPane.clientHeight, graphPane.scrollHeight, view.height);
  Object.entries({ x, y, width, height }).forEach(([name, value]) => frame.setAttribute(name, value));
}
graphPane.addEventListener('scroll', frameOverview);
