package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All of the page is seen, at every step and depth, on the screens that lectures are given on. */
@Tag("long")
class PageLayoutTest extends PagesInBrowser {
    @Test
    void lessonNeitherScrollsNorIsCutOff() {
        assertThat(Walks.faults(Look.LESSON_SCROLLS)).isEmpty();
        assertThat(Walks.faults(Look.LESSON_IS_CUT_OFF)).isEmpty();
    }

    @Test
    void otherPagesDoNotScroll() {
        assertThat(Walks.faults(Look.PAGE_SCROLLS)).isEmpty();
    }

    @Test
    void picturesAndPanesLeaveNoRoomThatTheOtherNeeds() {
        assertThat(Walks.faults(Look.ROWS_HAVE_THE_ROOM_THERE_IS)).isEmpty();
        assertThat(Walks.faults(Look.PICTURE_HAS_THE_ROOM_THERE_IS)).isEmpty();
    }

    @Test
    void nothingMovesBetweenTheBeatsOfAnOp() {
        assertThat(Walks.faults(Look.STANDS_STILL)).isEmpty();
    }

    @Test
    void buttonsOfPanesStandInOneLine() {
        assertThat(Walks.faults(Look.BUTTONS_OF_PANES)).isEmpty();
    }

    @Test
    void phasesAndTheStepAreSeenInEveryTimeLine() {
        assertThat(Walks.faults(Look.PHASES)).isEmpty();
    }

    @Test
    void labelsOfTheGraphCanBeReadAndDoNotOverlap() {
        assertThat(Walks.faults(Look.LABELS)).isEmpty();
    }

    /** Where the time line is too long, the name of the current phase and the current dot are seen at every step. */
    @Test
    void currentPhaseAndStepOfALongTimeLineAreSeen() {
        assertThat(Walks.faults(Look.CURRENT_PHASE)).isEmpty();
    }

    @Test
    void numbersStayInTheirCellsAndColumnsOfAProductInLine() {
        assertThat(Walks.faults(Look.CELLS)).isEmpty();
        assertThat(Walks.faults(Look.COLUMNS_OF_A_PRODUCT)).isEmpty();
    }

    @Test
    void dotsOfTheTimeLineAndHeadsOfPanesStandInLine() throws Exception {
        browser.show("and").size(1440, 900);
        assertThat(browser.run("""
                const heights = all => new Set([...document.querySelectorAll(all)].map(one => one.getBoundingClientRect().top));
                gradus.go(0);
                const words = [...document.querySelectorAll('h2')].slice(0, 3).map(head => {
                    const range = document.createRange();
                    range.selectNode(document.createTreeWalker(head, NodeFilter.SHOW_TEXT).nextNode());
                    return range.getBoundingClientRect().top;
                });
                return [heights('.d').size, Math.max(...words) - Math.min(...words) <= 1 || words].join();
                """)).isEqualTo("1,true");
    }

    @Test
    void longCodeGoesOnAtACall() throws Exception {
        browser.show("and").size(1440, 900);
        assertThat(browser.run("""
                const faults = [];
                for (let step = 1; step <= gradus.last(); step++) {
                    gradus.go(step);
                    document.querySelectorAll('#java .now code, #numpy .now code').forEach(code => {
                        const range = document.createRange(), letters = [];
                        const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
                        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                            for (let i = 0; i < node.length; i++) {
                                range.setStart(node, i);
                                range.setEnd(node, i + 1);
                                letters.push([node.data[i], range.getBoundingClientRect().top]);
                            }
                        }
                        letters.forEach(([letter, top], i) => {
                            if (i && top > letters[i - 1][1] + 5 && /\\w/.test(letter) && /\\w/.test(letters[i - 1][0])) faults.push(code.textContent);
                        });
                    });
                }
                return faults.join();
                """)).isEqualTo("");
    }
}
