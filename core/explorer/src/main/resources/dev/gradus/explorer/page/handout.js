// ---------- the handout: one figure per op, for print ----------

/** The states that a figure is made of: results only. */
const figureStates = () => trace.states.map((_, s) => s).filter(s => trace.states[s].beat === '' || trace.states[s].beat === 'result');

/** What of the picture is printed: all of it, or what is around the op at work where all would be too small to read. */
const PRINTED = { width: 680, height: 234, leastScale: .6 };

function printedBox(s) {
  const width = Math.min(view.width, PRINTED.width / PRINTED.leastScale), height = Math.min(view.height, PRINTED.height / PRINTED.leastScale);
  const box = aboutStep(s, width, height) ?? { ...view, width: 0, height: 0 };
  const within = (from, middle, part, all) => from + Math.max(0, Math.min(middle - from - part / 2, all - part));
  return [within(view.x, box.x + box.width / 2, width, view.width), within(view.y, box.y + box.height / 2, height, view.height), width, height].join(' ');
}

function pictureAt(s) {
  if (scopes.length > 1) showScope(scopeAt(s));
  drawGraph(s);
  const copy = picture.cloneNode(true);
  copy.setAttribute('viewBox', printedBox(s));
  copy.removeAttribute('width');
  copy.removeAttribute('height');
  return copy.outerHTML;
}

function makeHandout() {
  const figures = figureStates().map(s => {
    const state = trace.states[s], equation = trace.equations[state.equation];
    const worked = state.result >= 0 && state.phase !== 'seed' ? expansionHtml(state, state.result, askedCell(state)) : null;
    const side = equation ? `<div class="side">${lineHtml(equation.formula)}<div>${codeHtml(equation.java)}</div><div>${codeHtml(equation.numpy)}</div></div>` : '';
    const back = ['seed', 'backward', 'fold', 'sum'].includes(state.phase);
    return `<section class="fig ${back ? 'bwd' : 'fwd'}"><p class="eyebrow">${eyebrow(s)}</p><p class="line">${sentence(s)}</p><div class="graph">${pictureAt(s)}</div>
      <div class="two"><div class="numbers">${layout(s, true)}</div>${side}</div>${worked ? `<div class="ex">${worked.html}</div>` : ''}</section>`;
  }).join('');
  const title = document.querySelector('h1').firstChild.textContent;
  const handout = document.getElementById('handout');
  handout.innerHTML = `<h1>${escaped(title)}</h1>${figures}`;
  handout.classList.add('measured');
  handout.querySelectorAll('.numbers').forEach(fitPaper);
  handout.querySelectorAll('.ex').forEach(sum => sum.classList.toggle('close', sum.scrollWidth > sum.clientWidth));
  handout.classList.remove('measured');
  fitPicture();
  drawGraph(step);
}

/** Numbers that are wider than the paper are closer together, then under each other. */
function fitPaper(numbers) {
  const paper = numbers.parentElement.clientWidth;
  const fit = ['', 'crowded', 'stacked', 'crowded stacked'].find(fit => { numbers.className = `numbers ${fit}`; return numbers.scrollWidth <= paper; });
  if (fit === undefined) numbers.className = 'numbers crowded stacked';
}
