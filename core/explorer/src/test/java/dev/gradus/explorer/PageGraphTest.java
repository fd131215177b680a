package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The picture of the page: what of it is seen where it is larger than its place, and what it says of its numbers. */
class PageGraphTest extends PagesInBrowser {
    private static final List<int[]> SCREENS =
            List.of(new int[] {1440, 900}, new int[] {1280, 720}, new int[] {390, 844});

    /** Goes through all steps and lists where the given check finds fault; a check may use what stands before it here. */
    private static final String WALK = """
            const pane = () => document.getElementById('graph').getBoundingClientRect();
            const within = b => b.left >= pane().left - 1 && b.right <= pane().right + 1 && b.top >= pane().top - 1 && b.bottom <= pane().bottom + 1;
            const shown = all => [...document.getElementById('graph').querySelectorAll(all)].filter(part => part.getClientRects().length);
            const check = eval('() => {' + arguments[0] + '}'), faults = [];
            for (let step = 0; step <= gradus.last(); step++) {
                gradus.go(step);
                const fault = check();
                if (fault) faults.push(`step ${step}: ${fault}`);
            }
            return faults.join('; ');
            """;

    @Test
    void allOfAPictureIsSeenWhereItCanBe() throws Exception {
        for (String page : List.of("and", "admissions", "two-layers", "not-a-number", "blamed")) {
            browser.show(Pages.all().get(page), folder).size(1440, 900);
            assertThat(browser.run(WALK, """
                    return shown('svg [data-node]').filter(part => !within(part.getBoundingClientRect())).map(part => part.outerHTML.slice(0, 60)).join();
                    """)).as(page).isEqualTo("");
        }
    }

    /** The op at work, the box that is written and the gradient that arrives are seen whole, or without the last if they have no room. */
    @Test
    void whatAStepIsAboutIsSeen() throws Exception {
        for (Run run : List.of(Examples.twoLayers(), Pages.recurrent(), Examples.deep(6, 5), Examples.fanOut())) {
            browser.show(Explorer.of(run), folder);
            for (int[] screen : SCREENS) {
                browser.size(screen[0], screen[1]);
                assertThat(browser.run(WALK, """
                        const extent = (boxes, low, high) => Math.max(...boxes.map(b => b[high])) - Math.min(...boxes.map(b => b[low]));
                        const fits = boxes => boxes.length && extent(boxes, 'left', 'right') <= pane().width - 40 && extent(boxes, 'top', 'bottom') <= pane().height - 40;
                        const now = shown('[data-part=op].now, [data-part=plus].now, [data-part=value].now, [data-part=gradient].now');
                        const op = now.some(part => part.dataset.part === 'gradient') ? shown('[data-part=op].back-now').map(part => part.dataset.node) : [];
                        const arrives = op.flatMap(id => shown(`[data-part=gradient][data-node="${id}"]`));
                        const seen = [[...now, ...arrives], now].map(all => all.map(part => part.getBoundingClientRect())).find(fits) ?? [];
                        return seen.every(within) ? '' : seen.filter(b => !within(b)).map(b => [b.left, b.right, b.top, b.bottom].map(Math.round)).join();
                        """))
                        .as("%s at %d × %d", run.graph().outputs(), screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }

    @Test
    void cellsThatAreNotFiniteAreHatched() throws Exception {
        browser.show(Pages.all().get("not-a-number"), folder).size(1440, 900);
        assertThat(browser.run(WALK, """
                return shown('[data-cell]').filter(cell => {
                    const odd = cell.classList.contains('odd'), next = cell.nextElementSibling;
                    return odd !== Boolean(next?.matches('.hatch') && next.getBoundingClientRect().width > 8);
                }).map(cell => cell.parentElement.dataset.node + ' ' + cell.dataset.cell).join();
                """)).isEqualTo("");
        assertThat(browser.run("return document.querySelectorAll('#graph .hatch').length;"))
                .satisfies(count -> assertThat((Long) count).isPositive());
    }

    @Test
    void singleGradientsSayTheirNumber() throws Exception {
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            browser.show(page.getValue(), folder).size(1440, 900);
            assertThat(browser.run("""
                    gradus.go(gradus.last());
                    const J = [...document.querySelectorAll('#graph [data-part=value] .number')].at(-1).closest('[data-node]').dataset.node;
                    return [...document.querySelectorAll(`#graph [data-part=gradient][data-node="${J}"]`)].map(part => part.textContent).join('').replace(/\\s/g, '');
                    """)).as(page.getKey()).asString().endsWith("=1");
        }
    }

    @Test
    void noSignOfTheTimeLineIsCut() throws Exception {
        for (String page : List.of("recurrent", "two-layers")) {
            browser.show(Pages.all().get(page), folder);
            for (int[] screen : SCREENS) {
                browser.size(screen[0], screen[1]);
                assertThat(browser.run(WALK, """
                        const line = document.getElementById('time').getBoundingClientRect();
                        const seen = [...document.querySelectorAll('#time .tk')].filter(one => getComputedStyle(one).visibility === 'visible');
                        const inLine = b => b.left >= line.left - 1 && b.right <= line.right + 1;
                        const now = seen.some(one => one.querySelector('.now'));
                        return (now ? '' : 'the current one is not seen ') + seen.filter(one => one.getBoundingClientRect().right > line.left && one.getBoundingClientRect().left < line.right)
                            .filter(one => !inLine(one.getBoundingClientRect())).map(one => one.textContent).join();
                        """))
                        .as("%s at %d × %d", page, screen[0], screen[1])
                        .isEqualTo("");
            }
        }
    }
}
