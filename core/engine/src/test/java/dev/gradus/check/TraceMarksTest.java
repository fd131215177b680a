package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Mistake;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceMarksTest {
    private static Step backwardOf(Node objective) {
        Evaluator numbers = Evaluator.of(Graph.of(objective.sum()));
        Trace trace = GradientCheck.of(numbers).check().mark(Trace.of(numbers));
        return trace.steps().stream()
                .filter(step ->
                        step.phase() == Phase.CONTRIBUTION && step.rule().orElseThrow() == objective)
                .findFirst()
                .orElseThrow();
    }

    private static Parameter w(double... values) {
        return Parameter.of("w", Tensor.of(values));
    }

    @Test
    void aRuleThatPassedIsMarkedWithItsError() {
        Step step = backwardOf(w(0.5, -1).tanh());
        assertThat(step.check().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
        assertThat(step.check().orElseThrow().relativeError()).isLessThan(1e-8);
        assertThat(step.check().orElseThrow().mistake()).isEmpty();
        assertThat(step.flags()).isEmpty();
    }

    @Test
    void aKinkAndAFlatPartAreTold() {
        assertThat(backwardOf(w(0, 1).relu()).flags()).isEqualTo(Set.of(Flag.AT_KINK));
        assertThat(backwardOf(w(0, 20).sigmoid()).flags()).contains(Flag.SATURATED);
        assertThat(backwardOf(w(-20, 0).tanh()).flags()).contains(Flag.SATURATED);
        assertThat(backwardOf(w(-1, 2).sigmoid()).flags()).isEmpty();
    }

    /** A user-defined function that flattens at 0 and 1: x² / (1 + x²). */
    private static final class Levelling extends UnaryOp {
        Levelling(Node x) {
            super(x, Levelling::new);
        }

        @Override
        public double apply(double x) {
            return 1 - 1 / (1 + x * x);
        }

        @Override
        public List<Double> limits() {
            return List.of(1.0);
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node below = x().square().add(1);
            return List.of(upstream.multiply(x().multiply(2).divide(below.square())));
        }
    }

    @Test
    void aUsersFunctionSaysWhereItIsFlat() {
        assertThat(backwardOf(new Levelling(w(1, 40))).flags()).isEqualTo(Set.of(Flag.SATURATED));
        assertThat(backwardOf(new Levelling(w(1, 2))).flags()).isEmpty();
    }

    private static final class WrongSquare extends UnaryOp {
        WrongSquare(Node x) {
            super(x, WrongSquare::new);
        }

        @Override
        public double apply(double x) {
            return x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x()));
        }
    }

    @Test
    void aWrongRuleIsBlamed() {
        Step step = backwardOf(new WrongSquare(w(1, 2)));
        assertThat(step.check().orElseThrow().verdict()).isEqualTo(Verdict.WRONG);
        assertThat(step.check().orElseThrow().relativeError()).isBetween(0.49, 0.51);
        Mistake mistake = step.check().orElseThrow().mistake().orElseThrow();
        assertThat(mistake.kind()).isEqualTo("CONSTANT_FACTOR");
        assertThat(mistake.ratio()).isCloseTo(0.5, within(1e-9));
        assertThat(mistake.cause()).isEqualTo("the gradient is 1/2 of what it should be");
    }
}
