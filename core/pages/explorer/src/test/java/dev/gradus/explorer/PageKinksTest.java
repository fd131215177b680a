package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Graph;
import dev.gradus.loss.L1Loss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** At a kink the page says what the rule chose, and from which slopes. */
@Tag("long")
class PageKinksTest extends PagesInBrowser {
    private static final Tensor TWO = Tensor.of(new double[] {0, 2});

    /** What is said of kinks at the results of the way back, in the order of the steps. */
    private static final String SAID = """
            const said = [];
            for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step);
              const isResult = /^Backward.*, result/.test(document.getElementById('eyebrow').textContent);
              const words = [...document.querySelectorAll('#foot .warn')].map(mark => mark.textContent).filter(mark => mark.includes('kink'));
              if (isResult) said.push(...words);
            }
            return said;
            """;

    private List<?> said(Node objective) throws Exception {
        return said(Run.of(Graph.of(objective.named("J"))));
    }

    private List<?> said(Run run) throws Exception {
        Trace trace = GradientCheck.of(run).check().mark(Trace.of(run));
        browser.size(1440, 900).show(Explorer.of(trace));
        return (List<?>) browser.run(SAID);
    }

    @Test
    void choiceIsSaidWithTheSlopesOnBothSides() throws Exception {
        Parameter x = Parameter.of("x", TWO);
        Map<Node, String> kinks = Map.of(
                x.relu(), "0, chosen from [0, 1]",
                x.abs(), "0, chosen from [−1, 1]",
                x.leakyRelu(0.25), "0.2500, chosen from [0.2500, 1]",
                x.clip(-1, 2), "0, chosen from [0, 1]");
        for (Map.Entry<Node, String> kink : kinks.entrySet()) {
            assertThat(said(kink.getKey().sum())).isEqualTo(List.of("◇ at a kink: slope " + kink.getValue()));
        }
    }

    @Test
    void tiesShareWhatIsChosen() throws Exception {
        Parameter x = Parameter.of("x", Tensor.of(new double[][] {{3, 3, 1}, {2, 2, 2}}));
        assertThat(said(x.max(1).sum()))
                .isEqualTo(List.of("◇ at a kink: slope ½, chosen from [0, 1] and ⅓, chosen from [0, 1]"));
        String each = "◇ at a kink: slope ½, chosen from [0, 1]";
        assertThat(said(x.maximum(Parameter.of("b", Tensor.of(new double[] {0, 0, 1})))
                        .sum()))
                .as("either operand, of which one is repeated")
                .isEqualTo(List.of(each, each));
    }

    @Test
    void slopeOfALossIsSaidOfOneElement() throws Exception {
        Input y = Input.of("y", 4, 1);
        Tensor column = Tensor.of(new double[][] {{1}, {2}, {3}, {4}});
        Parameter z = Parameter.of("z", column.map(value -> value == 3 ? 3 : 0));
        assertThat(said(Run.of(Graph.of(new L1Loss(z, y).named("J"))).feed(y, column)))
                .isEqualTo(List.of("◇ at a kink: slope 0, chosen from [−0.2500, 0.2500]"));
    }

    private static final class Bend extends UnaryOp {
        Bend(Node x) {
            super(x, Bend::new);
        }

        @Override
        public double apply(double x) {
            return x < 0 ? 2 * x : x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().greaterEqual(0).where(Constant.of(1), Constant.of(2))));
        }
    }

    @Test
    void ofAnOpThatThePageDoesNotKnowOnlyTheChoiceIsSaid() throws Exception {
        assertThat(said(new Bend(Parameter.of("x", TWO)).sum()))
                .isEqualTo(List.of("◇ at a kink: the slope is a choice"));
    }

    @Test
    void kinksOfChangedNumbersAreThePagesOwn() throws Exception {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {0, 1e6}));
        assertThat(said(x.relu().add(x.tanh()).add(x.divide(1e4).exp()).sum())).hasSize(1);
        change(0, "3");
        assertThat((List<?>) browser.run(SAID)).isEmpty();
        change(1, "0");
        assertThat((List<?>) browser.run(SAID)).isEqualTo(List.of("◇ at a kink: slope 0, chosen from [0, 1]"));
    }

    private void change(int place, String number) {
        browser.run("gradus.go(0); document.querySelectorAll('#stage td[tabindex]')[arguments[0]].focus();", place);
        browser.press(Keys.ENTER);
        browser.press(number, Keys.ENTER);
    }
}
