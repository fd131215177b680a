package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceParts;
import dev.gradus.playground.Catalog;
import dev.gradus.playground.Session;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import dev.gradus.playground.build.PageWithoutEngine;
import dev.gradus.playground.page.Programs.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.json.Json;

/**
 * The graphs of forty programs at 1280 × 720: no text is smaller than 10 pixels, nothing is cut off or lies on something else,
 * and each edge begins and ends at what it connects. The engine runs here; the page gets its answers, so no page must be built.
 */
@Tag("long")
class LegibleGraphsTest {
    private static final String FAULTS = text("legible.js");

    private final PageBrowser browser = Browsers.CHROMIUM.open().size(1280, 720);

    @Test
    void fortyGraphsAreLegible() throws IOException {
        assertThat(Programs.all()).hasSize(40);
        assertThat(faults(Programs.all(), 2)).isEmpty();
    }

    /** A click opens a closed part, and a second one closes it. */
    @Test
    void aPartOpensAtAClick() throws IOException {
        open();
        show(program("five residual blocks"));
        String count = "document.querySelectorAll('#graph [data-part=op][data-scope]').length";
        long closed = ((Number) browser.run("return " + count + ";")).longValue();
        String click =
                "document.querySelector('#graph %s').dispatchEvent(new MouseEvent('click', { bubbles: true })); return "
                        + "document.querySelectorAll('#graph .chip.open').length;";
        assertThat(closed).isGreaterThan(1);
        assertThat(browser.run(String.format(Locale.ROOT, click, "[data-part=op][data-scope]")))
                .hasToString("1");
        assertThat(browser.run(String.format(Locale.ROOT, click, ".chip.open"))).hasToString("0");
        assertThat(((Number) browser.run("return " + count + ";")).longValue()).isEqualTo(closed);
    }

    /** Under neighboring symbols, sizes do not run together; numbers behind a letter are lowered, in captions too. */
    @Test
    void sizesStandApartAndNumbersAreLowered() throws IOException {
        open();
        show(program("two heads"));
        List<?> found = (List<?>) browser.run("""
                const found = [], all = selector => [...document.querySelectorAll(selector)];
                for (let s = 1; s <= gradus.last(); s++) {
                    await gradus.go(s);
                    all('#stage .cap').filter(cap => /<\\/i>[0-9]/.test(cap.innerHTML)).forEach(cap => found.push(`step ${s}: ${cap.textContent}`));
                }
                all('#depth button')[1].click();
                all('#equations li').forEach(row => {
                    const sizes = [...row.querySelectorAll('.sh')].map(size => {
                        const words = document.createRange();
                        words.selectNodeContents(size);
                        return words.getBoundingClientRect();
                    });
                    sizes.forEach((a, i) => sizes.slice(i + 1).forEach(b => {
                        const apart = Math.max(b.left - a.right, a.left - b.right), beside = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                        if (beside > 2 && apart < 5) found.push(row.textContent + ' ' + apart);
                    }));
                });
                return found;
                """);
        assertThat(found).isEmpty();
    }

    private static Program program(String name) {
        return Programs.all().stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void open() throws IOException {
        browser.show(PageWithoutEngine.written().toUri().toString());
        browser.run("answers = " + answers(Programs.all().get(0)) + ";");
        browser.run("""
                for (let i = 0; !document.documentElement.classList.contains('ready'); i++) {
                    if (i > 500) throw new Error('the page is not ready');
                    await new Promise(done => setTimeout(done, 20));
                }
                """);
    }

    /** Measures each graph while its lines are written, and at this many steps, evenly spread over an iteration. */
    private List<String> faults(List<Program> programs, int steps) throws IOException {
        open();
        List<String> faults = new ArrayList<>();
        for (Program program : programs) {
            show(program);
            double smallest = measured(program + " written", faults);
            int last = ((Number) browser.run("return gradus.last();")).intValue();
            for (int i = 1; i <= steps; i++) {
                browser.run("await gradus.go(" + last * i / steps + ");");
                smallest = Math.min(smallest, measured(program + " at step " + last * i / steps, faults));
            }
            System.out.printf(Locale.ROOT, "%-40s %5.1f px%n", program, smallest);
        }
        return faults;
    }

    private double measured(String what, List<String> faults) {
        Map<?, ?> found = (Map<?, ?>) browser.run(FAULTS);
        for (Object fault : (List<?>) Objects.requireNonNull(found.get("found"))) {
            faults.add(what + ": " + fault);
        }
        return ((Number) Objects.requireNonNull(found.get("smallest"))).doubleValue();
    }

    /** Types a program. */
    private void show(Program program) {
        browser.run(
                "answers = " + answers(program) + "; const editor = document.getElementById('editor'); editor.value = "
                        + new Json().toJson(program.lines())
                        + "; editor.dispatchEvent(new Event('input')); await new Promise(done => setTimeout(done, 30));");
    }

    /** All that the page asks of the engine about a program. */
    private static String answers(Program program) {
        Session session = new Session();
        session.data(program.data(), 0);
        Map<String, Object> answers = new TreeMap<>();
        String lines = session.lines(program.lines());
        assertThat(lines).as("the lines of %s", program).contains("\"ok\":true");
        answers.put("lines", lines);
        TraceParts trace = session.model().trace(true).orElseThrow();
        answers.put("trace", trace.graph());
        answers.put("traceValues", Arrays.stream(trace.values()).boxed().toList());
        answers.put("traceFormulas", trace.formulas());
        answers.put("traceEquations", trace.equations());
        answers.put("status", session.status());
        answers.put("sources", Catalog.sources());
        answers.put("examples", Catalog.examples());
        answers.put("example", session.example("line"));
        answers.put("parameters", "[]");
        answers.put("layers", "[]");
        answers.put("functions", "[]");
        answers.put("address", "");
        for (String numbers : List.of(
                "points",
                "losses",
                "norms",
                "values",
                "numbers",
                "gradient",
                "predicted",
                "field",
                "heldOut",
                "tests",
                "units",
                "unit")) {
            answers.put(numbers, List.of());
        }
        return new Json().toJson(answers);
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(LegibleGraphsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
