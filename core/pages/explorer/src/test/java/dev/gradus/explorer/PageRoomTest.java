package dev.gradus.explorer;

import static dev.gradus.explorer.Screen.PHONE;
import static dev.gradus.explorer.Screen.PROJECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each part of the page has the room that the others leave; what all pages are looked at for, on a page or two. */
class PageRoomTest extends PagesInBrowser {
    @Test
    @Tag("long")
    void rowsAreLeftOutOnlyWhereThereIsNoRoom() {
        browser.size(PROJECTOR).show("two-layers");
        assertThat((List<?>) browser.run(
                        Walks.script() + "return walk(arguments[0]).flat();",
                        List.of(
                                List.of("rowsHaveTheRoomThereIs", 1, false),
                                List.of("pictureHasTheRoomThereIs", 1, false),
                                List.of("standsStill", 1, false))))
                .isEmpty();
    }

    /** The plane of the data takes room from a picture that is too wide without it, too. */
    @Test
    void objectiveIsInSightInTheFilm() {
        for (Screen screen : List.of(PROJECTOR, PHONE)) {
            browser.size(screen).show(PageFilmTest.page(2));
            browser.goTo("film=on&iteration=1");
            assertThat(browser.run(Walks.script() + """
                    const J = `[data-node="${gradus.objectiveNode().node}"][data-part=value]:has(> rect)`;
                    return all(`:is(#graph, .dock) ${J}`).filter(isWhole).filter(part => {
                      const { x, y, width, height } = part.getBoundingClientRect();
                      return !document.elementFromPoint(x + width / 2, y + height / 2)?.closest('#plane');
                    }).length > 0;
                    """)).as(screen.toString()).isEqualTo(true);
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth;"))
                    .as(screen.toString())
                    .isEqualTo(true);
        }
    }

    @Test
    void buttonsOfPanesStandInOneLineOnAPhone() {
        browser.size(PHONE).show("two-layers");
        assertThat(browser.run(Walks.script() + "gradus.go(8); return looks.buttonsOfPanes();"))
                .isEqualTo("");
        assertThat(textOf("open-loop")).isEqualTo("Open its parts");
    }
}
