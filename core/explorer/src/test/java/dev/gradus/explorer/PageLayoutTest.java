package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All of the page is seen, at every step and depth, on the screens that lectures are given on. */
class PageLayoutTest extends PagesInBrowser {
    private static final List<int[]> SCREENS = List.of(
            new int[] {1440, 900}, new int[] {1366, 768}, new int[] {1280, 800}, new int[] {1280, 720}, new int[] {
                1920, 1080
            });

    /** Goes through all steps and as many depths as told, and lists where the told checks find fault. */
    private static final String WALK = """
            const check = new Function('page', arguments[1]), faults = [];
            for (let step = 0; step <= gradus.last(); step++) {
                for (let depth = 0; depth < arguments[0]; depth++) {
                    gradus.go(step, depth);
                    const fault = check(document.documentElement);
                    if (fault) faults.push(`step ${step}, depth ${depth}: ${fault}`);
                }
            }
            return faults.join('; ');
            """;

    private static final String SCROLLS = """
            if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth)
                return `${page.scrollWidth} × ${page.scrollHeight} of ${innerWidth} × ${innerHeight}`;
            """;

    private static final String CUT = """
            return ['stage', 'ex', 'foot', 'line', 'eyebrow'].filter(id => {
                const part = document.getElementById(id);
                return part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
            }).map(id => id + ' is cut off').join(', ');
            """;

    private static final String LABELS = """
            () => {
                const pane = document.getElementById('graph').getBoundingClientRect(), faults = [];
                const shown = [...document.querySelectorAll('#graph text')].filter(text => text.getClientRects().length && text.textContent.trim());
                const boxes = shown.map(text => [text.textContent, text.getBoundingClientRect()]);
                shown.forEach(text => {
                    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b);
                    if (size < 10) faults.push(`${text.textContent}: ${size} px`);
                });
                boxes.forEach(([text, b], i) => boxes.slice(i + 1).forEach(([other, o]) => {
                    const x = Math.min(b.right, o.right) - Math.max(b.left, o.left);
                    const y = Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top);
                    if (x > 2 && y > .35 * Math.min(b.height, o.height)) faults.push(`${text} | ${other}`);
                }));
                return faults.join(', ');
            }
            """;

    private static final String CELLS = """
            const range = document.createRange();
            for (const cell of document.querySelectorAll('#stage tr:not(.tear) td:not(.gap)')) {
                range.selectNodeContents(cell);
                const words = range.getBoundingClientRect(), box = cell.getBoundingClientRect();
                if (words.width && words.left < box.left + .5) return `${cell.textContent} is wider than its cell`;
            }
            """;

    private static final String COLUMNS = """
            const [right, result] = ['2', '3'].map(row => [...document.querySelectorAll('#stage .falk > div')]
                .find(part => part.style.gridRowStart === row && part.style.gridColumnStart === '2')?.querySelector('tbody td'));
            if (right && result) {
                const [upper, lower] = [right, result].map(cell => cell.getBoundingClientRect());
                if (Math.abs(upper.left - lower.left) > 1 || Math.abs(upper.right - lower.right) > 1)
                    return `columns from ${upper.left} to ${upper.right} over ${lower.left} to ${lower.right}`;
            }
            """;

    @Test
    void lessonNeitherScrollsNorIsCutOff() throws Exception {
        browser.show(Pages.and(), folder);
        for (int[] screen : SCREENS) {
            browser.size(screen[0], screen[1]);
            assertThat(browser.run(WALK, 3, SCROLLS + CUT))
                    .as("%d × %d", screen[0], screen[1])
                    .isEqualTo("");
        }
    }

    @Test
    void otherPagesDoNotScroll() throws Exception {
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            browser.show(page.getValue(), folder);
            for (int[] screen : List.of(new int[] {1440, 900}, new int[] {1280, 720})) {
                browser.size(screen[0], screen[1]);
                assertThat(browser.run(WALK, 1, SCROLLS))
                        .as("%s at %d × %d", page.getKey(), screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }

    /**
     * The name of a phase stands over its own steps, whole or not at all; it is not there only if too little of its steps is
     * in sight. The current one, and the dot of the step, always are.
     */
    private static final String TIMELINE = """
            const line = document.getElementById('time'), pane = line.getBoundingClientRect(), faults = [];
            const isWithin = (b, place) => b.left >= place.left - 1 && b.right <= place.right + 1;
            for (const phase of line.querySelectorAll('.ph')) {
                const head = phase.querySelector('b'), words = head.textContent, box = head.getBoundingClientRect(), steps = phase.getBoundingClientRect();
                const seen = getComputedStyle(head).visibility === 'visible' && isWithin(box, pane);
                const room = Math.min(steps.right, pane.right) - Math.max(steps.left, pane.left);
                if (!isWithin(box, steps)) faults.push(`${words} stands over other steps`);
                if (!seen && (phase.matches('.now') || room > box.width + 20)) faults.push(`${words} is not seen`);
                if (!seen && getComputedStyle(head).visibility === 'visible' && box.right > pane.left && box.left < pane.right) faults.push(`${words} is cut off`);
            }
            if (!isWithin(line.querySelector('.d.now').getBoundingClientRect(), pane)) faults.push('the step is out of sight');
            return faults.join(', ');
            """;

    @Test
    void phasesAndTheStepAreSeenInEveryTimeLine() throws Exception {
        for (String page : List.of("and", "two-layers", "recurrent", "training")) {
            browser.show(Pages.all().get(page), folder);
            for (int[] screen : List.of(
                    new int[] {1440, 900}, new int[] {1280, 720}, new int[] {1920, 1080}, new int[] {390, 844})) {
                browser.size(screen[0], screen[1]);
                assertThat(browser.run(WALK, 1, TIMELINE))
                        .as("%s at %d × %d", page, screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }

    @Test
    void labelsOfTheGraphCanBeReadAndDoNotOverlap() throws Exception {
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            browser.show(page.getValue(), folder);
            for (int[] screen : List.of(new int[] {1440, 900}, new int[] {1280, 720}, new int[] {390, 844})) {
                browser.size(screen[0], screen[1]);
                browser.run("gradus.go(gradus.last()); return '';");
                assertThat(browser.run("return (" + LABELS + ")();"))
                        .as("%s at %d × %d", page.getKey(), screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }

    /** Where the time line is too long, the name of the current phase and the current dot are seen at every step. */
    @Test
    void currentPhaseAndStepOfALongTimeLineAreSeen() throws Exception {
        browser.show(Pages.checked(Pages.recurrent()), folder);
        for (int[] screen : List.of(new int[] {1280, 720}, new int[] {390, 844})) {
            browser.size(screen[0], screen[1]);
            assertThat(
                            browser.run(
                                    "const time = document.getElementById('time'); return time.scrollWidth > time.clientWidth;"))
                    .as("it scrolls")
                    .isEqualTo(true);
            assertThat(browser.run(WALK, 1, """
                    const view = document.getElementById('time').getBoundingClientRect();
                    return ['.ph.now > b', '.d.now'].filter(part => {
                        const box = document.querySelector('#time ' + part).getBoundingClientRect();
                        return box.left < view.left - 1 || box.right > view.right + 1;
                    }).map(part => part + ' is cut off').join(', ');
                    """))
                    .as("%d × %d", screen[0], screen[1])
                    .isEqualTo("");
        }
    }

    @Test
    void numbersStayInTheirCellsAndColumnsOfAProductInLine() throws Exception {
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            browser.show(page.getValue(), folder);
            for (int[] screen : List.of(new int[] {1440, 900}, new int[] {1280, 720}, new int[] {390, 844})) {
                browser.size(screen[0], screen[1]);
                assertThat(browser.run(WALK, 1, CELLS + COLUMNS))
                        .as("%s at %d × %d", page.getKey(), screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }

    @Test
    void dotsOfTheTimeLineAndHeadsOfPanesStandInLine() throws Exception {
        browser.show(Pages.and(), folder).size(1440, 900);
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
        browser.show(Pages.and(), folder).size(1440, 900);
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
