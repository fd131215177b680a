package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At the sizes of desks, projectors and phones all is seen, and between the moments nothing moves. */
@Tag("long")
class SizesTest {
    private static final Path PICTURES = Path.of("target/playground/pictures");

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
    void deskHoldsAllAndNothingMoves(Browsers kind) throws IOException {
        Desk desk = Desk.open(kind, "");
        for (int[] size :
                List.of(new int[] {1440, 900}, new int[] {1280, 720}, new int[] {1366, 768}, new int[] {1920, 1080})) {
            desk.go("").size(size[0], size[1]);
            Object written = desk.run(PLACES);
            look(desk, kind, size, "write");
            desk.train(60);
            assertThat(desk.run(PLACES))
                    .as("training at %d × %d", size[0], size[1])
                    .isEqualTo(written);
            look(desk, kind, size, "train");
            for (String share : List.of("0.2", "0.6", "0.8", "1")) {
                desk.run("gradus.go(Math.round(gradus.last() * " + share + "));");
                assertThat(desk.run(PLACES))
                        .as("stepping at %d × %d", size[0], size[1])
                        .isEqualTo(written);
                assertThat(desk.run(SCROLLS)).isEqualTo("");
            }
            desk.run("gradus.go(Math.round(gradus.last() * 0.7));");
            look(desk, kind, size, "step");
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void phoneHasThreePages(Browsers kind) throws IOException {
        int[] size = {390, 844};
        Desk desk = Desk.open(kind, "").size(size[0], size[1]);
        assertThat(desk.is("seen($('editor')) && seen($('graph')) && !seen($('loss'))"))
                .isTrue();
        look(desk, kind, size, "write");
        desk.click("[data-moment=train]");
        desk.train(60);
        assertThat(desk.is("seen($('shown')) && seen($('loss')) && seen($('norms')) && !seen($('editor'))"))
                .isTrue();
        look(desk, kind, size, "train");
        desk.click("[data-moment=step]");
        assertThat(desk.is("seen($('stage')) && seen($('graph')) && seen($('equations')) && !seen($('loss'))"))
                .isTrue();
        desk.run("gradus.go(Math.round(gradus.last() * 0.7));");
        look(desk, kind, size, "step");
        assertThat(desk.is("document.documentElement.scrollWidth <= innerWidth + 1"))
                .isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void frameHoldsPlaneAndLoss(Browsers kind) throws IOException {
        Desk desk = Desk.open(kind, "embed");
        desk.size(800, 450).train(60);
        assertThat(desk.is("seen($('shown')) && seen($('loss')) && !seen($('editor'))"))
                .isTrue();
        assertThat(desk.run(SCROLLS)).isEqualTo("");
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(kind + "-embed.png"), desk.screenshot());
        desk.complainsOfNothing();
    }

    private static void look(Desk desk, Browsers kind, int[] size, String moment) throws IOException {
        if (size[0] > 860) {
            assertThat(desk.run(SCROLLS))
                    .as("%s at %d × %d", moment, size[0], size[1])
                    .isEqualTo("");
        }
        Files.createDirectories(PICTURES);
        for (String theme : List.of("dark", "light")) {
            desk.run(
                    "document.documentElement.dataset.theme = %s; dispatchEvent(new Event('resize')); await new Promise(done => setTimeout(done, 60));",
                    theme);
            Files.write(
                    PICTURES.resolve(kind + "-" + size[0] + "x" + size[1] + "-" + moment + "-" + theme + ".png"),
                    desk.screenshot());
        }
    }
}
