package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At the sizes of desks, projectors and phones all is seen, and between the moments nothing moves. */
@Tag("long")
class SizesTest {
    private static final String PLACES = """
            return ['header', '.say', '#ed', '.hand', '#loss', '#graph', '.first', '.second', '.foot'].map(part => {
                const { x, y, width, height } = document.querySelector(part).getBoundingClientRect();
                return [part, x, y, width, height].map(String).join(' ');
            });
            """;

    private static final String SCROLLS = """
            const page = document.documentElement;
            return page.scrollHeight > innerHeight + 1 || page.scrollWidth > innerWidth + 1 ? `${page.scrollWidth} × ${page.scrollHeight}` : '';
            """;

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void deskHoldsAllAndNothingMoves(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        for (int[] size :
                List.of(new int[] {1440, 900}, new int[] {1280, 720}, new int[] {1366, 768}, new int[] {1920, 1080})) {
            desk.go("").size(size[0], size[1]);
            Object written = desk.run(PLACES);
            look(desk, size, "write");
            desk.train(60);
            assertThat(desk.run(PLACES))
                    .as("training at %d × %d", size[0], size[1])
                    .isEqualTo(written);
            look(desk, size, "train");
            for (String share : List.of("0.2", "0.6", "0.8", "1")) {
                desk.run("gradus.go(Math.round(gradus.last() * " + share + "));");
                assertThat(desk.run(PLACES))
                        .as("stepping at %d × %d", size[0], size[1])
                        .isEqualTo(written);
                assertThat(desk.run(SCROLLS)).isEqualTo("");
            }
            desk.run("gradus.go(Math.round(gradus.last() * 0.7));");
            look(desk, size, "step");
        }
        desk.complainsOfNothing();
    }

    /** Regions, what stands in a heading, and what is in a region: nothing lies over anything or beyond its region. */
    static final String OVERLAPS = """
            const found = [], boxOf = element => element.getBoundingClientRect();
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
            const apart = elements => elements.forEach((a, i) => elements.slice(i + 1).forEach(b => { if (meet(boxOf(a), boxOf(b))) found.push(`${name(a)} | ${name(b)}`); }));
            const name = element => (element.id || element.className || element.localName) + ' ' + element.textContent.slice(0, 20);
            apart(all('header, #eyebrow, #task, #line, .edw, .hand, .lossbox, #graph, #first, #second, #foot').filter(seen));
            all('h2, header, .hand, #task, .foot').filter(seen).forEach(row => apart([...row.children].filter(seen)));
            ['.edw', '.hand', '.lossbox', '#first', '#second'].forEach(part => {
                const region = document.querySelector(part), box = boxOf(region);
                [...region.querySelectorAll('h2 *, button, canvas, input, output, svg, #shown')].filter(seen).forEach(element => {
                    const { left, right } = boxOf(element);
                    if (!element.closest('#stage, #ed, #equations, .ex, .src') && (left < box.left - 10 || right > box.right + 10)) found.push(`${name(element)} beyond ${part}`);
                });
            });
            return found.join('\\n');
            """;

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void nothingLiesOverAnythingBetweenAPhoneAndADesk(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        for (int[] size : List.of(new int[] {900, 700}, new int[] {1024, 768}, new int[] {1280, 720})) {
            desk.size(size[0], size[1]);
            for (String lesson : List.of("classes", "line", "admissions")) {
                desk.click("#lesson");
                desk.click("[data-example=" + lesson + "]");
                desk.run("$('heldOut').value = 20; $('heldOut').dispatchEvent(new Event('input', { bubbles: true }));");
                String where = lesson + " at " + size[0];
                assertThat(desk.run(OVERLAPS)).as("writing %s", where).isEqualTo("");
                desk.train(5);
                assertThat(desk.run(OVERLAPS)).as("training %s", where).isEqualTo("");
                assertThat(desk.is("all('#optimizer button').length === 4 && all('#optimizer button').every(seen)"))
                        .isTrue();
                assertThat(desk.run(SCROLLS)).as(where).isEqualTo("");
                desk.run("gradus.go(Math.round(gradus.last() * 0.6));");
                assertThat(desk.run(OVERLAPS)).as("stepping %s", where).isEqualTo("");
            }
        }
        desk.size(900, 700).click("#lesson");
        desk.click("[data-example=circles]");
        assertThat(desk.is("seen(document.querySelector('[data-source=arms]'))"))
                .isFalse();
        desk.click("#choose");
        desk.click("[data-source=arms]");
        assertThat(desk.text("lesson")).contains("three arms");
        assertThat(desk.is("seen(document.querySelector('[data-source=arms]'))"))
                .isFalse();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void phoneHasThreePages(Browsers kind) {
        int[] size = {390, 844};
        Desk desk = Desk.open(kind, "").size(size[0], size[1]);
        assertThat(desk.is("seen($('editor')) && seen($('graph')) && !seen($('loss'))"))
                .isTrue();
        assertThat(
                        desk.run(
                                "return all('.edw h2 button').filter(seen).filter(button => Math.min(button.offsetWidth, button.offsetHeight) < 24).map(button => button.id).join();"))
                .isEqualTo("");
        look(desk, size, "write");
        desk.click("[data-moment=train]");
        desk.train(60);
        assertThat(desk.is("seen($('shown')) && seen($('loss')) && seen($('norms')) && !seen($('editor'))"))
                .isTrue();
        assertThat(desk.is("all('#optimizer button').length === 4 && all('#optimizer button').every(seen)"))
                .isTrue();
        look(desk, size, "train");
        desk.click("[data-moment=step]");
        assertThat(desk.is("seen($('stage')) && seen($('graph')) && seen($('equations')) && !seen($('loss'))"))
                .isTrue();
        desk.run("gradus.go(Math.round(gradus.last() * 0.7));");
        look(desk, size, "step");
        assertThat(desk.is("document.documentElement.scrollWidth <= innerWidth + 1"))
                .isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void frameHoldsPlaneAndLoss(Browsers kind) {
        Desk desk = Desk.open(kind, "embed");
        desk.size(800, 450).train(60);
        assertThat(desk.is("seen($('shown')) && seen($('loss')) && !seen($('editor'))"))
                .isTrue();
        assertThat(desk.run(SCROLLS)).isEqualTo("");
        picture(desk, "embed");
        desk.complainsOfNothing();
    }

    /** The page does not scroll; its pictures, in both themes, are for people. */
    private static void look(Desk desk, int[] size, String moment) {
        if (size[0] > 860) {
            assertThat(desk.run(SCROLLS))
                    .as("%s at %d × %d", moment, size[0], size[1])
                    .isEqualTo("");
        }
        picture(desk, size[0] + "x" + size[1] + "-" + moment);
    }

    /** Writes what is seen in both themes, where {@code -Dgradus.pictures} says into which folder. */
    private static void picture(Desk desk, String name) {
        if (System.getProperty("gradus.pictures") == null) {
            return;
        }
        for (String theme : List.of("dark", "light")) {
            desk.run(
                    "document.documentElement.dataset.theme = %s; dispatchEvent(new Event('resize')); await new Promise(done => setTimeout(done, 60));",
                    theme);
            desk.picture(name + "-" + theme);
        }
    }
}
