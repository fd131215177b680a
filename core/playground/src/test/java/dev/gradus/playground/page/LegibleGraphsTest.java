package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.Session;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import dev.gradus.playground.build.PageWithoutEngine;
import dev.gradus.playground.page.Programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.json.Json;

/**
 * The graphs of forty programs: no text is smaller than 10 pixels, nothing is cut off or lies on something else, and each edge
 * begins and ends at what it connects.
 */
class LegibleGraphsTest {
    private static final double SMALLEST = 10;

    private static final Path PICTURES = Path.of("target/playground/pictures");

    private static final String TOOLS = """
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
            const smallest = Math.min(...texts.map(({ size }) => size));
            texts.forEach(({ name, size }) => { if (size < 9.99) found.push(`small: ${name} ${size.toFixed(1)}`); });
            [...texts, ...boxes].forEach(({ name, box }) => { if (box.left < pane.left - 1 || box.right > pane.right + 1 || box.top < pane.top - 1 || box.bottom > pane.bottom + 1) found.push(`cut: ${name}`); });
            const words = texts.filter(({ whole }) => whole);
            words.forEach((a, i) => words.slice(i + 1).forEach(b => { if (meet(a.box, b.box)) found.push(`texts: ${a.name} | ${b.name}`); }));
            words.forEach(a => boxes.forEach(b => { if (a.in !== b.in && meet(a.box, b.box)) found.push(`text on box: ${a.name} | ${b.name}`); }));
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
            """;

    private static final String MEASURE = TOOLS
            + "return { smallest, found: [...new Set(found)].slice(0, 12), used: [graph.querySelector('svg').getBoundingClientRect().width, graph.querySelector('svg').getBoundingClientRect().height, pane.width, pane.height].map(Math.round) };";

    /** All that the page asks of the engine about a program. */
    private static String answers(Program program) {
        Session session = new Session();
        session.data(program.data(), 0);
        Map<String, Object> answers = new TreeMap<>();
        answers.put("lines", session.lines(program.lines()));
        answers.put("open", session.lines(program.lines()));
        answers.put("trace", session.model().trace());
        answers.put("status", session.status());
        answers.put("sources", session.sources());
        answers.put("examples", session.examples());
        answers.put("example", session.example("line"));
        answers.put("parameters", "[]");
        answers.put("address", "");
        for (String numbers :
                List.of("points", "losses", "norms", "values", "numbers", "gradient", "predicted", "field")) {
            answers.put(numbers, List.of());
        }
        return new Json().toJson(answers);
    }

    @Test
    @Tag("long")
    void fortyGraphsAreLegible() throws IOException {
        PageBrowser browser = Browsers.CHROMIUM.open().size(1280, 720);
        browser.show(PageWithoutEngine.written().toUri().toString());
        browser.run("answers = " + answers(Programs.all().get(0)) + ";");
        browser.run(
                "for (let i = 0; !document.documentElement.classList.contains('ready'); i++) { if (i > 500) throw new Error('not ready'); await new Promise(done => setTimeout(done, 20)); }");
        List<String> faults = new ArrayList<>();
        Files.createDirectories(PICTURES);
        int place = 0;
        for (Program program : Programs.all()) {
            browser.run("answers = " + answers(program)
                    + "; const editor = document.getElementById('editor'); editor.value = "
                    + new Json().toJson(program.lines())
                    + "; editor.dispatchEvent(new Event('input')); await new Promise(done => setTimeout(done, 30));");
            double smallest = measured(browser, program + " written", faults);
            Files.write(PICTURES.resolve(String.format(Locale.ROOT, "graph-%02d.png", ++place)), browser.screenshot());
            Object last = browser.run("return gradus.last();");
            if (!(last instanceof Number steps)) {
                faults.add(program + " has no steps");
                continue;
            }
            for (int i = 1; i <= 12; i++) {
                browser.run("gradus.go(" + steps.intValue() * i / 12 + ");");
                smallest = Math.min(
                        smallest, measured(browser, program + " at step " + steps.intValue() * i / 12, faults));
            }
            Files.write(
                    PICTURES.resolve(String.format(Locale.ROOT, "graph-%02d-step.png", place)), browser.screenshot());
            System.out.printf(Locale.ROOT, "%-40s %5.1f px%n", program, smallest);
        }
        assertThat(faults).isEmpty();
    }

    private static double measured(PageBrowser browser, String what, List<String> faults) {
        Map<?, ?> found = (Map<?, ?>) browser.run("const graph = document.getElementById('graph');" + MEASURE);
        for (Object fault : (List<?>) found.get("found")) {
            faults.add(what + ": " + fault);
        }
        return found.get("smallest") instanceof Number size ? size.doubleValue() : 0;
    }
}
