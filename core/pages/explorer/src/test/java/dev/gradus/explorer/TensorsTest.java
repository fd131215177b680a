package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Tensors of higher rank as sheets, large ones with what is left out. */
@Tag("long")
class TensorsTest extends FamilyPages {
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

    /** The cell that the sheets hang on stays before them when it is chosen. */
    @Test
    void sheetsStandBehindAChosenCell() throws Exception {
        at("rank-three", "Forward · tanh", "");
        pointAt(0);
        assertThat(browser.run("""
                return [...document.querySelectorAll('#stage td:has(.sheet)')].map(td => {
                  const box = td.getBoundingClientRect();
                  return td.className.match(/hot|sel/) + ' ' + document.elementFromPoint(box.right - 5, box.bottom - 5).localName;
                }).join();""")).isEqualTo("hot td,sel td");
    }

    /** Where things move, the fading cells must not come between a grid and the sheets behind it. */
    @Test
    void sheetsStandBehindTheirGrid() throws Exception {
        browser.motion(true);
        try {
            at("rank-three", "Forward · tanh", "");
            // All at once, as they fade for a third of a second.
            assertThat((List<?>) browser.run("""
                    gradus.go(Number(document.getElementById('time').getAttribute('aria-valuenow')));
                    const fading = document.querySelectorAll('.new td').length > 0 && document.getAnimations().length > 0;
                    const inFront = [...document.querySelectorAll('#stage td')].filter(td => td.querySelector('.sheet')).map(td => {
                      const box = td.getBoundingClientRect();
                      return document.elementFromPoint(box.right - 5, box.bottom - 5).localName;
                    });
                    return [fading, ...inFront].map(String);""")).asList().containsExactly("true", "td", "td");
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
        browser.goTo(address);
        assertThat(result()).isEqualTo(shown);
    }

    @Test
    void aChosenRowLeavesNothingOutOfSight() throws Exception {
        browser.size(1280, 720);
        browser.show("long");
        browser.goTo("#step=0&rows=360:200");
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
        browser.goTo("#step=1");
        browser.goTo(address);
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

    /** Where rows have to be left out, columns that have room stay. */
    @Test
    void columnsThatHaveRoomAreNotLeftOut() throws Exception {
        at("two-layers", "Backward · relu", "result");
        Object step = browser.run("return document.getElementById('time').getAttribute('aria-valuenow');");
        browser.size(1280, 720).show("two-layers").goTo("step=" + step);
        assertThat(count("#stage table:first-of-type thead th.gap")).isZero();
    }
}
