package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java's source beside the graph: the lines of the current step are lit. */
class PageSourceTest extends PagesInBrowser {
    private static final String PROGRAM = """
            package program;

            final class Program {
                private Program() {}

                // How far w is from 2 <once it is squared>.
                static double loss(double[] w) {
                    double[] square = squares(w);

                    double sum = 0;
                    for (int i = 0; i < w.length; i++) {
                        double error = square[i] - 2;
                        sum += error * error;
                    }
                    return sum;
                }

                private static double[] squares(double[] w) {
                    return w * w;
                }
            }
            """;

    private final Parameter w = Parameter.of("w", Tensor.of(new double[] {1, -0.5, 3}));
    private final Node square = w.multiply(w).named("square");
    private final Node error = square.subtract(2).named("error");
    private final Node J = error.square().sum().named("sum");

    private static StackTraceElement at(String method, int line) {
        return new StackTraceElement("program.Program", method, "Program.java", line);
    }

    private Map<Node, List<StackTraceElement>> places() {
        return Map.of(
                square,
                List.of(at("squares", 19), at("loss", 8)),
                error,
                List.of(at("loss", 12)),
                J.inputs().get(0),
                List.of(at("loss", 13)),
                J,
                List.of(at("loss", 13), at("loss", 11)));
    }

    private Explorer page() {
        return Explorer.of(Run.of(Graph.of(J))).source("Program.java", PROGRAM, places());
    }

    /** For each step its title, and the numbers of the lit lines. */
    private static final String LIT = """
            return Array.from({ length: gradus.last() + 1 }, (_, step) => {
              gradus.go(step);
              const lit = [...document.querySelectorAll('#source .now')].map(row => row.dataset.line + (row.matches('.b') ? 'b' : ''));
              return `${document.querySelector('#eyebrow b').textContent}: ${lit}`;
            }).filter((words, i, all) => words !== all[i - 1]);
            """;

    @Test
    void eachStepLightsTheLinesThatItComputes() {
        browser.size(1440, 900).show(page());
        assertThat(browser.run(LIT))
                .isEqualTo(List.of(
                        "Given: ",
                        "Forward · ∗: 19",
                        "Forward · −: 12",
                        "Forward · x²: 13",
                        "Forward · ∑: 11,13",
                        "Seed: 11b,13b",
                        "Backward · ∑: 11b,13b",
                        "Backward · x²: 13b",
                        "Backward · −: 12b",
                        "Backward · ∗: 19b",
                        "Backward · + w: "));
    }

    @Test
    @Tag("long")
    void methodsThatComputeNodesAreShownWithTheirNumbers() {
        browser.size(1440, 900).show(page());
        assertThat(browser.run("return document.querySelector('#source li').textContent;"))
                .isEqualTo("7static double loss(double[] w) {");
        assertThat(textOf("source-head")).isEqualTo("Program.java");
        assertThat(textOf("source"))
                .contains("    double[] square = squares(w);")
                .endsWith("20}");
    }

    @Test
    void clickOnALineGoesToItsStepsInTurn() {
        browser.size(1440, 900).show(page());
        String click = "document.querySelector('#source [data-line=\"12\"]').click(); return '';";
        browser.run(click);
        assertThat(textOf("eyebrow")).contains("Forward");
        browser.run(click);
        assertThat(textOf("eyebrow")).contains("Backward");
        browser.run("document.querySelector('#source [data-line=\"10\"]').click(); return '';"); // it computes nothing
        assertThat(textOf("eyebrow")).contains("Backward");
    }

    @Test
    @Tag("long")
    void codeOfTheGraphTakesThePlaceOfTheSource() {
        String seen =
                "return ['source', 'java', 'numpy'].filter(id => document.getElementById(id).checkVisibility()).join();";
        browser.size(1440, 900).show(page());
        assertThat(browser.run(seen)).isEqualTo("source");
        browser.press("s");
        assertThat(browser.run(seen)).isEqualTo("java,numpy");
        assertThat(textOf("live")).isEqualTo("Source or code of the graph: Java, NumPy");
        assertThat(browser.run("return location.hash;")).asString().endsWith("source=off");
        browser.run("document.querySelector('#source-choice [aria-checked=true]').focus(); return '';");
        browser.press(org.openqa.selenium.Keys.ARROW_LEFT);
        assertThat(browser.run(seen)).isEqualTo("source");
        assertThat(browser.run("return document.activeElement.textContent;")).isEqualTo("Source");
        browser.goTo("step=1&source=off");
        assertThat(browser.run(seen)).isEqualTo("java,numpy");
    }

    @Test
    @Tag("long")
    void currentLineIsInSightAndSaid() {
        String longer =
                PROGRAM.replace("\n\n        double sum", "\n" + "        //\n".repeat(80) + "        double sum");
        Map<Node, List<StackTraceElement>> places =
                Map.of(square, List.of(at("loss", 8)), error, List.of(at("loss", 91)), J, List.of(at("loss", 92)));
        browser.size(1280, 720).show(Explorer.of(Run.of(Graph.of(J))).source("Program.java", longer, places));
        assertThat((List<?>) browser.run("""
                return Array.from({ length: gradus.last() + 1 }, (_, step) => {
                  gradus.go(step);
                  const list = document.getElementById('source').getBoundingClientRect(), row = document.querySelector('#source .now')?.getBoundingClientRect();
                  return !row || row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
                }).filter(isSeen => !isSeen);
                """)).isEmpty();
        browser.goTo("step=2");
        assertThat(textOf("live")).endsWith("Line 91.");
        assertThat(browser.run("return document.querySelector('#source [aria-current=step]').dataset.line;"))
                .isEqualTo("91");
    }

    @Test
    @Tag("long")
    void stepOfALoopHasItsOwnLines() {
        Parameter a = Parameter.of("a", Tensor.scalar(0.5));
        Scan scan = Scan.times(3).carry("x", Constant.of(1)).steps(step -> {
            Node next = step.carry("x").multiply(a).add(1);
            step.next("x", next);
        });
        Node x = scan.carry("x");
        Loop loop = scan.loop();
        Node sum = loop.body().next().get(0);
        Map<Node, List<StackTraceElement>> places = Map.of(
                loop,
                List.of(at("loss", 12), at("loss", 13)),
                sum,
                List.of(at("loss", 13)),
                sum.inputs().get(0),
                List.of(at("loss", 12)));
        browser.size(1440, 900).show(Explorer.of(Run.of(Graph.of(x))).source("Program.java", PROGRAM, places));
        assertThat(browser.run("gradus.go(1);" + NOW)).isEqualTo("12,13");
        browser.run("document.getElementById('open-loop').click(); return '';");
        browser.run(
                "return new Promise(done => { const wait = () => window.gradus ? done('') : setTimeout(wait, 20); setTimeout(wait, 100); });");
        assertThat(browser.run("gradus.go(1);" + NOW)).isEqualTo("12");
        assertThat(browser.run("gradus.go(2);" + NOW)).isEqualTo("13");
    }

    private static final String NOW =
            "return [...document.querySelectorAll('#source .now')].map(row => row.dataset.line).join();";

    @Test
    @Tag("long")
    void axeFindsNothingInBothThemes() throws Exception {
        browser.size(1440, 900).show(page()).run(PageAccessibilityTest.axe());
        for (String theme : List.of("light", "dark")) {
            browser.goTo("step=2&theme=" + theme);
            assertThat(browser.run(PageAccessibilityTest.AXE)).as(theme).isEqualTo("");
        }
    }

    @Test
    void onlyPagesWithASourceHaveItsScript(@TempDir Path folder) throws IOException {
        Run run = Run.of(Graph.of(J));
        String without = Explorer.of(run).html();
        Path file = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        String with = Explorer.of(run).source(file, places()).html();
        assertThat(with).isEqualTo(page().html()).contains("squares(w)");
        assertThat(without).doesNotContain("source-head");
        assertThat(with.length() - without.length()).isLessThan(8000 + PROGRAM.length());
    }

    @Test
    void placesOfAnotherFileOrGraphAreRefused() {
        Explorer page = Explorer.of(Run.of(Graph.of(J)));
        assertThatThrownBy(() -> page.source("Other.java", PROGRAM, places()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Explorer: no node of this graph is computed in Other.java; they are computed in Program.java");
        assertThatThrownBy(() -> page.source("Program.java", PROGRAM, Map.of()))
                .hasMessage(
                        "Explorer: no node of this graph is computed in Program.java; the places are those of another"
                                + " graph");
    }
}
