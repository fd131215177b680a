package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page says is true of the step that it says it of, in the words of the graph. */
@Tag("long")
class PageWordsTest extends PagesInBrowser {
    /** Step by step: what it is called, its sentence, what is announced. */
    private record Said(String eyebrow, String line, String live, String captions) {}

    private List<Said> walk(Explorer page) throws Exception {
        browser.size(1440, 900).show(page);
        List<Said> said = new ArrayList<>();
        long last = (Long) browser.run("return gradus.last();");
        for (int step = 0; step <= last; step++) {
            browser.run("gradus.go(arguments[0]); return '';", step);
            said.add(
                    new Said(
                            textOf("eyebrow"),
                            textOf("line"),
                            textOf("live"),
                            String.valueOf(
                                    browser.run(
                                            "return [...document.querySelectorAll('#stage .cap')].map(cap => cap.textContent.replace(/\\s+/g, ' ')).join('; ');"))));
        }
        return said;
    }

    /** Softmax by hand: exponentials over their sums. */
    private static Explorer softmaxByHand() {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter s = Parameter.of("S", random.randn(2, 3).named("query", "key"));
        Input y = Input.of("y", Shape.of(2, 3).named("query", "key"));
        Node exponentials = s.exp().named("e");
        Node p = exponentials.divide(exponentials.sum(1).keepDims().named("c")).named("P");
        Run run = Run.of(Graph.of(new MseLoss(p, y).named("J"))).feed(y, random.randn(2, 3));
        run.forward();
        run.backward();
        return Explorer.of(run);
    }

    @Test
    void aDivisorIsNotDividedBy() throws Exception {
        assertThat(walk(softmaxByHand()))
                .extracting(Said::line)
                .contains(
                        "Local factor: a larger divisor makes a smaller quotient; the slope is −P / c.",
                        "Multiply cell by cell: what arrives, times −P / c.",
                        "Local factor: one over c.",
                        "What arrives, divided by what e was divided by.");
    }

    /** Before the fold there is a number for each place that was filled, and that is no gradient of the sum yet. */
    @Test
    void contributionsAreNotCalledTheGradient() throws Exception {
        assertThat(walk(softmaxByHand()))
                .allSatisfy(said -> assertThat(said.captions()).doesNotContain("∂J/∂c2 × 3"));
        assertThat(walk(softmaxByHand()))
                .anySatisfy(said -> assertThat(said.captions()).contains("result∂J/∂c2 × 1"));
    }

    @Test
    void axesAreCalledAsTheGraphCallsThem() throws Exception {
        NumpyRandom random = NumpyRandom.seed(0);
        Input x = Input.of("x", Shape.of(3, 2).named("tokens", "d"));
        Input y = Input.of("y", 3, 2);
        Parameter w = Parameter.of("W", random.randn(2, 2));
        Run run = Run.of(Graph.of(new MseLoss(x.matMul(w).named("q"), y).named("J")))
                .feed(x, random.randn(3, 2))
                .feed(y, random.randn(3, 2));
        run.forward();
        run.backward();
        List<Said> said = walk(Explorer.of(run));
        assertThat(said)
                .extracting(Said::line)
                .anySatisfy(line -> assertThat(line).contains("tokens = 3"))
                .allSatisfy(line -> assertThat(line).doesNotContain("batch").doesNotContain("example"));
        assertThat(said)
                .extracting(Said::captions)
                .anySatisfy(captions -> assertThat(captions).contains("mean over tokens"));
    }

    @Test
    void onlyOneLeafIsGiven() throws Exception {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {1, 2}));
        Run run = Run.of(Graph.of(w.square().sum().named("J")));
        run.forward();
        run.backward();
        assertThat(walk(Explorer.of(run)).get(0).line()).isEqualTo("w is given. All else is computed from it.");
    }

    @Test
    void speechSaysNothingTwiceAndNoGradientOfNewWeights() throws Exception {
        List<Said> said = walk(Explorer.of(GradientDescent.of(1).trace(Examples.lesson())));
        assertThat(said).allSatisfy(step -> assertThat(step.live()).doesNotContain("sigmoid sigmoid"));
        assertThat(said.get(said.size() - 1).live())
                .contains("Step downhill: b")
                .contains(" b, 1 by 1: ")
                .doesNotContain("dJ by db, 1 by 1");
    }

    @Test
    void aTieIsRoundedAsNumpyRoundsIt() throws Exception {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {0.03125, 0.09375, 0.00005, -0.03125, 0.1}));
        Run run = Run.of(Graph.of(w.sum().named("J")));
        run.forward();
        run.backward();
        browser.size(1440, 900).show(Explorer.of(run));
        assertThat(
                        String.valueOf(
                                browser.run(
                                        "return [...document.querySelectorAll('#stage td[data-c]')].map(cell => cell.textContent).join(' ');")))
                .isEqualTo("0.0312 0.0938 5.0·10⁻⁵ −0.0312 0.1000");
    }

    @Test
    void aNumberBehindALetterStandsLower() throws Exception {
        Parameter w = Parameter.of("W1", Tensor.of(new double[] {1, 2}));
        Run run = Run.of(Graph.of(w.square().sum().named("J")));
        run.forward();
        run.backward();
        browser.size(1440, 900).show(Explorer.of(run));
        browser.run("gradus.go(1); return '';");
        assertThat(browser.run("return [document.querySelector('#line sub')?.textContent,"
                        + " document.querySelector('#equations msub mtext')?.textContent,"
                        + " document.querySelector('#graph tspan[font-size]')?.textContent].join();"))
                .isEqualTo("1,1,1");
        assertThat(textOf("numpy")).contains("W1");
    }

    /** A product of small factors can be followed: 0.0019 times 0.2080 would be 0.0004, which says nothing. */
    @Test
    void aSumThatIsWrittenOutHasFourDigitsThatCount() throws Exception {
        Parameter w = Parameter.of("w", Tensor.of(new double[][] {{0.0019531, 0.5}}));
        Parameter v = Parameter.of("v", Tensor.of(new double[][] {{0.2080}, {0.0001234}}));
        Run run = Run.of(Graph.of(w.matMul(v).sum().named("J")));
        run.forward();
        run.backward();
        browser.size(1440, 900).show(Explorer.of(run));
        browser.run("gradus.go(1); document.querySelector('#stage td[tabindex]')"
                + ".dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); return '';");
        assertThat(textOf("ex"))
                .contains("0.001953 · 0.2080")
                .contains("0.5000 · 0.0001234")
                .contains("= 0.0004679");
    }

    /** The time line of a long graph shows the step that the address names. */
    @Test
    void aLinkIntoALongGraphMovesTheTimeLine() throws Exception {
        browser.size(1280, 720).show(Explorer.of(Examples.deep(4, 4)));
        browser.run("location.hash = 'step=60'; location.reload(); return '';");
        browser.run("""
                return new Promise(done => {
                    const look = () => window.gradus ? done('') : setTimeout(look, 5);
                    look();
                });
                """);
        assertThat(browser.run("""
                const line = document.getElementById('time').getBoundingClientRect();
                const dot = document.querySelector('#time .d.now').getBoundingClientRect();
                return dot.left >= line.left && dot.right <= line.right;
                """)).isEqualTo(true);
    }
}
