package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceJson;
import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A training as a film: the curve of its losses, the boundary between its data, and the learning rate in the reader's hand. */
@Tag("long")
class PageFilmTest extends PagesInBrowser {
    static Explorer page(int iterations) {
        return Explorer.of(iterations(spots(), 0.5, iterations)).titled("Two kinds of points", "one hidden layer");
    }

    /** Points inside and outside of a circle, and two layers that tell them apart. */
    private static Run spots() {
        Tensor points = Tensor.generate(Shape.of(40, 2), i -> 1.7 * StrictMath.sin(1 + 2.3 * i + 0.7 * i * i));
        Input x = Input.of("x", Shape.of(40, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(40, 1).named("n_batch", ""));
        NumpyRandom random = NumpyRandom.seed(7);
        Parameter W1 = Parameter.of("W_1", random.randn(2, 3));
        Parameter b1 = Parameter.of("b_1", Tensor.zeros(1, 3));
        Parameter W2 = Parameter.of("W_2", random.randn(3, 1));
        Parameter b2 = Parameter.of("b_2", Tensor.zeros(1, 1));
        Node h = x.matMul(W1).add(b1).tanh().named("h");
        Node z = h.matMul(W2).add(b2).named("z");
        return Run.of(Graph.of(new BinaryCrossEntropyLoss(z, y).named("J")))
                .feed(x, points)
                .feed(
                        y,
                        Tensor.generate(
                                Shape.of(40, 1),
                                i -> StrictMath.hypot(points.get(i, 0), points.get(i, 1)) < 1.2 ? 1 : 0));
    }

    private static List<Trace> iterations(Run run, double rate, int count) {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            traces.add(GradientDescent.of(rate).trace(run));
        }
        return traces;
    }

    private int iteration() {
        return Integer.parseInt(textOf("iterations").replaceAll("(?s).*Iteration (\\d+) of.*", "$1"));
    }

    @Test
    void afterTheLastStepComesTheNextIteration() {
        browser.size(1440, 900).show(Pages.training(3));
        browser.press(Keys.END);
        Object last = browser.run("return location.hash;");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run("return location.hash;")).isEqualTo("#iteration=1&step=0");
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.run("return location.hash;")).isEqualTo(last);
        browser.goTo("iteration=2&" + String.valueOf(last).substring(1));
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run("return location.hash;"))
                .as("there is no iteration after the last")
                .isEqualTo("#iteration=2&" + String.valueOf(last).substring(1));
    }

    @Test
    void filmHasTheLossesAndTheBoundaryOfEveryIteration() {
        Run run = spots();
        List<Trace> traces = iterations(run, 0.5, 6);
        browser.size(1440, 900).show(Explorer.of(traces));
        browser.press("f");
        for (int i = 0; i < traces.size(); i++) {
            assertThat(iteration()).isEqualTo(i + 1);
            Trace trace = traces.get(i);
            Node z = Examples.named(run, "z");
            Tensor outputs = trace.value(z),
                    labels = trace.value(trace.graph().inputs().get(1));
            long wrong = 0;
            for (int row = 0; row < 40; row++) {
                wrong += outputs.get(row, 0) > 0 != labels.get(row, 0) > 0.5 ? 1 : 0;
            }
            assertThat(textOf("plane")).as("iteration %d", i + 1).contains("40 points, " + wrong + " wrong");
            assertThat(browser.run("return document.querySelectorAll('#plane .wrong').length;"))
                    .isEqualTo(wrong);
            browser.press(Keys.ARROW_RIGHT);
        }
        assertThat(browser.run(
                        "return document.querySelector('#losses .curve').getAttribute('d').split(/[ML]/).length - 1;"))
                .isEqualTo(6L);
        assertThat(browser.run("return location.hash;")).asString().endsWith("film=on");
        browser.press("F");
        assertThat(browser.run("return getComputedStyle(document.getElementById('film')).display;"))
                .isEqualTo("none");
    }

    /** On the boundary the output is neither: between cells of both sides. */
    @Test
    void boundaryLiesBetweenTheSides() {
        browser.size(1440, 900).show(page(3));
        browser.goTo("film=on&iteration=2");
        assertThat(browser.run("""
                const cells = [...document.querySelectorAll('#plane .field rect')].map(cell => ({ x: Number(cell.getAttribute('x')), y: Number(cell.getAttribute('y')), side: cell.getAttribute('class'), size: Number(cell.getAttribute('width')) }));
                const ends = [...document.querySelector('#plane .boundary').getAttribute('d').matchAll(/[ML]([\\d.-]+) ([\\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
                const near = ([x, y]) => new Set(cells.filter(cell => Math.abs(cell.x + cell.size / 2 - x) < 1.6 * cell.size && Math.abs(cell.y + cell.size / 2 - y) < 1.6 * cell.size).map(cell => cell.side));
                return [ends.length > 8, ends.filter(end => near(end).size < 2).length];
                """)).isEqualTo(List.of(true, 0L));
    }

    @Test
    void learningRateOfTheWholeTrainingIsInTheReadersHand() {
        browser.size(1440, 900).show(Pages.training(5));
        browser.goTo("film=on");
        browser.run("""
                const field = document.getElementById('handle-rate');
                field.value = Math.log10(0.25);
                field.dispatchEvent(new Event('input', { bubbles: true }));
                """);
        List<Trace> expected = iterations(Examples.lesson(), 0.25, 5);
        for (int i = 0; i < 5; i++) {
            browser.run("gradus.go(3);");
            assertThat(((Number) browser.run(
                                    "return gradus.differenceOfShown(arguments[0]);",
                                    TraceJson.brief(expected.get(i), 4096)))
                            .doubleValue())
                    .as("iteration %d", i + 1)
                    .isLessThan(1e-12);
            browser.press(Keys.ARROW_RIGHT);
        }
        assertThat(textOf("handle")).contains("0.2500");
        assertThat(browser.run("return location.hash;")).asString().contains("edits=");
    }

    @Test
    void filmFitsEveryScreenAndItsFrame() throws Exception {
        for (Screen screen : List.of(Screen.LAPTOP, Screen.PROJECTOR, Screen.LARGE, new Screen(800, 450))) {
            browser.size(screen).show(page(12)).run(PageAccessibilityTest.axe());
            browser.goTo(screen.width() == 800 ? "show=film&iteration=5" : "film=on&iteration=5");
            assertThat(browser.run("""
                    const out = [...document.querySelectorAll('#losses svg, #plane svg, #losses text, #handle, #plane')].filter(part => {
                      const box = part.getBoundingClientRect();
                      return !box.width || box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
                    }).map(part => `${part.id || part.localName} ${JSON.stringify(part.getBoundingClientRect())}`);
                    return [document.documentElement.scrollHeight <= innerHeight + 1, ...out];
                    """)).as(screen.toString()).isEqualTo(List.of(true));
            assertThat(browser.run(PageAccessibilityTest.AXE))
                    .as(screen.toString())
                    .isEqualTo("");
        }
    }

    /** No plane where rows are not each by itself, nor of other inputs than two. */
    @Test
    void otherDataHaveNoPlane() {
        Run run = Examples.twoLayers();
        browser.size(1440, 900).show(Explorer.of(iterations(run, 0.1, 2)));
        browser.press("f");
        assertThat(browser.run("return document.getElementById('plane').hidden;"))
                .isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('#losses .curve').length;"))
                .isEqualTo(1L);
    }
}
