// What is looked for at the steps of pages. Each look gives what it finds at fault in words, or nothing; the step is shown.

const $ = id => document.getElementById(id);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const round = number => Math.round(number);

const range = document.createRange();
/** Where the words of a part are. */
const wordsOf = part => { range.selectNodeContents(part); return range.getBoundingClientRect(); };

const graphPane = () => $('graph').getBoundingClientRect();
const isInGraph = b => b.left >= graphPane().left - 1 && b.right <= graphPane().right + 1 && b.top >= graphPane().top - 1 && b.bottom <= graphPane().bottom + 1;
const shownInGraph = selector => all(selector, $('graph')).filter(part => part.getClientRects().length);
const isBetween = (b, pane) => b.left >= pane.left - 1 && b.right <= pane.right + 1;
/** Whether two boxes have more than this in common. */
const meet = (a, b, x, y) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > x && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;
const middle = (boxes, low, high) => (Math.min(...boxes.map(box => box[low])) + Math.max(...boxes.map(box => box[high]))) / 2;

const looks = {
  pageScrolls() {
    const page = document.documentElement;
    if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) return `${page.scrollWidth} × ${page.scrollHeight} of ${innerWidth} × ${innerHeight}`;
  },

  partsAreCutOff() {
    return ['stage', 'ex', 'foot', 'line', 'eyebrow'].filter(id => {
      const part = $(id);
      return part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
    }).map(id => `${id} is cut off`).join(', ');
  },

  /**
   * The name of a phase stands over its own steps, whole or not at all; it is not there only if too little of its steps is
   * in sight. The current one, and the dot of the step, always are.
   */
  phases() {
    const line = $('time'), pane = line.getBoundingClientRect(), faults = [];
    for (const phase of line.querySelectorAll('.ph')) {
      const head = phase.querySelector('b'), words = head.textContent, box = head.getBoundingClientRect(), steps = phase.getBoundingClientRect();
      const seen = getComputedStyle(head).visibility === 'visible' && isBetween(box, pane);
      const room = Math.min(steps.right, pane.right) - Math.max(steps.left, pane.left);
      if (!isBetween(box, steps)) faults.push(`${words} stands over other steps`);
      if (!seen && (phase.matches('.now') || room > box.width + 20)) faults.push(`${words} is not seen`);
      if (!seen && getComputedStyle(head).visibility === 'visible' && box.right > pane.left && box.left < pane.right) faults.push(`${words} is cut off`);
    }
    if (!isBetween(line.querySelector('.d.now').getBoundingClientRect(), pane)) faults.push('the step is out of sight');
    return faults.join(', ');
  },

  /** Where the time line is too long. */
  currentPhase() {
    const line = $('time'), pane = line.getBoundingClientRect();
    const faults = line.scrollWidth > line.clientWidth ? [] : ['the time line does not scroll'];
    return faults.concat(['.ph.now > b', '.d.now'].filter(part => !isBetween(line.querySelector(part).getBoundingClientRect(), pane)).map(part => `${part} is cut off`)).join(', ');
  },

  signsOfTheTimeLine() {
    const line = $('time').getBoundingClientRect();
    const seen = all('#time .tk').filter(one => getComputedStyle(one).visibility === 'visible');
    const now = seen.some(one => one.querySelector('.now'));
    return (now ? '' : 'the current one is not seen ') + seen.filter(one => one.getBoundingClientRect().right > line.left && one.getBoundingClientRect().left < line.right)
      .filter(one => !isBetween(one.getBoundingClientRect(), line)).map(one => one.textContent).join();
  },

  labels() {
    const faults = [];
    const shown = all('#graph text').filter(text => text.getClientRects().length && text.textContent.trim());
    const boxes = shown.map(text => [text.textContent, text.getBoundingClientRect()]);
    shown.forEach(text => {
      const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b);
      if (size < 10) faults.push(`${text.textContent}: ${size} px`);
    });
    boxes.forEach(([text, b], i) => boxes.slice(i + 1).forEach(([other, o]) => {
      if (meet(b, o, 2, .35 * Math.min(b.height, o.height))) faults.push(`${text} | ${other}`);
    }));
    return faults.join(', ');
  },

  picture() {
    return shownInGraph('svg [data-node]').filter(part => !isInGraph(part.getBoundingClientRect())).map(part => part.outerHTML.slice(0, 60)).join();
  },

  /** The op at work, the box that is written and the gradient that arrives are seen whole, or without the last if they have no room. */
  partsOfTheStep() {
    const extent = (boxes, low, high) => Math.max(...boxes.map(b => b[high])) - Math.min(...boxes.map(b => b[low]));
    const fits = boxes => boxes.length && extent(boxes, 'left', 'right') <= graphPane().width - 40 && extent(boxes, 'top', 'bottom') <= graphPane().height - 40;
    const now = shownInGraph('[data-part=op].now, [data-part=plus].now, [data-part=value].now, [data-part=gradient].now');
    const op = now.some(part => part.dataset.part === 'gradient') ? shownInGraph('[data-part=op].back-now').map(part => part.dataset.node) : [];
    const arrives = op.flatMap(id => shownInGraph(`[data-part=gradient][data-node="${id}"]`));
    const seen = [[...now, ...arrives], now].map(parts => parts.map(part => part.getBoundingClientRect())).find(fits) ?? [];
    return seen.filter(b => !isInGraph(b)).map(b => [b.left, b.right, b.top, b.bottom].map(round)).join();
  },

  hatches() {
    return shownInGraph('[data-cell]').filter(cell => {
      const odd = cell.classList.contains('odd'), next = cell.nextElementSibling;
      return odd !== Boolean(next?.matches('.hatch') && next.getBoundingClientRect().width > 8);
    }).map(cell => `${cell.parentElement.dataset.node} ${cell.dataset.cell}`).join();
  },

  gradientOfTheObjective() {
    if (!all('#graph [data-part=gradient]').length) return ''; // of a forward pass alone there is none
    const J = all('#graph [data-part=value] .number').at(-1).closest('[data-node]').dataset.node;
    const words = all(`#graph [data-part=gradient][data-node="${J}"]`).map(part => part.textContent).join('').replace(/\s/g, '');
    return words.endsWith('=1') ? '' : `${words} of J`;
  },

  cells() {
    const wide = all('#stage tr:not(.tear) td:not(.gap)').find(cell => {
      const words = wordsOf(cell);
      return words.width && words.left < cell.getBoundingClientRect().left + .5;
    });
    return wide ? `${wide.textContent} is wider than its cell` : '';
  },

  heads() {
    const high = all('#stage tr:not(.tear) th:not(.gap)').find(head => /\d/.test(head.textContent) && wordsOf(head).height > head.getBoundingClientRect().height + 2);
    return high ? `${high.textContent} is higher than its head` : '';
  },

  columnsOfAProduct() {
    const [right, result] = ['2', '3'].map(row => all('#stage .falk > div')
      .find(part => part.style.gridRowStart === row && part.style.gridColumnStart === '2')?.querySelector('tbody td'));
    if (!right || !result) return '';
    const [upper, lower] = [right, result].map(cell => cell.getBoundingClientRect());
    return Math.abs(upper.left - lower.left) > 1 || Math.abs(upper.right - lower.right) > 1 ? `columns from ${upper.left} to ${upper.right} over ${lower.left} to ${lower.right}` : '';
  },

  fitsAndHasItsSentence() {
    const over = (element, name) => [element.scrollWidth - element.clientWidth > 1 ? `${name} too wide` : '', element.scrollHeight - element.clientHeight > 1 ? `${name} too high` : ''].join(' ').trim();
    const line = $('line').textContent;
    return [over(document.documentElement, 'page'), over($('stage'), 'numbers'), line.length > 110 || /undefined|NaN|\{/.test(line) ? line : ''].join(' ').trim();
  },

  scrollsSideways() {
    return document.documentElement.scrollWidth > innerWidth ? 'page too wide' : '';
  },

  signsOnGrids() {
    const grids = all('#stage .row tbody').map(grid => grid.getBoundingClientRect());
    return all('#stage .row .opr').map(wordsOf).some(sign => grids.some(grid => meet(sign, grid, 2, 2))) ? 'a sign lies on a grid' : '';
  },

  /** All of a matrix product is in sight, with what is left out in words at each of its three grids. */
  productOnAPhone() {
    const falk = document.querySelector('#stage .falk'), stage = $('stage');
    if (!falk) return '';
    const cut = stage.scrollWidth - stage.clientWidth > 1 ? 'cut off' : '';
    const large = all('table', falk).filter(table => table.querySelector('.tear')).length;
    const said = all('.figures', falk).filter(words => words.getClientRects().length && /left out/.test(words.innerText)).length;
    const bottoms = all('table', falk).slice(1).map(table => round(table.getBoundingClientRect().bottom));
    const crossed = Math.abs(bottoms[0] - bottoms[1]) > 2 ? `rows do not meet: ${bottoms}` : '';
    return cut + crossed + (said < large ? `${large} torn, ${said} said` : '');
  },

  formulas() {
    return all('#equations li').flatMap(li => {
      const row = li.querySelector('.al'), room = $('equations').clientHeight;
      return [
        row.scrollWidth > row.clientWidth + 1 ? `${row.textContent} by ${row.scrollWidth - row.clientWidth}` : '',
        li.offsetHeight > room ? `${row.textContent} is ${li.offsetHeight} high` : '',
      ];
    }).filter(Boolean).join(', ');
  },

  /**
   * Parentheses and brackets reach from the top to the bottom of what stands between them, and around letters they are hardly higher than
   * these; the same in the proof. What is broken into several lines has one of the two elsewhere.
   */
  fences() {
    const proof = $('proof');
    if (!$('why-rule').hidden) proof.showPopover();
    const found = [...all('#equations mo'), ...all('#proof:popover-open mo')].filter(mo => mo.textContent in CLOSED_BY).map(open => {
      const inside = enclosed(open);
      if (!inside.length) return '';
      const size = parseFloat(getComputedStyle(open).fontSize), fence = open.getBoundingClientRect(), boxes = inside.map(part => part.getBoundingClientRect());
      const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom)), height = bottom - top;
      const words = `${open.parentElement.textContent} ${round(fence.height)} around ${round(height)}`;
      if (height > 1.7 * size) return fence.top > top + 1 || fence.bottom < bottom - 1 ? `${words} is too small` : '';
      return fence.height > 1.1 * size && !inside.some(part => part.matches('mfrac, munder, :has(mfrac, munder)')) ? `${words} is too large` : '';
    });
    if (proof.matches(':popover-open')) proof.hidePopover();
    return [...new Set(found.filter(Boolean))].join('; ');
  },

  /** Of code one sees whole lines, the current ones among them, or if they are too many their beginning. */
  linesOfCode() {
    return ['java', 'numpy'].flatMap(id => {
      const view = $(id).getBoundingClientRect(), line = parseFloat(getComputedStyle($(id)).lineHeight), items = [...$(id).children];
      const isInside = (edge, box) => box.top < edge - 1 && box.bottom > edge + 1;
      const isBetweenLines = (edge, box) => Math.abs(edge - box.top - line * round((edge - box.top) / line)) < 1;
      const cut = items.filter(item => {
        const box = item.getBoundingClientRect();
        return [view.top, view.bottom].some(edge => isInside(edge, box) && !isBetweenLines(edge, box));
      });
      const now = items.filter(item => item.classList.contains('now')).map(item => item.getBoundingClientRect());
      const fit = now.length && now.at(-1).bottom - now[0].top <= view.height + 1;
      const away = fit ? now[0].top < view.top - 1 || now.at(-1).bottom > view.bottom + 1 : now.length && Math.abs(now[0].top - view.top) > 1;
      return [...cut.map(item => `${id} ${item.textContent}`), ...away ? [`${id}: the current lines are out of sight`] : []];
    }).join('; ');
  },

  namesOfSheets() {
    return all('#stage .sheet[data-name]').filter(sheet => {
      const name = getComputedStyle(sheet, '::after'), grid = sheet.closest('table');
      if (name.content === 'none') return false;
      const end = sheet.getBoundingClientRect().right + 5 + parseFloat(name.width);
      return end > grid.getBoundingClientRect().right + parseFloat(getComputedStyle(grid).marginRight) + .5;
    }).map(sheet => sheet.dataset.name).join();
  },

  /** However many parts there are, and however large; no number gets smaller than 12 px. */
  joinsFit() {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = $('stage');
    const small = all('#stage td').some(td => parseFloat(getComputedStyle(td).fontSize) < 12);
    return (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1 ? `${scrollWidth} × ${scrollHeight} in ${clientWidth} × ${clientHeight}` : '') + (small ? 'too small' : '');
  },

  /** Of parts that are torn, too, and of those with sheets behind them. */
  arrowsOfJoins() {
    const starts = all('#stage .joined .wires.down path').map(path => {
      const { x, y } = path.getPointAtLength(0);
      return new DOMPoint(x, y).matrixTransform(path.getScreenCTM()).x;
    });
    const middles = all('#stage .joined .part').map(part => middle(all('td[data-c]', part).map(td => td.getBoundingClientRect()), 'left', 'right'));
    return starts.map((start, k) => round(start - middles[k])).filter(apart => Math.abs(apart) > 6).join();
  },

  /** Of what is drawn nothing lies on something else. */
  partsLieOnParts() {
    const parts = all('#stage tbody, #stage .role:not(:empty), #stage .sym, #stage .sheets > span').filter(part => part.getClientRects().length);
    const boxes = parts.map(part => [part.textContent.slice(0, 12), part.getBoundingClientRect()]);
    return boxes.flatMap(([words, a], i) => boxes.slice(i + 1).filter(([, b]) => meet(a, b, 2, 3)).map(([other]) => `${words} | ${other}`)).join('; ');
  },

  /**
   * The op or the scope at work, the tensors that the step reads and writes, and J stand somewhere as a whole: in the picture, beside it,
   * or in the row of scopes.
   */
  stepIsWhole() {
    const faults = [], { node: J } = gradus.objectiveNode();
    const standsWhole = selector => all(selector).some(isWhole);
    const tensor = (id, kind) => `:is(#graph, .dock, .rowline) [data-node="${id}"][data-part=${kind}]:has(> rect)`;
    const atWork = all('#graph [data-part=op].now').filter(part => part.getClientRects().length);
    if (atWork.length && !atWork.some(isWhole)) faults.push(`op ${atWork[0].dataset.node} is cut`);
    if (!standsWhole(tensor(J, 'value'))) faults.push('J is cut');
    gradus.about().forEach(([id, kind]) => { if (!standsWhole(tensor(id, kind))) faults.push(`${kind} ${id} is cut`); });
    if (gradus.isLevel()) {
      const now = document.querySelector('.scopes > button.now');
      if (now && !isWhole(now)) faults.push('the scope is cut');
      [now?.previousElementSibling, now?.nextElementSibling].flatMap(beads => beads ? all('.value > .bead, .value > span:not(.way)', beads) : []).forEach(part => {
        if (!isWhole(part)) faults.push(`${part.textContent || 'a box'} beside the scope is cut`);
      });
    }
    return faults.join(', ');
  },

  firstLine() {
    const over = ['line', 'eyebrow'].filter(id => $(id).scrollHeight > $(id).clientHeight + 6 || $(id).scrollWidth > $(id).clientWidth + 1); // a lowered letter reaches out
    const top = $('line').getBoundingClientRect().bottom;
    const beheaded = all('#graph text, .scopes button, .chip').filter(part => part.getClientRects().length && part.getBoundingClientRect().top < top - 1 && isWhole(part));
    return [...over.map(id => `${id} is cut off`), ...beheaded.map(part => `${part.textContent} is under the sentence`)].join(', ');
  },

  numbersFit() {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = $('stage');
    return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1 ? `${scrollWidth} × ${scrollHeight} in ${clientWidth} × ${clientHeight}` : '';
  },

  /** Rows are left out only where there is no room for one more of them, in the pane or around the row of scopes. */
  rowsHaveTheRoomThereIs() {
    const torn = all('#stage table').filter(table => table.querySelector('.tear')), words = torn.map(table => table.querySelector('.tear').textContent.trim());
    const isShort = table => [...table.querySelectorAll('[data-tear]')].every(({ dataset }) => Number(dataset.tear) <= 8);
    const isLinked = !$('stage').querySelector('.row, .level') && all('#stage td.gap').length > 0;
    if (!torn.length || !torn.every(isShort) || isLinked) return ''; // long axes are always torn; what is too wide loses columns, and in a product the rows of the other factor with them
    const free = unusedInPane(), line = torn[0].querySelector('td[data-c]').getBoundingClientRect().height;
    return free > line * torn.length + 2 ? `${words.join(', ')}, with ${round(free)} pixels free` : '';
  },

  /** The picture has no room that it does not use. */
  pictureHasTheRoomThereIs() {
    const pane = $('graph'), svg = pane.querySelector('svg');
    if (!pane.getClientRects().length) return '';
    const needed = round(svg.getBoundingClientRect().height / (svg.currentCSSZoom ?? 1)), free = pane.clientHeight - needed, isWide = pane.scrollWidth > pane.clientWidth + 1;
    return free > 2 && !isWide ? `${free} pixels around the picture` : '';
  },

  /** The words of a button are not broken, and it is seen whole. */
  buttonsOfPanes() {
    return all('h2 .seg button').filter(button => button.getClientRects().length).filter(button => {
      range.selectNodeContents(button);
      const tops = new Set([...range.getClientRects()].map(line => round(line.top)));
      return tops.size > 1 || !isWhole(button);
    }).map(button => `${button.textContent} is broken or cut`).join(', ');
  },

  /** At all steps of a picture it ends at the same place, and at all beats of an op the grids are set alike. */
  standsStill() {
    const pane = $('graph'), picture = pane.getClientRects().length ? pane.querySelector('svg').getAttribute('viewBox') : '';
    const now = { op: document.querySelector('.tk:has(.now)'), picture, top: round(document.querySelector('.panes').getBoundingClientRect().top), layout: $('stage').className };
    const before = looks.before;
    looks.before = now;
    if (before?.picture === picture && before.top !== now.top) return `the numbers move from ${before.top} to ${now.top}`;
    return before?.op === now.op && before.layout !== now.layout ? `${now.layout} after ${before.layout}` : '';
  },

  // The next ones point at cells, so they come last.

  sumsAreCutOff() {
    const ex = $('ex'), cells = all('#stage [role=grid] td[tabindex]');
    return [cells[0], cells.at(-1)].filter(Boolean).map(cell => {
      cell.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
      const over = [ex.scrollHeight - ex.clientHeight, ex.scrollWidth - ex.clientWidth];
      cell.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      return Math.max(...over) > 1 ? `${over} ${$('stage').className}` : '';
    }).filter(Boolean).join();
  },

  /** What is written under the grids gives the number in the cell, of every cell of every result. */
  gapOfSums() {
    const gap = gradus.largestGap();
    return gap < 1e-12 ? '' : `largest gap ${gap}`;
  },
};

const CLOSED_BY = { '(': ')', '[': ']' };

/** What stands in the same row between a fence and the one that closes it; nothing if that stands elsewhere. */
function enclosed(open) {
  const others = [...open.parentElement.children].slice([...open.parentElement.children].indexOf(open) + 1);
  let depth = 1;
  const end = others.findIndex(({ textContent }) => {
    if (textContent === open.textContent) depth++;
    if (textContent === CLOSED_BY[open.textContent]) depth--;
    return depth === 0;
  });
  return others.slice(0, Math.max(0, end));
}

/** What stays free under the numbers, beside what is kept for a sum. */
const unusedInPane = () => $('ex').offsetHeight - parseFloat(getComputedStyle($('ex')).minHeight);

/** Whether an element is seen as a whole: no part of it is scrolled out of what it stands in, nor out of the page's width. */
function isWhole(element) {
  const box = element.getBoundingClientRect();
  if (!element.getClientRects().length || getComputedStyle(element).visibility === 'hidden') return false;
  const clips = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at.localName !== 'svg' && /auto|scroll|hidden|clip/.test(getComputedStyle(at).overflow)) clips.push(at.getBoundingClientRect());
  }
  return [...clips, { left: 0, right: innerWidth, top: -Infinity, bottom: innerWidth > 860 ? innerHeight : Infinity }]
    .every(clip => box.left >= clip.left - 1.5 && box.right <= clip.right + 1.5 && box.top >= clip.top - 1.5 && box.bottom <= clip.bottom + 1.5);
}

/** Whether a step is looked at on this one of three screens: four steps in a row, so that the beats of an op follow each other. */
const isOn = (screen, step) => screen === undefined || Math.floor(step / 4) % 3 === screen % 3;

/**
 * Shows every step of every level, first with all scopes closed, then with each of these open: what the looks find. On one of
 * several screens more than 20 steps are shared out.
 */
function walkLevels(names, depth = 0, scopes = gradus.levels(), screen = undefined) {
  const found = [];
  const lookAt = (step, level) => {
    gradus.go(step, depth);
    names.forEach(name => {
      const fault = looks[name]();
      if (fault) found.push(`${level}, step ${step}, ${name}: ${fault}`);
    });
  };
  gradus.level(-1, 0);
  gradus.shown().filter((_, i, all) => all.length <= 20 || isOn(screen, i)).forEach(step => lookAt(step, 'closed'));
  for (const scope of scopes) {
    const closed = new Set(gradus.shown());
    gradus.level(scope, 0);
    gradus.shown().filter(step => !closed.has(step)).forEach(step => lookAt(step, `scope ${scope}`));
    gradus.level(-1, 0);
  }
  return found;
}

/**
 * Shows every step at which one of these looks, each [name, depths, at the last step only], is wanted: what each of them found. On one
 * of several screens more than 20 steps are shared out.
 */
function walk(wanted, screen = undefined) {
  const found = wanted.map(() => []);
  for (let step = 0; step <= gradus.last(); step++) {
    if (step < gradus.last() && gradus.last() > 20 && !isOn(screen, step)) continue;
    for (let depth = 0; depth < 3; depth++) {
      const isNow = ([, depths, onlyLast]) => depth < depths && (!onlyLast || step === gradus.last());
      if (wanted.some(isNow)) gradus.go(step, depth);
      wanted.forEach((look, i) => {
        const fault = isNow(look) && looks[look[0]]();
        if (fault) found[i].push(`step ${step}, depth ${depth}: ${fault}`);
      });
    }
  }
  return found;
}
