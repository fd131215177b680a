// ---------- wiring: a step's picture as a file of its own, and all steps as one that moves, for slides ----------

import { $ } from './dom.js';
import { escaped } from './format.js';
import { step, trace } from './state.js';
import { graphPane, picture, scopes } from './elements.js';
import { spoken } from './names.js';
import { sentence } from './sentences.js';
import { drawGraph } from './graph.js';
import { view } from './view.js';
import { scopeAt } from './scopes.js';
import { paint } from './chosen.js';
import { forOthers } from './start.js';
import { addHtml } from './html.js';

/** What a picture's parts look like, as attributes that every program reads. */
const LOOKS = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'opacity',
];
const INITIAL = {
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'font-style': 'normal',
  'font-weight': '400',
  'text-anchor': 'start',
  opacity: '1',
};
const SHAPES = ['path', 'rect', 'circle', 'text', 'tspan'];

const paints = new Map();

/** A color as #rrggbb, whatever it is mixed in. */
function hex(color) {
  if (color === 'none' || color.startsWith('url')) return color;
  if (!paints.has(color)) {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    paints.set(
      color,
      alpha === 0 ? 'none' : `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`,
    );
  }
  return paints.get(color);
}

/** The parts of the picture at a state, each as SVG; what is not there yet is empty. */
function partsAt(s) {
  drawGraph(s);
  return [...picture.children]
    .filter(child => child.localName === 'g')
    .map(part => {
      const copy = part.cloneNode(true),
        from = [part, ...part.querySelectorAll('*')],
        to = [copy, ...copy.querySelectorAll('*')];
      from.forEach((element, i) => dress(to[i], element));
      return getComputedStyle(part).display === 'none' ? '' : copy.outerHTML;
    });
}

function dress(copy, element) {
  const style = getComputedStyle(element);
  if (style.display === 'none') {
    copy.remove();
    return;
  }
  [...copy.attributes]
    .filter(({ name }) => /^(class|style|data-.*|pathLength)$/.test(name))
    .forEach(({ name }) => copy.removeAttribute(name));
  if (!SHAPES.includes(copy.localName)) return;
  const isText = ['text', 'tspan'].includes(copy.localName);
  LOOKS.filter(look => isText || !/^(font|text)/.test(look)).forEach(look => {
    const value = style.getPropertyValue(look),
      told = ['fill', 'stroke'].includes(look) ? hex(value) : value.replaceAll('"', "'");
    if (told === (INITIAL[look] ?? '')) copy.removeAttribute(look);
    else copy.setAttribute(look, told);
  });
}

/** The picture's fonts, so that it looks the same everywhere. */
const fontRules = () =>
  [...document.styleSheets[0].cssRules]
    .filter(
      rule =>
        rule instanceof CSSFontFaceRule &&
        /Sans|Signs|Names/.test(rule.style.fontFamily) &&
        rule.style.fontWeight === '400',
    )
    .map(rule => rule.cssText)
    .join('\n');

function svgOf(title, body) {
  const { x, y, width, height } = view,
    paper = hex(getComputedStyle(document.documentElement).backgroundColor);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[x, y, width, height].join(' ')}" width="${width}` +
    `" height="${height}" role="img"><title>${escaped(title)}</title><style>${fontRules()}</style>` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${paper}"/>${body}</svg>\n`
  );
}

/** Draws for a file, with nothing on its way, and then again for the reader. */
function forFile(make) {
  graphPane.classList.add('still');
  try {
    return make();
  } finally {
    graphPane.classList.remove('still');
    drawGraph(step);
    paint();
  }
}

const pictureOfStep = () => forFile(() => svgOf(spoken(sentence(step)), partsAt(step).join('')));

const SECONDS = 2.2;

/** All steps of the scope that is seen, one after the other: each part stands for as long as it looks the same. */
const movingPicture = () =>
  forFile(() => {
    const steps = trace.states.map((_, s) => s).filter(s => scopes.length < 2 || scopeAt(s) === scopeAt(step));
    const frames = steps.map(partsAt),
      whole = frames.length * SECONDS;
    const body = frames[0]
      .map((_, part) =>
        equalNeighbors(frames.map(frame => frame[part]))
          .filter(({ markup }) => markup)
          .map(({ markup, from, to }) => {
            if (from === 0 && to === frames.length) return markup;
            const [begin, end] = [from, to].map(frame => (frame / frames.length).toFixed(5)),
              isLast = to === frames.length;
            const values = [...(from ? ['hidden'] : []), 'visible', ...(isLast ? [] : ['hidden'])],
              times = ['0', ...(from ? [begin] : []), ...(isLast ? [] : [end])];
            return (
              `<g visibility="${isLast ? 'visible' : 'hidden'}"><animate attributeName="visibility" dur="${whole}` +
              `s" repeatCount="indefinite" calcMode="discrete" values="${values.join(';')}" keyTimes="` +
              `${times.join(';')}"/>${markup}</g>`
            );
          })
          .join(''),
      )
      .join('');
    return svgOf(document.title, body);
  });

/** Equal neighbors as one: { markup, from, to }. */
function equalNeighbors(frames) {
  const runs = [];
  frames.forEach((markup, frame) => {
    if (runs.at(-1)?.markup === markup) runs.at(-1).to = frame + 1;
    else runs.push({ markup, from: frame, to: frame + 1 });
  });
  return runs;
}

function save(name, svg) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

addHtml(
  $('class-menu'),
  'beforeend',
  '<button id="save-step" data-text="picture step"></button><button id="save-all" data-text="picture moving"></button>',
);

$('class-menu').addEventListener('click', event => {
  const title = document.querySelector('h1 bdi').textContent.replace(/[^\p{L}\p{N}]+/gu, '-');
  if (event.target.id === 'save-step') save(`${title}-${step}.svg`, pictureOfStep());
  if (event.target.id === 'save-all') save(`${title}.svg`, movingPicture());
  $('class-menu').hidePopover();
});

Object.assign(forOthers, { pictureOfStep, movingPicture, svgSeconds: SECONDS });
