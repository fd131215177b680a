package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** How the page draws each family of ops, in a real browser: one browser for all tests. */
class FamiliesTest {
    /** Runs a function of the page at every step, and collects what it gives. */
    private static final String WALK = """
            const found = [];
            for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step);
              const words = (%s)();
              if (words) found.push(`step ${step}: ${words}`);
            }
            return found;
            """;

    private static Browser browser;
    private static Map<String, Trace> families;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        browser = Browser.shared();
        families = Families.all();
    }

    @AfterEach
    void nothingIsAskedForAndNothingComplains() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private void show(String family) throws Exception {
        browser.show(Explorer.of(families.get(family)).titled(family, "step by step"), folder);
    }

    /** Goes to the first step whose eyebrow starts so and ends with that beat. */
    private void at(String family, String start, String beat) throws Exception {
        browser.size(1440, 900);
        show(family);
        Object step = browser.run("""
                for (let step = 0; step <= gradus.last(); step++) {
                  gradus.go(step);
                  const words = document.getElementById('eyebrow').textContent.replace(/Step \\d.*/, '');
                  if (words.startsWith('%s') && words.endsWith('%s')) return step;
                }
                return -1;
                """.formatted(start, beat));
        assertThat(((Number) step).intValue())
                .as("the step '%s … %s' of %s", start, beat, family)
                .isNotNegative();
    }

    private static long count(String selector) {
        return ((Number) browser.run("return document.querySelectorAll(\"" + selector + "\").length;")).longValue();
    }

    private static String textOf(String selector) {
        return String.valueOf(browser.run("return document.querySelector(\"" + selector + "\").innerText;"))
                .replaceAll("\\s+", " ")
                .trim();
    }

    private static String sentence() {
        return textOf("#line");
    }

    /** The numbers of the last grid, row by row. */
    private static String result() {
        return String.valueOf(browser.run("const all = document.querySelectorAll('#stage table.gr');"
                + "return [...all[all.length - 1].querySelectorAll('tbody td')].map(td => td.textContent).join(' ');"));
    }

    /** Moves the focus to a cell of the grid that is asked about, and gives the sum that is written. */
    private static String pointAt(int cell) {
        browser.run("document.querySelectorAll('#stage [role=grid] td[tabindex]')[" + cell + "].focus(); return '';");
        return textOf("#ex");
    }

    /** Every cell of every result of every family: what is written under the grids gives the number in the cell. */
    @Test
    void writtenSumsGiveTheirResults() throws Exception {
        browser.size(1280, 720);
        for (String family : families.keySet()) {
            show(family);
            assertThat(browser.run("return window.gradus.largestGap();"))
                    .as(family)
                    .satisfies(gap -> assertThat(((Number) gap).doubleValue()).isLessThan(1e-12));
        }
    }

    @Test
    void everyStepOfEveryFamilyFitsAndHasItsSentence() throws Exception {
        browser.size(1280, 720);
        for (String family : families.keySet()) {
            show(family);
            assertThat((List<?>) browser.run(WALK.formatted("""
                    () => {
                      const over = (element, name) => [element.scrollWidth - element.clientWidth > 1 ? `${name} too wide` : '', element.scrollHeight - element.clientHeight > 1 ? `${name} too high` : ''].join(' ').trim();
                      const line = document.getElementById('line').textContent;
                      return [over(document.documentElement, 'page'), over(document.getElementById('stage'), 'numbers'), line.length > 110 || /undefined|NaN|\\{/.test(line) ? line : ''].join(' ').trim();
                    }"""))).as(family).isEmpty();
        }
    }

    @Test
    void aPhoneIsNeverScrolledSideways() throws Exception {
        browser.size(390, 844);
        for (String family :
                List.of("batch-matmul", "broadcast-both", "gather", "max", "mean", "moved", "rank-three")) {
            show(family);
            assertThat((List<?>) browser.run(WALK.formatted(
                            "() => document.documentElement.scrollWidth > innerWidth ? 'page too wide' : ''")))
                    .as(family)
                    .isEmpty();
        }
    }

    /** On a phone all of a matrix product is in sight, with what is left out in words at each of its three grids. */
    @Test
    void matrixProductsFitAPhone() throws Exception {
        browser.size(390, 844);
        for (String family : List.of("matmul", "batch-matmul", "large")) {
            show(family);
            assertThat((List<?>) browser.run(WALK.formatted("""
                    () => {
                      const falk = document.querySelector('#stage .falk'), stage = document.getElementById('stage');
                      if (!falk) return '';
                      const cut = stage.scrollWidth - stage.clientWidth > 1 ? 'cut off' : '';
                      const large = [...falk.querySelectorAll('table')].filter(table => table.querySelector('.tear')).length;
                      const told = [...falk.querySelectorAll('.figures')].filter(words => words.getClientRects().length && /left out/.test(words.innerText)).length;
                      const bottoms = [...falk.querySelectorAll('table')].slice(1).map(table => Math.round(table.getBoundingClientRect().bottom));
                      const crossed = Math.abs(bottoms[0] - bottoms[1]) > 2 ? `rows do not meet: ${bottoms}` : '';
                      return cut + crossed + (told < large ? `${large} torn, ${told} told` : '');
                    }"""))).as(family).isEmpty();
        }
    }

    @Test
    void gatheredRowsGoHomeAlongArrows() throws Exception {
        at("gather", "Backward · gather", "result");
        assertThat(count(".wires path")).isEqualTo(4);
        assertThat(count(".wires i")).as("three rows are reached").isEqualTo(3);
        assertThat(count("#stage .blocked"))
                .as("two rows of two were never read")
                .isEqualTo(4);
        assertThat(sentence()).contains("row 3 was read twice and gets both");
        assertThat(pointAt(4)).contains("1.5873 + + ∂J/∂h").contains("3.1747");
        assertThat(count("#stage .hot")).isEqualTo(2);
        at("gather", "Forward · gather", "gather");
        assertThat(count(".wires path")).isEqualTo(4);
        assertThat(sentence()).contains("row 3 is read twice");
    }

    @Test
    void slicesAndScattersFollowTheirRows() throws Exception {
        at("slice", "Backward · [0:4:2, 0:2]", "result");
        assertThat(count("#stage .blocked")).isEqualTo(8);
        assertThat(sentence()).startsWith("Moved only");
        at("scatter", "Backward · scatterAdd", "result");
        assertThat(count(".wires path")).isEqualTo(3);
        assertThat(count(".wires i")).isEqualTo(3);
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
        assertThat(pointAt(3)).contains("4 · 0.5000 = 2");
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
        assertThat(textOf("#stage")).contains("0.5000");
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
        at("broadcast-both", "Backward · ∑ broadcast of u", "result");
        assertThat(textOf("#stage")).contains("∑ over axis 2");
        assertThat(count("#stage td.copy")).isEqualTo(9);
    }

    @Test
    void whatIsMovedSaysSo() throws Exception {
        for (String op : List.of("x⊤ transpose", "reshape", "pad", "flip")) {
            at("moved", "Forward · " + op, "");
            assertThat(sentence()).startsWith("Moved only");
            at("moved", "Backward · " + op, "result");
            assertThat(sentence()).startsWith("Moved only");
            pointAt(0);
            assertThat(count("#stage .hot")).as("from cell to cell").isBetween(1L, 2L);
        }
        at("moved", "Forward · pad", "");
        assertThat(count(".wires.down path")).isEqualTo(3);
        at("joined", "Backward · concat", "result");
        assertThat(sentence()).startsWith("Moved only");
    }

    /** How far the arrows begin from the middles of their parts, in pixels. */
    private static double distanceOfArrows(boolean down) {
        return ((Number) browser.run("""
                const down = arguments[0], middle = b => down ? b.x + b.width / 2 : b.y + b.height / 2;
                const parts = [...document.querySelectorAll('#stage .part tbody')].map(body => {
                  const cells = [...body.querySelectorAll('td')].map(td => middle(td.getBoundingClientRect()));
                  return (Math.min(...cells) + Math.max(...cells)) / 2;
                });
                const starts = [...document.querySelectorAll('#stage .wires path')].map(path => {
                  const at = path.getPointAtLength(0).matrixTransform(path.getScreenCTM());
                  return down ? at.x : at.y;
                });
                return Math.max(...parts.map((part, i) => Math.abs(part - starts[i])));
                """, down)).doubleValue();
    }

    @Test
    void everyPartHasItsOwnArrow() throws Exception {
        at("joined", "Forward · concat", "");
        assertThat(count("#stage .wires.down path")).isEqualTo(2);
        assertThat(distanceOfArrows(true)).isLessThan(6);
        at("joined-rows", "Forward · concat", "");
        assertThat(count("#stage .wires:not(.down) path")).isEqualTo(2);
        assertThat(distanceOfArrows(false)).isLessThan(6);
    }

    @Test
    void stackedVectorsBecomeRowsOrColumns() throws Exception {
        browser.size(1440, 900);
        show("joined-rows");
        assertThat((List<?>) browser.run(WALK.formatted("""
                () => {
                  if (!/^Forward · stack/.test(document.getElementById('eyebrow').textContent)) return '';
                  return `${document.querySelectorAll('#stage .wires path').length} arrows, ${document.querySelector('#stage .wires').className}`;
                }""")))
                .extracting(words -> String.valueOf(words).replaceFirst("step \\d+: ", ""))
                .containsExactlyInAnyOrder("2 arrows, wires", "2 arrows, wires down");
    }

    @Test
    void whatIsAddedHasItsIndicesBeside() throws Exception {
        at("scatter", "Forward · scatterAdd", "");
        assertThat(textOf("#stage")).contains("indices, from 0");
        assertThat(browser.run(
                        "return document.querySelector('#stage table.gr').innerText.replace(/\\s+/g, ' ').trim();"))
                .isEqualTo("1 3 1");
        assertThat(count("#stage .wires path")).isEqualTo(3);
        assertThat(browser.run("""
                const [indices, rows] = [...document.querySelectorAll('#stage table.gr')].map(table => [...table.querySelectorAll('tbody tr')].map(tr => Math.round(tr.getBoundingClientRect().y)).join());
                return indices === rows;"""))
                .as("each index stands beside the row that it sends away")
                .isEqualTo(true);
    }

    @Test
    void aSheetIsChosenByKeyboardAxisByAxis() throws Exception {
        at("rank-four", "Forward · σ", "");
        browser.run("document.querySelectorAll('[aria-label=\"Next sheet\"]')[1].focus(); return '';");
        browser.press(Keys.ENTER);
        browser.press(Keys.ENTER);
        assertThat(textOf(".sheets"))
                .as("the same axis twice")
                .contains("n = 1 of 2")
                .contains("c = 3 of 3");
        browser.press(Keys.ENTER);
        assertThat(textOf(".sheets"))
                .as("at the end the way back has the focus")
                .contains("n = 1 of 2")
                .contains("c = 2 of 3");
    }

    @Test
    void everyPartOfAJoinHasAnArrowOfItsOwn() throws Exception {
        at("joined", "Forward · concat", "concatenation");
        assertThat(count("#stage .wires.down path")).as("side by side").isEqualTo(2);
        at("joined", "Forward · stack", "stack");
        assertThat(count("#stage .wires path")).as("sheets").isEqualTo(2);
        assertThat(textOf("#stage")).contains("axis 1 = 1").contains("axis 1 = 2");
        at("joined", "Backward · concat", "result");
        assertThat(count("#stage .wires path")).as("a part takes its own").isEqualTo(1);
        browser.run("gradus.go(14); return '';");
        assertThat(textOf("#eyebrow")).startsWith("Backward · stack");
        String sheet = String.valueOf(browser.run("return [...document.querySelector('#stage table.gr')"
                + ".querySelectorAll('td[data-c]')].map(td => td.textContent).join(' ');"));
        assertThat(sheet).as("the sheet that the part takes is in front").isEqualTo(result());
    }

    @Test
    void lossesShowTheirInnerColumn() throws Exception {
        at("loss-mse", "Forward · J", "loss");
        assertThat(textOf("#stage")).contains("½(y − ŷ)²").contains("0.1800").contains("∑ / 4");
        at("cross-entropy", "Forward · J", "cross-entropy");
        assertThat(textOf("#stage"))
                .contains("−ln softmax(z)")
                .contains("2.1976")
                .contains("∑ / 3");
        at("cross-entropy", "Backward · J", "local factor");
        assertThat(textOf("#stage")).contains("(ŷ − y) / 3");
        browser.run("document.querySelector('.why').click(); return '';");
        assertThat(textOf("#why")).contains("= ŷk − yk");
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
        browser.size(1440, 900).show(Pages.checked(Pages.blamed()), folder);
        Object sentences = browser.run(WALK.formatted("() => document.getElementById('line').textContent"));
        assertThat(sentences.toString())
                .contains("The check blames Softsign: its gradient is 4 times what it should be.");
    }

    @Test
    void tensorsOfHigherRankHaveSheetsAndChoosers() throws Exception {
        at("rank-three", "Forward · tanh", "");
        assertThat(count("#stage table")).isEqualTo(2);
        assertThat(count("#stage .sheet")).as("two more sheets behind each").isEqualTo(4);
        assertThat(browser.run("return document.querySelector('.sheet + .sheet').dataset.name;"))
                .isEqualTo("c = 3");
        Object before = result();
        browser.run("document.querySelector('[aria-label=\"Next sheet\"]').click(); return '';");
        assertThat(textOf("#stage")).contains("c = 2 of 3");
        assertThat(result()).as("both turn over").isNotEqualTo(before);
        at("rank-four", "Forward · σ", "");
        assertThat(textOf(".sheets")).contains("n = 1 of 2").contains("c = 1 of 3");
    }

    /** Where things move, the fading cells must not come between a grid and the sheets behind it. */
    @Test
    void sheetsStandBehindTheirGrid() throws Exception {
        browser.motion(true);
        try {
            at("rank-three", "Forward · tanh", "");
            assertThat(
                            browser.run(
                                    "return document.querySelectorAll('.new td').length > 0 && document.getAnimations().length > 0;"))
                    .as("numbers fade in")
                    .isEqualTo(true);
            assertThat((List<?>) browser.run("""
                    return [...document.querySelectorAll('#stage td')].filter(td => td.querySelector('.sheet')).map(td => {
                      const box = td.getBoundingClientRect();
                      return document.elementFromPoint(box.right - 5, box.bottom - 5).localName;
                    });""")).asList().containsExactly("td", "td");
        } finally {
            browser.motion(false);
        }
    }

    @Test
    void whatIsLeftOutIsSaidAndSummed() throws Exception {
        at("long", "Forward · @", "");
        assertThat(count("#stage tr.tear")).isPositive();
        assertThat(textOf("#stage")).contains("left out");
        at("long", "Backward · ∑ broadcast of b", "result");
        assertThat(pointAt(0)).contains("… 357 more,").contains("together");
        at("large", "Forward · @", "");
        assertThat(textOf("#stage")).contains("mean").contains("zeros").contains("numbers left out");
        String sum = pointAt(0);
        assertThat(sum).contains("… 997 more,");
        double[] shown = Pattern.compile("together \\(?(−?[\\d.]+)")
                .matcher(sum)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1).replace('−', '-')))
                .toArray();
        assertThat(shown).hasSize(1);
        assertThat(shown[0]).isCloseTo(remainder(), withinPercentage(1));
    }

    /** The row numbers and tears of the first grid. */
    private static String rowsOfFirst() {
        return String.valueOf(
                browser.run(
                        "return [...document.querySelectorAll('#stage table.gr')[0].querySelectorAll('tbody tr')]"
                                + ".map(row => row.className === 'tear' ? row.textContent.trim() : row.children[0].textContent).join(' ');"));
    }

    @Test
    void aRowOfATearCanBeChosenAndIsKeptInTheAddress() throws Exception {
        at("long", "Forward · σ", "");
        assertThat(rowsOfFirst()).isEqualTo("1 2 3 355 left out 359 360");
        browser.run("document.querySelector('[data-tear]').focus(); return '';");
        browser.press(Keys.ENTER);
        browser.press("17", Keys.ENTER);
        assertThat(rowsOfFirst()).isEqualTo("1 2 3 13 left out 17 341 left out 359 360");
        String shown = result();
        assertThat(shown).as("the result has the same row").contains("13 left out");
        String address = String.valueOf(browser.run("return location.hash;"));
        assertThat(address).endsWith("&rows=360:17");
        browser.run("document.querySelector('[data-tear]').click(); return '';");
        browser.press(Keys.ENTER);
        assertThat(rowsOfFirst()).as("an empty field takes it away").isEqualTo("1 2 3 355 left out 359 360");
        browser.run(
                "location.hash = arguments[0]; return new Promise(done => setTimeout(() => done(''), 50));", address);
        assertThat(result()).isEqualTo(shown);
    }

    @Test
    void aChosenRowLeavesNothingOutOfSight() throws Exception {
        browser.size(1280, 720);
        show("long");
        browser.run(
                "location.hash = '#step=0&rows=360:200'; return new Promise(done => setTimeout(() => done(''), 50));");
        assertThat(
                        (List<?>)
                                browser.run(
                                        WALK.formatted(
                                                "() => { const stage = document.getElementById('stage');"
                                                        + "return stage.scrollWidth - stage.clientWidth > 1 || stage.scrollHeight - stage.clientHeight > 1 ? 'too large' : ''; }")))
                .isEmpty();
    }

    @Test
    void theSheetIsKeptInTheAddress() throws Exception {
        at("rank-four", "Forward · σ", "");
        browser.run("document.querySelectorAll('[aria-label=\"Next sheet\"]')[1].click(); return '';");
        String shown = result();
        String address = String.valueOf(browser.run("return location.hash;"));
        assertThat(address).endsWith("&sheets=2,3:1");
        browser.run("location.hash = '#step=1'; return new Promise(done => setTimeout(() => done(''), 50));");
        browser.run(
                "location.hash = arguments[0]; return new Promise(done => setTimeout(() => done(''), 50));", address);
        assertThat(textOf(".sheets")).contains("n = 1 of 2").contains("c = 2 of 3");
        assertThat(result()).isEqualTo(shown);
    }

    /** What the terms of the first number of x W give without the first two and the last. */
    private static double remainder() {
        Tensor x = Examples.wave(Shape.of(1000, 1000));
        Tensor w = Examples.wave(Shape.of(1000, 20));
        double sum = 0;
        for (int k = 2; k < 999; k++) {
            sum += x.get(0, k) * w.get(k, 0);
        }
        return sum;
    }
}
