// ---------- how much room there is ----------

/** How much room there is, as classes of the page, since a page that is shown larger has less of it. */
export const fit = { window: 0, zoom: 1, phone: false, narrow: false, small: false, low: false, lower: false };

export function fitWindow() {
  const root = document.documentElement, talks = root.classList.contains('talk');
  const { clientWidth: across, clientHeight: down } = root; // a phone's innerWidth grows with content that is too wide
  fit.window = across;
  fit.zoom = talks ? Math.max(1, across / 1280) : across >= 1800 && down >= 1060 ? 1.18 : 1;
  const [width, height] = [across / fit.zoom, down / fit.zoom], embedded = root.classList.contains('embed');
  fit.phone = width <= 860 && !embedded;
  Object.assign(fit, { narrow: !fit.phone && width <= 1400, small: !fit.phone && !embedded && width <= 1100, low: !fit.phone && height <= 880, lower: !fit.phone && height <= 790 });
  root.classList.toggle('phone', fit.phone);
  ['narrow', 'small', 'low', 'lower'].forEach(name => root.classList.toggle(`${name}-page`, fit[name]));
  root.style.setProperty('--zoom', fit.zoom);
  root.style.setProperty('--page-height', `${height}px`);
  root.style.setProperty('--page-width', `${width}px`);
}
