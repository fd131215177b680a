// ---------- wiring: what this page gives the explorer's modules: its steps are those of one graph, all of them, on one desk ----------

import { host } from 'explorer/hooks.js';
import { change, editCell } from './change.js';
import { drawDepth } from './steps.js';
import { play } from './train.js';
import { render } from './moments.js';
import { writeAddress } from './address.js';
import { editable, isChanged, nudge } from './words.js';
import { go } from './walk.js';
import { now } from './now.js';
import { judgeLines } from './exercises.js';

Object.assign(host, {
  render,
  go,
  drawDepth,
  writeAddress,
  isChanged,
  editable,
  change,
  editCell,
  nudge,
  play,
  isPlaying: () => Boolean(now.training),
  /** No pane is shown alone, so that none is shrunk. */
  shownPanes: () => [],
  shrinkStage: () => {},
  /** Nothing stands beside the picture. */
  drawChipNumbers: () => {},
  judgeLines,
});
