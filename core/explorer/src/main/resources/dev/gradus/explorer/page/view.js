// ---------- what of the picture is seen: as large as its place allows, and of a larger one what the step is about ----------

/** How high the picture may be, on small projectors too; and how much more if there is a row of scopes, which takes the rest from the picture. */
const ROOM = { height: 280, row: 32 }, SMALL_ROOM = { height: 236, row: 8 };
const TRIM = 10, LEAST_SCALE = 0.84, FADE = 20;

/** What of the picture is shown: all, or of a picture in scopes the one that is open. */
const view = { x: 0, y: TRIM, width: picture.viewBox.baseVal.width, height: picture.viewBox.baseVal.height - 2 * TRIM };

const isNarrow = () => !shownPanes().length && innerWidth <= 860;

/** As large as fits, but no label smaller than can be read: then the picture scrolls. */
function fitPicture() {
  const alone = shownPanes().length > 0, most = alone ? roomAlone() : innerHeight < 820 && !isNarrow() ? SMALL_ROOM : ROOM;
  const all = most.height + (scopes.length > 1 ? most.row : 0) + lentAt(step), row = openScope(step, all);
  const room = isNarrow() ? most.height : all - row;
  clearDocks();
  placePicture(room, alone);
  for (let round = 0; round < 4 && fillDocks(step); round++) placePicture(room, alone);
}

function placePicture(room, alone) {
  const fit = Math.min((graphPane.clientWidth - 16) / view.width, room / view.height, alone ? 2 : 1.12);
  const scale = isNarrow() ? 1 : Math.max(alone ? leastAlone() : LEAST_SCALE, fit);
  picture.classList.toggle('far', scale < LEAST_SCALE);
  picture.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  picture.setAttribute('width', Math.round(view.width * scale));
  picture.setAttribute('height', Math.round(view.height * scale));
  const isShort = isNarrow() || !(alone || filmed || view.width * scale > graphPane.clientWidth - 15); // docks beside a wide one may be higher than it is
  graphPane.style.height = `${isShort ? Math.min(room, Math.round(view.height * scale)) : room}px`;
  bringIntoSight(step);
}

/** How much of the picture's height is not seen. */
const cutOfPicture = () => graphPane.getClientRects().length && graphPane.scrollHeight > graphPane.clientHeight + 2 ? graphPane.scrollHeight - graphPane.clientHeight : 0;

/** How much room there is over and under the row of scopes, where that stands alone. */
const spareOfPicture = () => graphPane.getClientRects().length || scopes.length < 2 ? 0 : Math.floor(2 * (parseFloat(scopeRow.style.paddingBlock) - ROW_PADDING));

const isInView = ({ box }) => box.x + box.width > view.x && box.x < view.x + view.width && box.y + box.height > view.y && box.y < view.y + view.height;

/** The parts that a step is about, what matters most first: the same for all beats of the step, so that nothing moves. */
function partsOfStep(s) {
  const { phase, op, node } = trace.states[s];
  if (phase === 'given') return [];
  const operands = (trace.nodes[op]?.inputs ?? []).map(input => ['value', input]);
  return [['op', op], ['plus', phase === 'sum' ? node : -1], [phase === 'forward' ? 'value' : 'gradient', node], ['gradient', op], ['value', node], ...operands, ['value', op]]
    .map(([kind, id]) => parts.filter(part => part.part === kind && part.node === id && isInView(part))).filter(found => found.length);
}

/** As much of this as has room, around what matters most; what the step has no part in is left out. */
function aboutStep(s, width, height) {
  return partsOfStep(s).reduce((seen, found) => {
    const more = around(seen ? [seen, ...found.map(part => part.box)] : found.map(part => part.box));
    return !seen || (more.width <= width && more.height <= height) ? more : seen;
  }, null);
}

function around(boxes) {
  const [x, y] = ['x', 'y'].map(side => Math.min(...boxes.map(box => box[side])));
  return { x, y, width: Math.max(...boxes.map(box => box.x + box.width)) - x, height: Math.max(...boxes.map(box => box.y + box.height)) - y };
}

/** Scrolls a picture that is larger than its place to the middle of what the step is about. */
function bringIntoSight(s) {
  const { clientWidth, clientHeight } = graphPane;
  const scale = Number(picture.getAttribute('width')) / view.width;
  const about = aboutStep(s, (clientWidth - 2 * FADE) / scale, (clientHeight - 2 * FADE) / scale) ?? { x: view.x, y: view.y, width: 0, height: 0 };
  const left = (about.x + about.width / 2 - view.x) * scale + 8 - clientWidth / 2, top = (about.y + about.height / 2 - view.y) * scale - clientHeight / 2;
  graphPane.scrollTo({ left, top });
  fadeEdges(graphPane);
}

/** Where a place has more than is seen, that fades out. */
function fadeEdges({ scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight, style }) {
  const more = { left: scrollLeft, right: scrollWidth - clientWidth - scrollLeft, top: scrollTop, bottom: scrollHeight - clientHeight - scrollTop };
  Object.entries(more).forEach(([side, rest]) => style.setProperty(`--${side}`, rest > 2 ? `${FADE}px` : '0px'));
}
graphPane.classList.add('fading');
graphPane.addEventListener('scroll', () => fadeEdges(graphPane));
