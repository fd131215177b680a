package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written under the grids: where a number comes from. */
@Tag("long")
class WrittenSumsTest extends FamilyPages {
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

    @Test
    void operandsOfAnUpdateGoIntoWhatIsNew() throws Exception {
        at("update", "Update", "b");
        for (String before : List.of("b2 = 0.8632", "∂J/∂b2 = 7.7076")) {
            browser.run(
                    "[...document.querySelectorAll('#stage table:not([role]) tr')].map(row => row.querySelectorAll('td')[1])"
                            + ".filter(Boolean)[arguments[0]].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));",
                    before.startsWith("b") ? 0 : 1);
            assertThat(textOf("#ex .f")).isEqualTo(before + " goes into the new b2");
        }
    }

    @Test
    void negativeNumbersAndConditionsStandInParentheses() throws Exception {
        at("log-sum-exp", "Forward · logSumExp", "");
        assertThat(pointAt(0)).as("no need for them in a list").doesNotContain("(−");
        at("relu", "Backward · relu", "result");
        assertThat(pointAt(1)).contains("0 · (−1.2000 > 0) = 0");
        at("rank-three", "Forward · x²", "square");
        assertThat(pointAt(1)).contains(" (−0.4620)² = 0.2134");
        at("sum-all", "Forward · ∑", "sum of cells");
        assertThat(pointAt(1)).contains(" −0.7055 ").contains(" 0.5010 = 0.5891");
        at("rank-three", "Backward · tanh", "result");
        assertThat(pointAt(2)).contains("(1 − (−0.5454 · (−0.5454)))");
        at("softmax", "Backward · − difference", "result");
        assertThat(pointAt(1)).contains("· 1 = 0.1297");
    }

    @Test
    void whatIsOneNumberOnlyIsWrittenOnce() throws Exception {
        at("scatter", "Forward · scatterAdd", "");
        assertThat(pointAt(0)).as("nothing was added here").isEqualTo("T11 = = 0 0 0");
        assertThat(pointAt(7)).isEqualTo("T42 = = U22 −0.7055 −0.7055403255703919");
        at("relu", "Backward · ∑", "result");
        assertThat(pointAt(0)).isEqualTo("∂J/∂s11 = = ∂J/∂J 1 1");
    }

    /** A fused loss is shown by the cost of each example, and its slope by its short name. */
    @Test
    void crossEntropyIsWrittenByRows() throws Exception {
        for (String family : List.of("cross-entropy", "distributions")) {
            at(family, "Forward · J", "cross-entropy");
            assertThat(pointAt(0)).contains("ℓ1 ").contains(" + ℓ2 ");
            assertThat(count("#stage .hot")).as("all scores and labels").isGreaterThan(10);
        }
        at("cross-entropy", "Backward · J", "result");
        assertThat(pointAt(1)).contains("∂J/∂J · (ŷ12 − y12) / 3 1 · (0.4855 − 0) / 3 = 0.1618");
        assertThat(count("#stage .hot")).isEqualTo(2);
    }

    /** What is written has the name that stands in the formulas, with the part's mark behind the index. */
    @Test
    void partsOfAGradientHaveTheirNames() throws Exception {
        at("second-derivative", "Backward · + w", "");
        assertThat(pointAt(1)).startsWith("∂J/∂w2 = = ∂J/∂w2|1 + ∂J/∂w2|u2");
        assertThat(textOf("#stage")).contains("from ∗ ∂J/∂w|13").contains("from x² ∂J/∂w|33");
        at("second-derivative", "Forward · ∗", "product");
        assertThat(pointAt(1)).as("a number has no index").contains("1 · w");
    }

    /** The result stays with its sign, and a sum takes one line as long as it can be read. */
    @Test
    void aSumIsSetInOneLineWhereItCanBe() throws Exception {
        at("rank-four", "Forward · mean", "");
        assertThat(pointAt(1)).endsWith(") = 0.4969 0.49685413001515727");
        assertThat(browser.run("return new Set([...document.querySelectorAll('#ex .k')].map(k => k.offsetTop)).size;"))
                .isEqualTo(1L);
    }
}
