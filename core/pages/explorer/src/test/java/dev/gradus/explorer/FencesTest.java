package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Parentheses around fractions and sums are as high as these, those around letters are small. */
class FencesTest extends PagesInBrowser {
    @Test
    void fencesAreAsHighAsWhatTheyEnclose() {
        browser.size(Screen.LAPTOP).show("two-layers");
        assertThat((List<?>) browser.run(Walks.script() + """
                return gradus.shown().map(step => {
                  gradus.go(step, 2);
                  return looks.fences();
                }).filter(Boolean);
                """)).isEmpty();
        assertThat(browser.run("return document.querySelectorAll('#equations mo[stretchy=true]').length;"))
                .as("fences around something high")
                .isNotEqualTo(0L);
    }
}
