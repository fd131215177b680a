// ---------- state: how much room there is ----------

/** How much room there is, as classes of the page, since a page that is shown larger has less of it. */
export const fit = { window: 0, zoom: 1, phone: false, narrow: false, small: false, low: false, lower: false };

export function fitWindow() {
  const root = document.documentElement,
    { clientWidth: wide, clientHeight: high } = root; // not innerWidth, which grows with the content on a phone
  fit.window = wide;
  fit.zoom = root.classList.contains('talk') ? Math.max(1, wide / 1280) : wide >= 1800 && high >= 1060 ? 1.18 : 1;
  const width = wide / fit.zoom,
    height = high / fit.zoom,
    embedded = root.classList.contains('embed');
  fit.phone = width <= 860 && !embedded;
  Object.assign(fit, {
    narrow: !fit.phone && width <= 1400,
    small: !fit.phone && !embedded && width <= 1100,
    low: !fit.phone && height <= 880,
    lower: !fit.phone && height <= 790,
  });
  root.classList.toggle('phone', fit.phone);
  ['narrow', 'small', 'low', 'lower'].forEach(name => root.classList.toggle(`${name}-page`, fit[name]));
  root.style.setProperty('--zoom', fit.zoom);
  root.style.setProperty('--page-height', `${height}px`);
  root.style.setProperty('--page-width', `${width}px`);
}
