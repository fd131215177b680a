package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a notebook shows, in a browser, in cells as wide as Jupyter's on a laptop and on a large screen. */
class ShowInBrowserTest extends PagesInBrowser {
    private static final int[] WIDTHS = {900, 1100, 1400};

    @Tag("long")
    @Test
    void thePageStepsInItsFrameAndNeedsNoScrolling() {
        String notebook = "<!doctype html><meta charset=utf-8><title>n</title><body style='margin:0'>"
                + Show.page(Examples.lesson());
        for (int width : WIDTHS) {
            browser.size(width, 1000).showHtml(notebook).inFrame(true);
            try {
                browser.run("return Promise.allSettled([...document.fonts].map(font => font.load())).then(() => '');");
                int last = ((Long) browser.run("return gradus.last();")).intValue();
                for (int step = 0; step <= last; step++) {
                    assertThat(browser.run("return document.documentElement.scrollHeight - innerHeight;"))
                            .as("what is below the frame, of width %d at step %d", width, step)
                            .isEqualTo(0L);
                    String before = textOf("line");
                    browser.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));");
                    if (step < last) {
                        assertThat(textOf("line")).isNotEqualTo(before);
                    }
                }
            } finally {
                browser.inFrame(false);
            }
        }
    }

    @Test
    void picturesTablesAndCurvesLieWithinTheCell() {
        Run run = Examples.twoLayers();
        String shown = "<!doctype html><meta charset=utf-8><title>n</title><body style='margin:0'>" + Show.diagram(run)
                + Show.table(run.evaluator().value(Examples.named(run, "h"))) + Show.plot(0.7, 0.4, 0.3, 0.1);
        browser.size(900, 1000).showHtml(shown);
        assertThat(browser.run(
                        "return [...document.images].every(image => image.complete && image.naturalWidth > 100);"))
                .isEqualTo(true);
        assertThat(browser.run("return document.documentElement.scrollWidth;")).isEqualTo(900L);
        assertThat(browser.run(
                        "return document.querySelector('.gradus-plot path.a').getBoundingClientRect().height > 50;"))
                .isEqualTo(true);
    }
}
