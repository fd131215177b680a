// ---------- the Numbers pane: as large as its grids fit ----------

/** From roomy to close: smaller cells, grids under each other, fewer rows and columns of long axes; flat: fewest rows, but not of columns. */
const FITS = ['', 'narrow', 'crowded', 'stacked', 'narrow stacked', 'crowded stacked', 'crowded tight', 'crowded tight stacked', 'few crowded', 'few crowded stacked', 'few crowded tight', 'few crowded tight stacked',
  'flat crowded tight stacked', 'fewest crowded tight', 'fewest crowded tight stacked'];
const fits = new Map();

/** The grids that stand in a place, as HTML: what is set closer with the same rows and columns is not made anew. */
const gridsIn = new WeakMap();

function setGrids(place, html) {
  if (gridsIn.get(place) !== html) place.innerHTML = html;
  gridsIn.set(place, html);
}

/** Beats of a step are drawn alike, as large as its last one fits, so that nothing moves between them. */
function drawStage(s) {
  const beats = trace.states.findLastIndex(state => state.place === trace.states[s].place);
  stage.style.zoom = '';
  gridsIn.delete(stage); // a field may stand in them
  const key = `${beats} ${isLevel(s)} ${innerWidth} ${innerHeight} ${shownPanes()} ${placesText(openRows)}`;
  if (!fits.has(key)) fits.set(key, FITS.find(fit => { draw(beats < 0 ? s : beats, fit); return isWhole() && suits(fit); }) ?? FITS.at(-1));
  draw(s, fits.get(key));
  shrinkStage();
}

function draw(s, fit) {
  [few, fewColumns] = { fewest: [2, 2], flat: [2, 1], few: [1, 1] }[fit.split(' ')[0]] ?? [0, 0];
  setGrids(stage, layout(s));
  stage.className = fit.replace(/^(few|fewest|flat) /, '');
}

/** In other drawings the columns of one grid are the rows of another. */
const suits = fit => !fit.startsWith('flat') || stage.firstElementChild.classList.contains('row');

const isWhole = () => stage.scrollWidth <= stage.clientWidth + 1 && stage.scrollHeight <= stage.clientHeight + 1;
