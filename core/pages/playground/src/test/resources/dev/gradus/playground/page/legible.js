// Faults of the graph as it is drawn now, and the size of its smallest text in pixels.
const graph = document.getElementById('graph');
const found = [], pane = graph.getBoundingClientRect(), all = selector => [...graph.querySelectorAll(selector)];
const seen = element => element.checkVisibility() && element.getBoundingClientRect().width + element.getBoundingClientRect().height > 0;
const part = element => element.closest('[data-part]');
const name = element => `${part(element)?.dataset.part} ${part(element)?.dataset.node} ${element.textContent}`;
const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
const letters = text => {
    const { left, right, top, bottom, height } = text.getBoundingClientRect();
    return { left: left + 1, right: right - 1, top: top + 0.27 * height, bottom: bottom - 0.27 * height };
};
const scale = graph.querySelector('svg').getScreenCTM().a;
const texts = all('text, tspan.sub').filter(text => seen(text) && text.textContent.trim()).map(text => ({ name: name(text), size: parseFloat(getComputedStyle(text).fontSize) * (text.closest('svg') ? scale : 1), box: letters(text), in: part(text), whole: !text.matches('tspan') }));
const boxes = all(':is([data-part=value], [data-part=gradient], [data-part=op], [data-part=scope]) > rect:not([data-cell]):not(.ground), [data-part] > rect[data-cell][rx]').filter(seen).map(rect => ({ name: name(rect), box: rect.getBoundingClientRect(), in: part(rect) }));
const smallest = Math.min(100, ...texts.map(({ size }) => size));
texts.forEach(({ name, size }) => { if (size < 9.99) found.push(`small: ${name} ${size.toFixed(1)}`); });
[...texts, ...boxes].forEach(({ name, box }) => { if (box.left < pane.left - 1 || box.right > pane.right + 1 || box.top < pane.top - 1 || box.bottom > pane.bottom + 1) found.push(`cut: ${name}`); });
const words = texts.filter(({ whole }) => whole);
words.forEach((a, i) => words.slice(i + 1).forEach(b => { if (meet(a.box, b.box)) found.push(`texts: ${a.name} | ${b.name}`); }));
words.forEach(a => boxes.forEach(b => { if (a.in !== b.in && meet(a.box, b.box)) found.push(`text on box: ${a.name} | ${b.name}`); }));
const touch = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > -1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > -1;
words.filter(({ in: own, name }) => ['value', 'gradient'].includes(own?.dataset.part) && !name.endsWith('⋯')).forEach(a => boxes.forEach(b => { if (a.in === b.in && touch(a.box, b.box)) found.push(`text touches its box: ${a.name}`); }));
boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (a.in !== b.in && meet(a.box, b.box)) found.push(`boxes: ${a.name} | ${b.name}`); }));
const edges = all('[data-part=edge], [data-part=back]').filter(seen).map(edge => {
    const line = edge.querySelector('path'), head = edge.querySelector('path + path'), matrix = line.getScreenCTM();
    const at = point => new DOMPoint(point.x, point.y).matrixTransform(matrix), length = line.getTotalLength();
    const points = Array.from({ length: 60 }, (_, i) => at(line.getPointAtLength(length * i / 59)));
    return { edge, points, end: head ? at(head.getPointAtLength(0)) : points.at(-1) };
});
const near = ({ x, y }, { left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) < 4;
const ends = [...boxes.map(({ box }) => box), ...texts.map(({ box }) => box)];
edges.forEach(({ edge, points, end }) => {
    const meetsEdge = point => edges.some(other => other.edge !== edge && other.points.some(({ x, y }) => Math.hypot(x - point.x, y - point.y) < 4));
    const what = `${edge.dataset.part} of ${edge.dataset.node} to ${edge.dataset.op}`;
    if (!ends.some(box => near(points[0], box)) && !meetsEdge(points[0])) found.push(`begins in the air: ${what}`);
    if (!ends.some(box => near(end, box))) found.push(`ends in the air: ${what}`);
});
return { smallest, found: [...new Set(found)].slice(0, 12) };
