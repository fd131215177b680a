// ---------- what this page gives the explorer's modules: its steps are those of one graph, all of them, on one desk ----------

import { host } from 'explorer/hooks.js';
import { change, editable, editCell, isChanged, nudge } from './change.js';
import { drawDepth, go } from './steps.js';
import { play, timer } from './train.js';
import { render } from './moments.js';
import { writeAddress } from './address.js';

Object.assign(host, {
  render, go, drawDepth, writeAddress, isChanged, editable, change, editCell, nudge, play,
  isPlaying: () => Boolean(timer),
  /** No pane is shown alone, so that none is shrunk; and the picture has a place of its own, from which the panes get no room. */
  shownPanes: () => [], shrinkStage: () => {}, isOneScreen: () => false,
  /** Nothing stands beside the picture. */
  drawChipNumbers: () => {},
});
