package dev.gradus.explorer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints how large the gallery's pages are, and how long they take on a processor slowed to a quarter. It is no test: it runs only
 * when it is asked for, and holds nothing to a bound.
 */
@Tag("long")
@EnabledIfSystemProperty(
        named = "gradus.speed",
        matches = "true",
        disabledReason = "it measures: -Plong -Dgradus.speed=true")
class GallerySpeed {
    private static final int SLOWED = 4, TURNS = 3;

    private static final String BLANK =
            "<!doctype html><html lang=\"en\"><title>blank</title><p>A blank page</p></html>";

    /** When the first step is drawn: then the page hands out what programs may use. */
    private static final String WATCH = """
            Object.defineProperty(window, 'gradus', { configurable: true, set(page) {
              document.body.getBoundingClientRect();
              window.drawnAt = performance.now();
              Object.defineProperty(window, 'gradus', { value: page, configurable: true, writable: true });
            } });
            """;

    private static final String BEGINNING = """
            return new Promise(done => requestAnimationFrame(() => setTimeout(() => {
              const paint = performance.getEntriesByName('first-contentful-paint')[0];
              done([paint ? paint.startTime : 0, window.drawnAt ?? 0]);
            })));
            """;

    /** Every step with all scopes closed, once: how long it takes until it is laid out. */
    private static final String STEPS = """
            const times = gradus.shown().map(step => {
              const began = performance.now();
              gradus.go(step);
              document.body.getBoundingClientRect();
              return performance.now() - began;
            }).sort((a, b) => a - b);
            return [times[times.length >> 1], times.at(-1)];
            """;

    /** Of each page in turn, so that what else the machine does meets all of them. */
    @Test
    void printTable() throws IOException {
        List<String> names = new ArrayList<>(List.of("a blank page")), pages = new ArrayList<>(List.of(BLANK));
        for (Exhibit exhibit : Exhibits.all()) {
            names.add(exhibit.file());
            pages.add(exhibit.explorer().html());
        }
        List<List<Double>> paints = lists(names.size()), draws = lists(names.size());
        List<List<?>> steps = new ArrayList<>();
        try (Browser browser = Browser.open(Optional.empty())) {
            browser.size(Screen.LAPTOP).beforeEachPage(WATCH);
            browser.slowed(SLOWED);
            for (int turn = 0; turn < TURNS; turn++) {
                for (int i = 0; i < pages.size(); i++) {
                    List<?> beginning = (List<?>) browser.showHtml(pages.get(i)).run(BEGINNING);
                    paints.get(i).add(((Number) beginning.get(0)).doubleValue());
                    draws.get(i).add(((Number) beginning.get(1)).doubleValue());
                    if (turn == TURNS - 1) {
                        steps.add(i == 0 ? List.of() : (List<?>) browser.run(STEPS));
                    }
                }
            }
        }
        System.out.println(
                "| page | KB | KB compressed | first paint, ms | first step drawn, ms | a step, ms | slowest step, ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int i = 0; i < pages.size(); i++) {
            System.out.printf(
                    "| %s | %.0f | %.0f | %.0f | %s | %s | %s |%n",
                    names.get(i),
                    pages.get(i).getBytes(UTF_8).length / 1e3,
                    compressed(pages.get(i)) / 1e3,
                    median(paints.get(i)),
                    i == 0 ? "" : Math.round(median(draws.get(i))),
                    i == 0 ? "" : Math.round(((Number) steps.get(i).get(0)).doubleValue()),
                    i == 0 ? "" : Math.round(((Number) steps.get(i).get(1)).doubleValue()));
        }
    }

    private static List<List<Double>> lists(int count) {
        List<List<Double>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static int compressed(String page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(page.getBytes(UTF_8));
        }
        return bytes.size();
    }
}
