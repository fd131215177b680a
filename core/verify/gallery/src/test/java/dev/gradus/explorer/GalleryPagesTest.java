package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gallery's pages in a browser, at every step of every level: nothing is cut, nothing overlaps, nothing is too small. */
@Tag("long")
class GalleryPagesTest extends PagesInBrowser {
    private static final Map<String, Exhibit> EXHIBITS =
            Exhibits.all().stream().collect(Collectors.toMap(Exhibit::file, page -> page));

    /** Each page is written once. */
    private static final Map<String, String> HTML = new ConcurrentHashMap<>();

    private static String html(String page) {
        return HTML.computeIfAbsent(page, file -> EXHIBITS.get(file).explorer().html());
    }

    private static final List<String> EVERYWHERE =
            List.of("stepIsWhole", "firstLine", "labels", "cells", "heads", "scrollsSideways", "buttonsOfPanes");
    private static final List<String> ON_A_DESK = List.of(
            "pageScrolls",
            "numbersFit",
            "linesOfCode",
            "rowsHaveTheRoomThereIs",
            "pictureHasTheRoomThereIs",
            "standsStill");

    /** Each scope is opened on one screen. */
    private static final String WALK =
            "return walkLevels(arguments[0], 0, gradus.levels().filter((_, i) => i % 3 === arguments[1]), arguments[1]);";

    private static final String A_FRAME = "return new Promise(done => requestAnimationFrame(() => done('')));";

    @Test
    void everyStepIsWholeOnEveryScreen() {
        List<List<String>> found = Browser.forEach(EXHIBITS.keySet(), (browser, page) -> {
            List<String> faults = new ArrayList<>();
            browser.size(Screen.LAPTOP).showHtml(html(page));
            for (Screen screen : Screen.USUAL) {
                List<String> looks = new ArrayList<>(EVERYWHERE);
                if (!screen.equals(Screen.PHONE)) {
                    looks.addAll(ON_A_DESK);
                }
                browser.size(screen).run(A_FRAME);
                for (Object fault : (List<?>) browser.run(Walks.script() + WALK, looks, Screen.USUAL.indexOf(screen))) {
                    faults.add(page + " at " + screen + ", " + fault);
                }
            }
            return faults;
        });
        assertThat(found.stream().flatMap(List::stream).toList()).isEmpty();
    }

    /** In the formula of one element and in the proof, at every step of a third of the levels. */
    @Test
    void fencesAreAsHighAsWhatTheyEnclose() {
        List<List<String>> found = Browser.forEach(EXHIBITS.keySet(), (browser, page) -> {
            browser.size(Screen.LAPTOP).showHtml(html(page));
            return ((List<?>) browser.run(Walks.script()
                            + "return walkLevels(['fences'], 2, gradus.levels().filter((_, i) => i % 3 === 0));"))
                    .stream().map(fault -> page + " at " + fault).toList();
        });
        assertThat(found.stream().flatMap(List::stream).toList()).isEmpty();
    }

    /** Light or dark, with all scopes closed or with one open, and with the proof where there is one. */
    private static final String STEP_FOR_AXE = """
            const [theme, part] = arguments, scopes = gradus.levels();
            document.documentElement.dataset.theme = theme;
            gradus.level(part % 2 ? scopes[part % scopes.length] : -1, 0);
            const steps = gradus.shown();
            gradus.go(steps[Math.floor((steps.length - 1) * (part + 1) / 3)]);
            if (!document.getElementById('why-rule').hidden) document.getElementById('proof').showPopover();
            """;

    /** Each page on one of the screens. */
    @Test
    void axeFindsNothing() throws Exception {
        String axe = PageAccessibilityTest.axe();
        List<String> exhibits = List.copyOf(EXHIBITS.keySet());
        assertThat(Browser.forEach(exhibits, (browser, page) -> {
                    browser.showHtml(html(page)).run(axe);
                    int part = exhibits.indexOf(page) % 3;
                    browser.size(Screen.USUAL.get(part)).run(A_FRAME);
                    browser.run(STEP_FOR_AXE, page.length() % 2 == 0 ? "light" : "dark", part);
                    return page + ": " + browser.run(PageAccessibilityTest.AXE);
                }))
                .allMatch(found -> found.endsWith(": "));
    }

    /** No sentence is said more than twice at one level, and two layers take at most 40 steps with all of them open. */
    @Test
    void twoLayersTakeFewSteps() {
        browser.size(1440, 900).showHtml(html("two-layers"));
        Object shown = browser.run("return gradus.shown().length - 1;");
        Object all = browser.run("return gradus.last();");
        assertThat(((Number) shown).intValue()).as("closed").isLessThanOrEqualTo(12);
        assertThat(((Number) all).intValue()).as("open").isLessThanOrEqualTo(40);
        assertThat((List<?>) browser.run("""
                const said = new Map();
                for (const step of gradus.shown()) {
                  gradus.go(step);
                  const words = document.getElementById('line').textContent;
                  said.set(words, (said.get(words) ?? 0) + 1);
                }
                return [...said].filter(([, times]) => times > 2).map(([words]) => words);
                """)).isEmpty();
    }
}
