package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** One or two panes alone: in a frame on slides, and one on the whole screen. */
class PageShowTest extends PagesInBrowser {
    /** At every step, of long pages every second: what scrolls, what reaches out of the window, and which of the panes that are asked for is not seen. */
    private static final String FAULTS_IN_A_FRAME = """
            const faults = [], panes = { graph: '#graph', numbers: '#stage', math: '#equations', code: '#java', film: '#losses' };
            for (let step = 0; step <= gradus.last(); step += gradus.last() > 20 ? 2 : 1) {
              gradus.go(step);
              const root = document.documentElement;
              if (root.scrollHeight > innerHeight + 1 || root.scrollWidth > innerWidth + 1) faults.push(`${step}: the page scrolls`);
              for (const part of document.querySelectorAll('main *')) {
                const { overflowX, overflowY } = getComputedStyle(part);
                if (!part.checkVisibility() || part.matches('#graph, .al')) continue;
                if (part.clientHeight && /auto|scroll/.test(overflowY) && part.scrollHeight > part.clientHeight + 1) faults.push(`${step}: ${part.id || part.className} scrolls`);
                if (part.clientWidth && /auto|scroll/.test(overflowX) && part.scrollWidth > part.clientWidth + 1) faults.push(`${step}: ${part.id || part.className} scrolls sideways`);
              }
              for (const [name, place] of Object.entries(panes)) {
                const part = document.querySelector(place), box = part?.getBoundingClientRect(), asked = arguments[0].includes(name);
                if (asked !== Boolean(box?.width && part.checkVisibility())) faults.push(`${step}: ${name} is ${asked ? 'not ' : ''}shown`);
                else if (asked && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) faults.push(`${step}: ${name} reaches out`);
              }
              for (const grid of document.querySelectorAll('#stage .gr, #line')) {
                const box = grid.getBoundingClientRect();
                if (box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) faults.push(`${step}: a grid is cut off`);
              }
            }
            return faults;
            """;

    private static final List<String> FRAMES =
            List.of("graph", "graph,math", "graph,code", "numbers,code", "math", "math,code");

    /** The frame that most slides have, and one of the others in turn. */
    private static List<String> faultsInFrames(Browser browser, String page) {
        browser.size(800, 450).show(page);
        int turn = List.copyOf(Gallery.pages()).indexOf(page);
        return Stream.of("graph,numbers", FRAMES.get(turn % FRAMES.size()))
                .flatMap(panes -> {
                    browser.goTo("show=" + panes);
                    return ((List<?>) browser.run(FAULTS_IN_A_FRAME, List.of(panes.split(",", -1))))
                            .stream().map(fault -> page + " " + panes + " " + fault);
                })
                .toList();
    }

    @Test
    @Tag("long")
    void framesOfEveryPageNeverScroll() {
        assertThat(Browser.forEach(Gallery.pages(), PageShowTest::faultsInFrames))
                .containsOnly(List.of());
    }

    /** As a page of slides has it: the line that Java gives, and the panes as a search in the address. */
    @Test
    @Tag("long")
    void lineOfJavaShowsTheFrame(@TempDir Path folder) throws Exception {
        Explorer lesson = Pages.and().write(folder.resolve("lesson.html"));
        String line = lesson.embed("lesson.html#step=15", Pane.GRAPH, Pane.NUMBERS);
        assertThat(line)
                .isEqualTo(
                        "<iframe src=\"lesson.html#step=15&amp;show=graph,numbers\" title=\"Logical AND: one layer, step by"
                                + " step\" width=\"800\" height=\"450\" loading=\"lazy\" style=\"border: 0\"></iframe>");
        Path slides = Files.writeString(
                folder.resolve("slides.html"), "<!doctype html><link rel=icon href='data:,'><p>Slide</p>" + line);
        browser.size(1280, 720).showFile(slides);
        browser.run(
                "document.querySelector('iframe').scrollIntoView(); return new Promise(done => setTimeout(() => done(''), 300));");
        browser.size(800, 450)
                .showFile(Path.of(folder.resolve("lesson.html") + "?show=math#step=15")
                        .toAbsolutePath());
    }

    @Test
    void frameIsOfOneOrTwoPanes() {
        Explorer lesson = Pages.and();
        for (Pane[] panes : new Pane[][] {{}, {Pane.MATH, Pane.MATH}, {Pane.GRAPH, Pane.NUMBERS, Pane.MATH}}) {
            assertThatThrownBy(() -> lesson.embed("lesson.html", panes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one pane, or two that differ");
        }
        assertThatThrownBy(() -> lesson.embed("lesson.html", Pane.FILM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no film of one iteration");
        assertThat(Pages.training(2).embed("t.html", Pane.FILM)).contains("src=\"t.html#show=film\"");
    }

    /** The least size of any letter that is seen, in pixels of the screen, over all steps. */
    private static final String LEAST_LETTER = """
            const found = [];
            for (let step = 0; step <= gradus.last(); step += gradus.last() > 20 ? 2 : 1) {
              gradus.go(step);
              const zoom = Number(getComputedStyle(document.body).zoom), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const part = walk.currentNode.parentElement;
                if (!walk.currentNode.data.trim() || !part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || part.closest('.vh, script, style, template, th[role=presentation]')) continue;
                const range = document.createRange();
                range.selectNodeContents(walk.currentNode);
                const box = range.getBoundingClientRect();
                if (!box.width || box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) continue;
                const svg = part.closest('svg'), scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : zoom;
                found.push([parseFloat(getComputedStyle(part).fontSize) * scale, `${step}: ${walk.currentNode.data.trim().slice(0, 30)} in ${part.localName}.${part.className.baseVal ?? part.className}`]);
              }
            }
            return found.filter(([size]) => size < 23.95).map(([size, where]) => `${size.toFixed(1)} ${where}`).slice(0, 12).concat(found.length > 50 ? [] : ['nothing was looked at']);
            """;

    /** In two of the four panes, in turn. */
    private static List<String> smallLetters(Browser browser, String page) {
        browser.size(Screen.LARGE).show(page);
        int turn = List.copyOf(Gallery.pages()).indexOf(page);
        return (turn % 2 == 0 ? Stream.of("graph", "math") : Stream.of("numbers", "code"))
                .flatMap(pane -> {
                    browser.goTo("present=" + pane);
                    return ((List<?>) browser.run(LEAST_LETTER)).stream().map(fault -> page + " " + pane + " " + fault);
                })
                .toList();
    }

    @Test
    @Tag("long")
    void lettersOnTheWholeScreenAreForTheBackRow() {
        assertThat(Browser.forEach(Gallery.pages(), PageShowTest::smallLetters)).containsOnly(List.of());
    }

    @Test
    @Tag("long")
    void keyShowsAPaneOnTheWholeScreenAndEscapeAllAgain() {
        browser.size(1440, 900).show("and");
        browser.goTo("step=15");
        String shown = "return document.documentElement.dataset.show ?? 'all';";
        browser.press("p");
        assertThat(browser.run(shown)).isEqualTo("numbers");
        assertThat(browser.run("return location.hash;")).isEqualTo("#step=15&present=numbers");
        browser.run("document.querySelector('[data-pane=math]').click();");
        assertThat(browser.run(shown)).isEqualTo("math");
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.run(shown)).as("arrows choose among the panes").isEqualTo("numbers");
        browser.run("document.activeElement.blur();");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run("return location.hash;")).isEqualTo("#step=16&present=numbers");
        browser.press("p");
        assertThat(browser.run(shown)).isEqualTo("all");
        browser.run("document.querySelector('[data-choice], #depth button').focus();");
        browser.press("P");
        assertThat(browser.run(shown)).as("the pane at hand").isEqualTo("math");
        browser.press(Keys.ESCAPE);
        browser.run("return new Promise(done => setTimeout(() => done(''), 100));");
        assertThat(browser.run(shown)).isEqualTo("all");
    }

    @Test
    @Tag("long")
    void axeFindsNothingInFramesAndOnTheWholeScreen() throws Exception {
        for (String address : List.of(
                "show=graph,numbers&step=15",
                "present=numbers&step=15",
                "present=math&step=11",
                "quiz=on&step=15&answers=1:aa.")) {
            browser.size(1280, 720).show("and").run(PageAccessibilityTest.axe());
            browser.goTo(address);
            assertThat(browser.run(PageAccessibilityTest.AXE)).as(address).isEqualTo("");
        }
    }
}
