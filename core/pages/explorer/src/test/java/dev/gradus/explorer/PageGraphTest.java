package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Trace;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The picture of the page: what of it is seen where it is larger than its place, and what it says of its numbers. */
@Tag("long")
class PageGraphTest extends PagesInBrowser {
    /** Both parts of a box whose middle rows are left out. */
    @Test
    void aTornBoxHasItsWholeFrame() throws Exception {
        browser.size(1440, 900).show(Explorer.of(Trace.of(Examples.deep(4, 3))));
        browser.run("gradus.go(2); return '';");
        assertThat((List<?>) browser.run("""
                const frames = [...document.querySelectorAll('#graph [data-part=value].now > rect[fill=none]')];
                return frames.map(frame => getComputedStyle(frame).strokeWidth);
                """)).hasSize(2).allMatch("3px"::equals);
    }

    @Test
    void cellsThatAreNotFiniteAreHatched() {
        browser.size(1440, 900).show("not-a-number").run("gradus.go(gradus.last());");
        assertThat((Long) browser.run("return document.querySelectorAll('#graph .hatch').length;"))
                .isPositive();
    }
}
