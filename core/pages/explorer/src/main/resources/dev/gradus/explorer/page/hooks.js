// ---------- state: what a page adds to the modules that the explorer and the playground share ----------

/** What the page around the shared modules does; each page fills it in once, when all of its modules are there. */
export const host = /** @type {Host} */ ({});

/** What only some pages draw, and what of it takes room from the picture. */
export const onRender = [],
  onArrange = [];

/**
 * What only some pages put into a figure of the handout, and figures for print.
 *
 * @type {any}
 */
export const onFigure = [],
  prints = {};

/**
 * What keys do, by their names.
 *
 * @type {Record<string, () => void>}
 */
export const KEYS = {};

/**
 * What only some pages write into the address, as in {@link addressParts}.
 *
 * @type {AddressPart[]}
 */
export const inAddress = [];
