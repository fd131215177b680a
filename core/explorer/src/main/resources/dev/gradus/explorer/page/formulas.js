// ---------- mathematics in three depths, and code ----------

const DEPTHS = ['formula', 'withShapes', 'element'];

/** Which node a piece of MathML names, by its text and structure. */
let symbols = new Map();

function indexSymbols() {
  symbols = new Map();
  const holder = document.createElement('template');
  [...trace.nodes].reverse().forEach(node => {
    if (node.kind === 'constant' && !node.name && !isGradient(node.id)) return;
    holder.innerHTML = `<math>${node.symbol.mathMl}</math>`;
    const root = holder.content.firstElementChild.firstElementChild;
    if (root) symbols.set(root.outerHTML, node.id);
  });
}

const equationFirst = e => trace.states.findIndex(state => state.equation === e);
const isBackward = e => trace.states.some(state => state.equation === e && isBack(state));

/** A definition stands from the first step on that is after it in the list. */
function equationFrom(e) {
  for (let i = e; i < trace.equations.length; i++) if (equationFirst(i) >= 0) return i === e ? equationFirst(i) : 0;
  return 0;
}

function lineHtml(line) {
  const left = line.left.mathMl, right = line.right.mathMl;
  return `<span class="al"><span class="lhs"><math displaystyle="true"><mrow>${left}</mrow></math></span><math displaystyle="true" class="rhs"><mrow><mi></mi><mo>${escaped(line.sign)}</mo>${right}</mrow></math></span>`;
}

function drawMath(s, depth) {
  const now = trace.states[s].equation;
  const list = document.getElementById('equations');
  list.innerHTML = trace.equations.map((equation, e) => {
    if (s < equationFrom(e)) return '';
    const current = e === now && s > 0;
    return `<li data-equation="${e}" class="${current ? 'now' : ''}${isBackward(e) ? ' b' : ''}"${current ? ' aria-current="step"' : ''}>${lineHtml(equation[DEPTHS[depth]])}<span>${equation.number ? `(${equation.number})` : ''}</span></li>`;
  }).join('');
  list.querySelectorAll('math *').forEach(element => {
    const id = symbols.get(element.outerHTML);
    if (id !== undefined) element.dataset.t = id;
  });
  list.querySelectorAll('.gradient').forEach(element => element.classList.add('g'));
  list.querySelectorAll('munder > mtext').forEach(element => element.classList.add('sh'));
  const current = list.querySelector('.now');
  if (current) tint(current, trace.states[s]);
  fitRows(list);
  scrollToRow(list, current || list.lastElementChild);
}

/** A long formula is set smaller as far as it can be read with ease, and then in several lines. */
function fitRows(list) {
  list.querySelectorAll('.al').forEach(row => {
    if (row.scrollWidth <= row.clientWidth) return;
    const now = parseFloat(getComputedStyle(row.querySelector('math')).fontSize);
    const size = Math.max(SMALL_FORMULA, Math.floor(now * row.clientWidth / row.scrollWidth * 2) / 2);
    row.querySelectorAll('math').forEach(math => { math.style.fontSize = `${size}px`; });
    row.querySelector('.lhs').style.minWidth = '0';
    if (row.scrollWidth > row.clientWidth) breakRow(row);
  });
}

const SMALL_FORMULA = 13, BREAKS_BEFORE = '+−·∗=';

/** Browsers do not break a formula, so what stands between two signs becomes a formula of its own. */
function breakRow(row) {
  const right = row.querySelector('.rhs');
  const pieces = [[]];
  const flat = element => {
    if (element.localName === 'mrow' && (element.attributes.length === 0 || element.textContent.length > 20)) [...element.children].forEach(flat);
    else {
      if (element.localName === 'mo' && BREAKS_BEFORE.includes(element.textContent) && pieces.at(-1).length > 1) {
        element.setAttribute('form', 'infix');
        pieces.push([]);
      }
      pieces.at(-1).push(element);
    }
  };
  flat(right.firstElementChild);
  right.replaceWith(...pieces.map(piece => {
    const math = right.cloneNode(false);
    math.append(...piece);
    return math;
  }));
  row.classList.add('broken');
  const least = 12, fits = least < 14.5 * row.clientWidth / row.scrollWidth;
  if (row.scrollWidth > row.clientWidth) row.style.setProperty('--size', `${fits ? 14.5 * row.clientWidth / row.scrollWidth : least}px`);
}

/** The part of the formula that this beat is about. */
function tint(li, state) {
  const right = li.querySelector('.rhs > mrow'), left = li.querySelector('.lhs math > mrow');
  const found = id => [...right.querySelectorAll('[data-t]')].find(element => Number(element.dataset.t) === id);
  if (state.beat === '' || state.beat === 'result') { left.classList.add('on'); return; }
  const upstream = found(state.upstream);
  if (state.beat === 'upstream') { upstream?.classList.add('on'); return; }
  const factor = state.factor >= 0 ? found(state.factor) : undefined;
  if (factor) { factor.classList.add('on'); return; }
  const siblings = upstream?.parentElement && upstream.parentElement.localName === 'mrow' && upstream.parentElement !== right
    ? [...upstream.parentElement.children].filter(element => element !== upstream && element.localName !== 'mo') : upstream ? [] : [right.lastElementChild];
  siblings.forEach(element => element.classList.add('on'));
}

/** Whole rows only, the current one last. */
function scrollToRow(list, current) {
  if (!current) return;
  const end = current.offsetTop + current.offsetHeight;
  const top = [...list.children].find(li => end - li.offsetTop <= list.clientHeight);
  list.scrollTop = top ? top.offsetTop - list.children[0].offsetTop : 0;
}

/** A line of code that is too long goes on at a call rather than within a name. */
const codeHtml = line => escaped(line).replace(/(?<!\bnp)\.(?=\w+\()/g, '<wbr>.');

function drawCode(s, language) {
  const list = document.getElementById(language);
  const now = trace.states[s].equation;
  list.innerHTML = trace.equations.map((equation, e) => {
    if (!equation[language]) return '';
    const first = equationFirst(e), current = e === now && s > 0;
    return `<li data-equation="${e}" class="${s < first ? 'fut' : ''}${current ? ' now' : ''}${isBackward(e) ? ' b' : ''}"><code>${codeHtml(equation[language])}</code><span>${equation.number ? `(${equation.number})` : ''}</span></li>`;
  }).join('');
}

/** Of long listings as many whole lines as there is room for, the current one in the middle. */
function showLines(listings) {
  listings.forEach(list => { list.style.maxHeight = ''; });
  const rooms = listings.map(list => list.clientHeight);
  listings.forEach((list, i) => {
    if (list.scrollHeight <= rooms[i]) return;
    const line = list.firstElementChild.getBoundingClientRect().height, lines = Math.floor(rooms[i] / line);
    const at = [...list.children].findIndex(li => li.classList.contains('now'));
    list.style.maxHeight = `${lines * line}px`;
    if (at >= 0) list.scrollTop = Math.max(0, at - Math.floor(lines / 2)) * line;
  });
}

const resultOf = e => trace.states.findLastIndex(state => state.equation === e);
