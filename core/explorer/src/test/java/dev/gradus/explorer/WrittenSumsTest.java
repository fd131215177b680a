package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written under the grids: where a number comes from. */
class WrittenSumsTest extends FamilyPages {
    /** Every cell of every result of every family: what is written under the grids gives the number in the cell. */
    @Test
    void writtenSumsGiveTheirResults() throws Exception {
        browser.size(1280, 720);
        for (String family : FAMILIES.keySet()) {
            show(family);
            assertThat(browser.run("return window.gradus.largestGap();"))
                    .as(family)
                    .satisfies(gap -> assertThat(((Number) gap).doubleValue()).isLessThan(1e-12));
        }
    }

    @Test
    void slopesAreWrittenWithTheirNumbers() throws Exception {
        at("elementwise", "Backward · tanh", "local factor");
        assertThat(pointAt(0)).contains("1 −");
        at("gather", "Backward · x²", "local factor");
        assertThat(textOf("#stage")).contains("2h");
        assertThat(pointAt(0)).contains("2 · h").contains("2 · 0.7937 = 1.5873");
        at("gather", "Backward · x²", "result");
        assertThat(pointAt(0)).contains("1 · 1.5873 = 1.5873");
    }
}
