package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is only moved: gathered, sliced, added into rows, turned, joined. */
@Tag("long")
class MovesTest extends FamilyPages {
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

    /** Indices are places, not quantities. */
    @Test
    void indicesHaveNoHeat() throws Exception {
        for (String family : List.of("gather", "scatter", "cross-entropy")) {
            at(family, "Given", "");
            assertThat(browser.run("""
                    const [data] = [...document.querySelectorAll('#stage .cap')].filter(cap => cap.innerText.startsWith('data'));
                    return data.nextElementSibling.querySelectorAll('td[style*="--h"]').length;
                    """)).as(family).isEqualTo(0L);
        }
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
        browser.show("joined-rows");
        assertThat((List<?>) browser.run(WALK.formatted("""
                () => {
                  if (!/^Forward · stack/.test(document.getElementById('eyebrow').textContent)) return '';
                  return `${document.querySelectorAll('#stage .wires path').length} arrows, ${document.querySelector('#stage .wires').className}`;
                }""")))
                .extracting(words -> String.valueOf(words).replaceFirst("step \\d+: ", ""))
                .containsExactlyInAnyOrder("2 arrows, wires", "2 arrows, wires down");
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
        browser.run("""
                let step = gradus.last();
                do gradus.go(step--); while (!document.getElementById('eyebrow').textContent.startsWith('Backward · stack'));
                return '';""");
        String sheet = String.valueOf(browser.run("return [...document.querySelector('#stage table.gr')"
                + ".querySelectorAll('td[data-c]')].map(td => td.textContent).join(' ');"));
        assertThat(sheet).as("the sheet that the part takes is in front").isEqualTo(result());
    }

    @Test
    void partsOfHigherRankAreJoinedAlongEachAxis() throws Exception {
        browser.size(1440, 900);
        browser.show("joined-sheets");
        assertThat((List<?>) browser.run(WALK.formatted("""
                () => {
                  if (!/^Forward · concat/.test(document.getElementById('eyebrow').textContent)) return '';
                  const way = document.querySelector('#stage .wires');
                  return `${document.querySelectorAll('#stage .part, #stage .parts > .where').length} parts, ${way?.querySelectorAll('path').length ?? document.querySelectorAll('#stage .arrow').length} arrows${way?.matches('.down') ? ' down' : ''}`;
                }""")))
                .extracting(words -> String.valueOf(words).replaceFirst("step \\d+: ", ""))
                .containsExactly("2 parts, 2 arrows", "2 parts, 2 arrows", "2 parts, 2 arrows down");
    }
}
