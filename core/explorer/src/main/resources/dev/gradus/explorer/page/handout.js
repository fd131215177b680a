// ---------- the handout: one figure per op, for print ----------

/** The states that a figure is made of: results only. */
const figureStates = () => trace.states.map((_, s) => s).filter(s => trace.states[s].beat === '' || trace.states[s].beat === 'result');

function pictureAt(s) {
  drawGraph(s);
  const copy = picture.cloneNode(true);
  copy.removeAttribute('width');
  copy.removeAttribute('height');
  return copy.outerHTML;
}

function makeHandout() {
  const figures = figureStates().map(s => {
    const state = trace.states[s], equation = trace.equations[state.equation];
    const worked = state.result >= 0 && state.phase !== 'seed' ? expansionHtml(state, state.result, askedCell(state)) : null;
    const side = equation ? `<div class="side">${lineHtml(equation.formula)}<div>${escaped(equation.java)}</div><div>${escaped(equation.numpy)}</div></div>` : '';
    const back = ['seed', 'backward', 'fold', 'sum'].includes(state.phase);
    return `<section class="fig ${back ? 'bwd' : 'fwd'}"><p class="eyebrow">${eyebrow(s)}</p><p class="line">${sentence(s)}</p><div class="graph">${pictureAt(s)}</div>
      <div class="two"><div>${layout(s, true)}${worked ? `<div class="ex">${worked.html}</div>` : ''}</div>${side}</div></section>`;
  }).join('');
  const title = document.querySelector('h1').firstChild.textContent;
  document.getElementById('handout').innerHTML = `<h1>${escaped(title)}</h1>${figures}`;
  drawGraph(step);
}
