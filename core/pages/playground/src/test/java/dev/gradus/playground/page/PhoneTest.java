package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explorer.Explorer;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.Chromium;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages on phones. A phone shows a page that is wider than its screen smaller, and then {@code innerWidth} is the width of
 * the page, so that a window of the same size on a desk does not show what is wrong.
 */
@Tag("long")
class PhoneTest {
    private static final int SMALLEST_LETTERS = 11;

    /** What reaches over the edge and is not cut or scrolled by something around it, and text that is too small. */
    private static final String FAULTS = """
            const root = document.documentElement, found = [];
            if (innerWidth !== root.clientWidth || root.scrollWidth > root.clientWidth) found.push(`${root.scrollWidth} wide, shown as ${innerWidth}`);
            const isHeld = element => { for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true; return false; };
            [...document.querySelectorAll('body *')].filter(element => element.checkVisibility({ visibilityProperty: true })).forEach(element => {
                const { left, right, width } = element.getBoundingClientRect(), name = element.id || element.className.toString() || element.localName;
                const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
                if (width > 1 && (right > root.clientWidth + 1 || left < -1) && !element.closest('svg') && !isHeld(element)) found.push(`${name} from ${left} to ${right}`);
                if (hasText && width > 1 && !element.closest('svg, math, sub, sup, .tight, .vh') && parseFloat(getComputedStyle(element).fontSize) < %d) found.push(`${name} is small: ${element.textContent.slice(0, 20)}`);
            });
            return found.slice(0, 8).join('\\n');
            """.formatted(SMALLEST_LETTERS);

    @ParameterizedTest
    @CsvSource({"390, 844", "360, 640", "430, 932", "768, 1024", "820, 1180", "844, 390", "740, 360"})
    void nothingIsCutOrLiesOverAnything(int width, int height) {
        Desk desk = Desk.open(Browsers.CHROMIUM, "");
        // Words that are too long show on the narrowest screen, upright or lying.
        for (String language : width == 360 || width == 740 ? List.of("en", "de", "fr") : List.of("en")) {
            desk.phone(width, height, "lang=" + language);
            for (String lesson : language.equals("en") ? List.of("circles", "classes", "line") : List.of("classes")) {
                desk.run("$('lesson').click(); document.querySelector('[data-example=' + %s + ']').click();", lesson);
                look(desk, width, lesson + "-write-" + language);
                desk.click("[data-moment=train]");
                desk.train(5);
                look(desk, width, lesson + "-train-" + language);
                desk.click("[data-moment=step]");
                desk.run("gradus.go(Math.round(gradus.last() * 0.6));");
                look(desk, width, lesson + "-step-" + language);
            }
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "390, 844", "430, 932", "768, 1024", "820, 1180"})
    void turnedOrInAFrameThePageFits(int width, int height) {
        Desk desk = Desk.open(Browsers.CHROMIUM, "");
        for (String address : List.of("lesson=circles", "lesson=circles&embed")) {
            desk.phone(width, height, address);
            fits(desk, address);
            desk.train(5);
            fits(desk, address + " trained");
            desk.turn(height, width);
            fits(desk, address + " turned");
            desk.turn(width, height);
            fits(desk, address + " turned back");
            assertThat(desk.is("document.documentElement.classList.contains('phone')"))
                    .isEqualTo(!address.endsWith("embed"));
        }
        desk.complainsOfNothing();
    }

    private static void fits(Desk desk, String moment) {
        assertThat(desk.run(FAULTS)).as(moment).isEqualTo("");
        assertThat(desk.run(SizesTest.OVERLAPS)).as(moment).isEqualTo("");
    }

    private static void look(Desk desk, int width, String moment) {
        desk.run("scrollTo(0, 0);");
        assertThat(desk.is("document.documentElement.classList.contains('phone')"))
                .isTrue();
        assertThat(desk.run(FAULTS)).as("%s on %d", moment, width).isEqualTo("");
        assertThat(desk.run(SizesTest.OVERLAPS)).as("%s on %d", moment, width).isEqualTo("");
        if (System.getProperty("gradus.pictures") != null) {
            desk.picture("phone-" + width + "-" + moment);
        }
    }

    @ParameterizedTest
    @CsvSource({"390, 844", "360, 640", "844, 390"})
    void pagesThatGradeAndExplainFit(int width, int height, @TempDir Path folder) throws IOException {
        Input x = Input.of("x", 4, 2);
        Input y = Input.of("y", 4, 1);
        Node z = x.matMul(Parameter.of("W", Tensor.ones(2, 1)))
                .add(Parameter.of("b", Tensor.zeros(1, 1)))
                .named("z");
        Run run = Run.of(Graph.of(new MseLoss(z.sigmoid().named("ŷ"), y).named("J")));
        run.feed(x, Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})).feed(y, Tensor.ones(4, 1));
        Path page = folder.resolve("explained.html");
        Explorer.write(run, page);
        Chromium browser = (Chromium) Browsers.CHROMIUM.open();
        browser.phone(width, height);
        for (Path file : List.of(Path.of("target/playground/grade.html"), page)) {
            browser.show(file);
            assertThat(browser.run("await document.fonts.ready;" + FAULTS))
                    .as("%s on %d", file.getFileName(), width)
                    .isEqualTo("");
        }
    }
}
