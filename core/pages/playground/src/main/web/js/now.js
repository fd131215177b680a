// ---------- state: what is on the page now: the moment, the engine's last answers, the lines that are written ----------

import { trace } from 'explorer/state.js';

/**
 * The session's answers as they are now; the student's own state is in the engine, and an address holds all of it. Nobody can
 * write into it: `setNow` puts another one in its place.
 */
export let now = Object.freeze(
  /** @type {Now} */ ({
    moment: 'write',
    lines: null,
    fault: null,
    status: null,
    losses: [],
    tests: [],
    points: null,
    heldOut: new Set(),
    optimizer: 'Adam',
    rate: 0.03,
    /** The number of this training while weights move; 0 if they do not. */
    training: 0,
    /** Whether the engine has yet to compute what a step shows. */
    stale: false,
    cleared: false,
    failed: false,
    tried: '',
    refused: '',
    said: '',
    checked: null,
    lesson: null,
    replay: null,
    repeated: null,
    /** The backward pass that is written: what was judged, about which lines, the line that is being written, and hints that were asked for. */
    back: { on: false, text: '', judged: null, about: null, writing: -1, hints: { of: '', shown: 0 } },
    tries: [],
  }),
);

/**
 * The only way to change what is on the page; who calls it draws what follows.
 *
 * @param {Partial<Now>} changes
 */
export function setNow(changes) {
  now = Object.freeze({ ...now, ...changes });
}

/** @param {Partial<Now['back']>} changes */
export const setBack = changes => setNow({ back: { ...now.back, ...changes } });

export const OPTIMIZERS = ['SGD', 'Momentum', 'Adam', 'RMSProp'];

export const past = [],
  future = [];

export const iterationNow = () => now.status?.iteration ?? 0;

export const learned = () => now.lines?.learned ?? 0;

/** The last state of the forward pass, and the last before the weights are changed. */
export const lastForward = () =>
  Math.max(
    0,
    trace.states.findLastIndex(state => state.phase === 'forward'),
  );

export const lastBackward = () => trace.states.findLastIndex(state => state.phase !== 'update');

/** Which node of the answer to the lines each node of the trace is: both graphs are walked from the loss, or from all outputs. */
export const places = new Map();

/** Numbers as they were, by the name of their tensor and their place. */
export const originals = new Map();

/** Whether the task was solved by what was trained last; says where. */
export const solvedNow = () => Boolean(now.status?.task?.solved);

/** Weights move no more; who calls it draws what follows. */
export const pause = () => setNow({ training: 0 });
