package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes out of the printer: a figure for each op, two on a sheet where half of it holds one. */
@Tag("long")
class PageHandoutTest extends PagesInBrowser {
    private static final String PAPER = """
            const faults = [], handout = document.getElementById('handout').getBoundingClientRect();
            document.querySelectorAll('#handout .fig').forEach((figure, f) => {
                const shown = [...figure.querySelectorAll('*')].filter(part => !part.closest('svg') && part.getClientRects().length);
                const out = shown.find(part => part.getBoundingClientRect().right > handout.right + 1);
                if (out) faults.push(`figure ${f}: ${out.className || out.tagName} reaches ${Math.round(out.getBoundingClientRect().right - handout.right)} px out`);
                const side = figure.querySelector('.side')?.getBoundingClientRect();
                if (side) for (const grid of figure.querySelectorAll('.gr, .cap')) {
                    const box = grid.getBoundingClientRect();
                    if (box.right > side.left && box.bottom > side.top && box.top < side.bottom) { faults.push(`figure ${f}: numbers under the formula`); break; }
                }
                const scale = figure.querySelector('svg').getScreenCTM().a;
                if (scale < .59) faults.push(`figure ${f}: drawn at ${scale}`);
            });
            return faults.join('; ');
            """;

    /** Handouts are megabytes: they stay in the browser, where the first one is kept. */
    private static final String MAKE =
            "dispatchEvent(new Event('beforeprint')); const made = document.getElementById('handout').innerHTML.replaceAll(' class=\"\"', '');"
                    + "window.first ??= made; return made.length > 1000 && made === first;";

    @Test
    void handoutsFitTheirPaperAndCanBeRead() throws Exception {
        try {
            Map<String, Object> faults = new LinkedHashMap<>();
            for (String page : Gallery.pages()) {
                browser.show(page).onPaper(true);
                faults.put(page, browser.run(PAPER));
            }
            assertThat(faults.values()).as("%s", faults).containsOnly("");
        } finally {
            browser.onPaper(false);
        }
    }

    /** Half as many sheets as figures, but for those that need more than half a sheet. */
    @Test
    void figuresShareASheetWhereHalfOfItHoldsThem() throws Exception {
        Map<String, Integer> most = Map.of("and", 7, "admissions", 7, "two-layers", 11, "recurrent", 22);
        for (Map.Entry<String, Integer> page : most.entrySet()) {
            browser.size(1440, 900).show(page.getKey());
            assertThat(browser.pagesWhenPrinted()).as(page.getKey()).isBetween(2, page.getValue());
        }
    }

    @Test
    void handoutIsTheSameFromEveryWindow() throws Exception {
        for (String page : List.of("and", "two-layers", "blamed")) {
            browser.size(1440, 900).show(page);
            assertThat(browser.run(MAKE)).isEqualTo(true);
            for (int[] window : List.of(new int[] {390, 844}, new int[] {1024, 640}, new int[] {1920, 1080})) {
                browser.size(window[0], window[1]).run("gradus.go(gradus.last());");
                assertThat(browser.run(MAKE))
                        .as("%s from %d × %d", page, window[0], window[1])
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void handoutShowsWhatAQuizHidesAndTheQuizGoesOn() throws Exception {
        browser.size(1440, 900).show("and");
        assertThat(browser.run(MAKE)).isEqualTo(true);
        browser.run("document.getElementById('quiz').click(); gradus.go(15);");
        assertThat(browser.run(MAKE)).as("same handout").isEqualTo(true);
        assertThat(browser.run("return document.querySelector('#ex .quiz p').textContent;"))
                .asString()
                .startsWith("Which shape");
    }

    @Test
    void figureOfAGraphInScopesShowsTheOpAtWork() throws Exception {
        Run run = Examples.twoLayers();
        browser.size(1440, 900)
                .show(Explorer.of(run)
                        .scope("hidden layer", Examples.named(run, "h"))
                        .scope("output layer", Examples.named(run, "z")));
        browser.run(MAKE);
        assertThat(browser.run("""
                document.getElementById('handout').classList.add('measured');
                const hidden = [...document.querySelectorAll('#handout .fig')].filter(figure => {
                    const op = figure.querySelector('[data-part=op].now')?.getBoundingClientRect();
                    const view = figure.querySelector('.graph').getBoundingClientRect();
                    return op && !(op.width && op.left >= view.left && op.right <= view.right && op.top >= view.top && op.bottom <= view.bottom);
                }).map(figure => figure.querySelector('.eyebrow').textContent);
                document.getElementById('handout').classList.remove('measured');
                return hidden.join();
                """)).isEqualTo("");
    }
}
