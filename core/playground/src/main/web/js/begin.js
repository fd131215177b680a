// ---------- the beginning: the page is there before the engine is ----------

/** How much room there is, as classes of the page, since a page that is shown larger has less of it. */
const fit = { zoom: 1, phone: false, narrow: false, low: false, lower: false };

function fitWindow() {
  const root = document.documentElement, talks = root.classList.contains('talk');
  fit.zoom = talks ? Math.max(1, innerWidth / 1280) : innerWidth >= 1800 && innerHeight >= 1060 ? 1.18 : 1;
  const [width, height] = [innerWidth / fit.zoom, innerHeight / fit.zoom], embedded = root.classList.contains('embed');
  fit.phone = width <= 860 && !embedded;
  Object.assign(fit, { narrow: !fit.phone && width <= 1400, low: !fit.phone && height <= 880, lower: !fit.phone && height <= 790 });
  root.classList.toggle('phone', fit.phone);
  ['narrow', 'low', 'lower'].forEach(name => root.classList.toggle(`${name}-page`, fit[name]));
  root.style.setProperty('--zoom', fit.zoom);
  root.style.setProperty('--page-height', `${height}px`);
  root.style.setProperty('--page-width', `${width}px`);
}

/** All that was measured, measured anew. */
function again() {
  measured = 0;
  fits.clear();
  standing.clear();
  if (trace) adoptPicture();
  render();
}

function begin() {
  document.querySelectorAll('[data-text]').forEach(element => { element.textContent = text(element.dataset.text); });
  document.querySelectorAll('[data-label]').forEach(element => element.setAttribute('aria-label', text(element.dataset.label)));
  $('share').textContent = text('share');
  $('share').title = text('share title');
  addressGiven();
  fitWindow();
  render();
}

async function meetEngine() {
  await Promise.allSettled([...document.fonts].map(font => font.load()));
  try {
    engine = await gradusApi();
  } catch (cause) {
    now.failed = true;
    render();
    console.warn(cause);
    return;
  }
  performance.mark('engine ready');
  document.documentElement.classList.add('ready');
  measured = 0;
  readAddress();
}

/** For tests and other programs. */
window.gradus = { texts: TEXTS, api: () => engine, go: s => enter(s), last: () => last(), play, step: () => step, moment: () => now.moment, status: () => now.status };

let resizing = 0;
addEventListener('resize', () => {
  if (document.activeElement.matches('input, textarea') && fit.phone) return; // a keyboard on the screen came up
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => { fitWindow(); again(); });
});

begin();
requestAnimationFrame(() => setTimeout(meetEngine));
