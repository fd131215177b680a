// ---------- drawing: the room of the picture on the explorer's page ----------

import { filmed, step } from './state.js';
import { graphPane, picture, scopes } from './elements.js';
import { bringIntoSight, isNarrow, LEAST_SCALE, view } from './view.js';
import { openScope } from './scoperow.js';
import { clearDocks, fillDocks } from './docks.js';
import { leastAlone, roomAlone, shownPanes } from './panes.js';

/** How high the picture may be, on small projectors too; and how much more if there is a row of scopes, which takes the rest from the picture. */
const ROOM = { height: 280, row: 32 },
  SMALL_ROOM = { height: 236, row: 8 };

/** As large as fits, but no label smaller than can be read: then the picture scrolls. */
export function fitPicture() {
  const alone = shownPanes().length > 0,
    most = alone ? roomAlone() : innerHeight < 820 && !isNarrow() ? SMALL_ROOM : ROOM;
  const all = most.height + (scopes.length > 1 ? most.row : 0),
    row = openScope(step, all);
  const room = isNarrow() ? most.height : all - row;
  clearDocks();
  placePicture(room, alone);
  for (let round = 0; round < 4 && fillDocks(step); round++) placePicture(room, alone);
}

function placePicture(room, alone) {
  const fit = Math.min((graphPane.clientWidth - 16) / view.width, room / view.height, alone ? 2 : 1.12);
  const scale = isNarrow() ? 1 : Math.max(alone ? leastAlone() : LEAST_SCALE, fit);
  picture.classList.toggle('far', scale < LEAST_SCALE);
  setAttributes(picture, {
    viewBox: `${view.x} ${view.y} ${view.width} ${view.height}`,
    width: Math.round(view.width * scale),
    height: Math.round(view.height * scale),
  });
  const isShort = isNarrow() || !(alone || filmed || view.width * scale > graphPane.clientWidth - 15); // docks beside a wide one may be higher than it is
  graphPane.style.height = `${isShort ? Math.min(room, Math.round(view.height * scale)) : room}px`;
  bringIntoSight(step);
}

/** An attribute that is set is laid out anew, even if it stays the same. */
function setAttributes(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  });
}
