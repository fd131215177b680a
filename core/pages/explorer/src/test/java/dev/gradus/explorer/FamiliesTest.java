package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the page draws each family of ops. */
@Tag("long")
class FamiliesTest extends FamilyPages {
    @Test
    void whatAnExampleCostsStandsBesideItsOutput() throws Exception {
        for (String family : List.of("loss-mse", "loss-huber", "long")) {
            at(family, "Forward · J", "loss");
            assertThat(browser.run("""
                    return new Set([...document.querySelectorAll('#stage table.gr')].slice(0, 3)
                      .map(grid => [...grid.querySelectorAll('tbody tr')].map(row => Math.round(row.getBoundingClientRect().y)).join())).size;
                    """)).as(family).isEqualTo(1L);
        }
    }

    @Test
    void threeColumnsByThreeFitAPhone() throws Exception {
        browser.size(390, 844).overlayScrollbars(true).show("recurrent");
        try {
            assertThat((List<?>) browser.run(WALK.formatted("""
                    () => {
                      const stage = document.getElementById('stage');
                      return stage.querySelector('.falk') && stage.scrollWidth - stage.clientWidth > 1 ? 'cut off' : '';
                    }"""))).isEmpty();
        } finally {
            browser.overlayScrollbars(false);
        }
    }

    @Test
    void onlyWinnersAreReachedAndTiesShare() throws Exception {
        at("max", "Forward · max", "largest");
        assertThat(count("#stage .ring")).isEqualTo(4);
        assertThat(pointAt(1)).contains("max ( X21 2 , , X22 0.5000 , , X23 2 ) ) = 2");
        at("max", "Backward · max", "local factor");
        assertThat(sentence()).contains("tie").contains("half");
        assertThat(count("#stage .blocked")).isEqualTo(5);
        at("max", "Backward · max", "result");
        assertThat(result()).isEqualTo("0 2.4000 0 2 0 2 −2 0 0");
        assertThat(count("#stage .ring")).isEqualTo(4);
        assertThat(count("#stage table:last-of-type .blocked")).isPositive();
        assertThat(textOf("#foot")).contains("at a kink");
        assertThat(pointAt(3)).contains("4 · ½ = 2");
    }

    @Test
    void whatIsCutOffIsBlocked() throws Exception {
        at("relu", "Backward · relu", "result");
        assertThat(count("#stage .blocked"))
                .as("three in the mask, three in the result")
                .isEqualTo(6);
        assertThat(sentence()).isEqualTo("Where the input was negative, nothing passes.");
        at("clamp", "Backward · clamp", "result");
        assertThat(count("#stage .blocked")).isEqualTo(10);
        assertThat(pointAt(0)).contains("1.4761 · 1 = 1.4761");
        at("where", "Backward · where choice, result", "result");
        assertThat(count("#stage .blocked")).isEqualTo(4);
        at("maximum", "Backward · max", "local factor");
        assertThat(result()).doesNotContain("NaN");
        assertThat(textOf("#stage")).as("the share at a tie").contains("½");
    }

    @Test
    void sumsAndMeansAreMirrored() throws Exception {
        at("mean", "Forward · mean", "mean");
        assertThat(count("#stage .sumline")).isEqualTo(1);
        assertThat(count("#stage th.g"))
                .as("plus signs before all rows but the first")
                .isEqualTo(4);
        at("mean", "Backward · mean", "result");
        assertThat(count(".wires path")).as("one row up, four down").isEqualTo(4);
        assertThat(textOf(".wirelabel")).isEqualTo("∗ 1/4");
        assertThat(sentence()).isEqualTo("Each of the 4 had a quarter of the say, so each gets a quarter back.");
        assertThat(pointAt(0)).contains("−0.6155 / 4 = −0.1539");
        at("sum-all", "Backward · ∑", "result");
        assertThat(count(".wires path")).isEqualTo(2);
    }

    @Test
    void foldsAddRowsAndColumns() throws Exception {
        at("broadcast", "Backward · ∑ broadcast of b", "result");
        assertThat(count("#stage .paths i")).isEqualTo(4);
        assertThat(count("#stage .sumline")).isEqualTo(1);
        assertThat(count("#stage td.copy")).as("three rows of three are copies").isEqualTo(9);
        assertThat(pointAt(0)).contains(" + ");
        at("long", "Backward · ∑ broadcast of b", "result");
        assertThat(count("#stage .paths i")).as("none at the tear").isEqualTo(5);
        at("broadcast-both", "Backward · ∑ broadcast of u", "result");
        assertThat(textOf("#stage")).contains("∑ over axis 2");
        assertThat(count("#stage td.copy")).isEqualTo(9);
    }

    @Test
    void lossesShowTheirInnerColumn() throws Exception {
        at("loss-mse", "Forward · J", "loss");
        assertThat(textOf("#stage")).contains("½(y − ŷ)²").contains("0.1800").contains("∑ / 4");
        at("cross-entropy", "Forward · J", "cross-entropy");
        assertThat(textOf("#stage"))
                .contains("p = softmax(z)")
                .contains("ℓ = −ln py")
                .contains("2.1976")
                .contains("∑ / 3");
        at("cross-entropy", "Backward · J", "local factor");
        assertThat(textOf("#stage")).contains("(ŷ − y) / 3");
        browser.run("document.querySelector('#stage .why').click(); return '';");
        assertThat(textOf("#proof")).contains("one over the sum");
        assertThat(Normalizer.normalize(textOf("#proof"), Normalizer.Form.NFKC).replace(" ", ""))
                .as("the line before the mean")
                .contains("=softmax(z)tk−ytk");
    }

    @Test
    void unknownAndStoppedOpsAreHonest() throws Exception {
        at("unknown", "Forward · Softsign", "Softsign");
        assertThat(textOf("#stage")).contains("no formula for Softsign; the engine gave these numbers");
        assertThat(count("#stage .pill")).isEqualTo(1);
        at("stopped", "Forward · stopGradient", "");
        assertThat(sentence()).contains("no gradient goes through");
        assertThat(count("#graph .stopped")).isEqualTo(1);
    }

    @Test
    void aBlamedRuleIsToldWithThePatternOfItsMistake() throws Exception {
        browser.size(1440, 900).show("blamed");
        Object sentences = browser.run(WALK.formatted("() => document.getElementById('line').textContent"));
        assertThat(sentences.toString())
                .contains("The check blames Softsign: its gradient is 4 times what it should be.");
    }
}
