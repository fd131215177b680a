// ---------- playing by itself, and the other buttons of the header ----------

let timer = 0;
const ICONS = { play: 'M5 3v12l10-6z', pause: 'M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z' };

function play(on) {
  clearInterval(timer);
  timer = 0;
  if (on) {
    if (step === last()) go(0);
    timer = setInterval(() => step < last() ? go(beside(step, 1)) : play(false), 2200);
  }
  const name = timer ? 'pause' : 'play';
  $('play').setAttribute('aria-label', text(name));
  $('play').innerHTML = `<svg viewBox="0 0 18 18"><path d="${ICONS[name]}"/></svg>`;
}

$('previous').addEventListener('click', () => go(beside(step, -1)));
$('next').addEventListener('click', () => go(beside(step, 1)));
$('play').addEventListener('click', () => play(!timer));
$('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const now = root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
});
