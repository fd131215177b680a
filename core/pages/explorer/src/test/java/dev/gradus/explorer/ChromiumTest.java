package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In a real browser, with its fonts: no two boxes overlap, and every text lies within the picture, is at least 10 pixels
 * high, and collides with no other, no box and no line.
 */
class ChromiumTest extends PagesInBrowser {
    private static final String MEASURE = """
            const found = [];
            const inside = (b, by) => ({ left: b.left + by, top: b.top + by, right: b.right - by, bottom: b.bottom - by });
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0;
            /** The height of the letters: a line of text takes up more. */
            const letters = text => {
                const b = text.getBoundingClientRect(), turned = b.height > b.width && text.hasAttribute('transform');
                const by = 0.25 * (turned ? b.width : b.height);
                return turned ? { left: b.left + by, right: b.right - by, top: b.top + 1, bottom: b.bottom - 1 }
                    : { left: b.left + 1, right: b.right - 1, top: b.top + by, bottom: b.bottom - by };
            };
            const pairs = (list, tell) => list.forEach((a, i) => list.slice(i + 1).forEach(b => tell(a, b)));
            for (const svg of document.querySelectorAll('svg')) {
                const view = svg.getBoundingClientRect();
                const texts = [...svg.querySelectorAll('text')].map(t => ({ name: t.textContent, size: parseFloat(getComputedStyle(t).fontSize), box: t.getBoundingClientRect(), ink: letters(t) }));
                const solid = [...svg.querySelectorAll('[data-part=value] > rect:first-of-type, [data-part=gradient] > rect:first-of-type, [data-part=op] > rect, [data-scope=closed]')]
                    .map(r => ({ name: r.outerHTML.slice(0, 90), ink: inside(r.getBoundingClientRect(), 1.5), closed: r.dataset.scope, op: r.parentNode.dataset.part === 'op' }));
                for (const { name, box, size } of texts) {
                    if (box.left < view.left || box.top < view.top || box.right > view.right || box.bottom > view.bottom) found.push('outside: ' + name);
                    if (!(size >= 10)) found.push('small: ' + name + ' ' + size);
                }
                pairs(texts, (a, b) => meet(a.ink, b.ink) && found.push('texts: ' + a.name + ' | ' + b.name));
                pairs(solid, (a, b) => meet(a.ink, b.ink) && found.push('boxes: ' + a.name + ' | ' + b.name));
                for (const { name, ink } of texts)
                    for (const box of solid)
                        if (!box.op && !box.closed && meet(ink, box.ink)) found.push('text on box: ' + name + ' | ' + box.name);
                const lines = [...svg.querySelectorAll('[data-part=edge] > path:first-child, [data-part=back] > path:first-child')];
                for (const line of lines) {
                    const length = line.getTotalLength(), place = line.getScreenCTM();
                    for (let at = 0; at <= length; at += 2) {
                        const { x, y } = line.getPointAtLength(at).matrixTransform(place);
                        const hit = texts.find(({ ink }) => x > ink.left && x < ink.right && y > ink.top && y < ink.bottom);
                        if (hit) { found.push('line through: ' + hit.name); break; }
                    }
                }
            }
            return found;
            """;

    @Test
    void picturesAreLegibleWithTheFontsOfTheBrowser() {
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><body>");
        List<Diagram> diagrams = new ArrayList<>(Examples.diagrams().values());
        diagrams.add(Diagram.of(Examples.recurrent(4)));
        diagrams.add(Diagram.of(Examples.deep(190, 3)).closed());
        for (int seed = 0; seed < 12; seed++) {
            diagrams.add(Diagram.of(ScopesTest.graph(new Random(seed))));
        }
        for (Diagram diagram : diagrams) {
            page.append("<div>").append(diagram.svg()).append("</div>");
        }
        browser.size(4000, 4000).showHtml(page.toString());
        assertThat((Long) browser.run("return document.querySelectorAll('svg').length;"))
                .isEqualTo(diagrams.size());
        assertThat((List<?>) browser.run(MEASURE)).isEmpty();
    }
}
