package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Step.Phase;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
    private final Parameter W =
            Parameter.of("W", Tensor.of(new double[][] {{1.2473733762017727}, {0.28295387557714186}}));
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
    private final Node z = x.matMul(W).add(b).named("z");
    private final Node yHat = z.sigmoid().named("ŷ");
    private final Node J = new MseLoss(yHat, y).named("J");
    private final Run lesson = Run.of(Graph.of(J))
            .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
            .feed(y, new double[][] {{0}, {0}, {0}, {1}});

    @Test
    void theLessonIsTracedAsATeacherWalksIt() {
        assertThat(Trace.of(lesson).steps().stream().map(TraceTest::line))
                .containsExactly(
                        "FORWARD x @ W = MatMul of x, W",
                        "FORWARD z = AddBroadcast of x @ W, b",
                        "FORWARD ŷ = Sigmoid of z",
                        "FORWARD J = MseLoss of ŷ, y",
                        "SEED ∂J/∂J = 1",
                        "CONTRIBUTION ∂J/∂ŷ = MseLoss of 1",
                        "CONTRIBUTION ∂J/∂z = Sigmoid of ∂J/∂ŷ",
                        "CONTRIBUTION ∂J/∂x @ W = AddBroadcast of ∂J/∂z",
                        "CONTRIBUTION ∂J/∂b = AddBroadcast of ∂J/∂z",
                        "CONTRIBUTION ∂J/∂W = MatMul of ∂J/∂z",
                        "FOLD ∂J/∂b = AddBroadcast of ∂J/∂z");
    }

    /** Gradients of the lesson go by what they are the gradients of. */
    private static String line(Step step) {
        Map<String, String> names = Map.of(
                "1 ∗ ((ŷ − y) / 4)", "∂J/∂ŷ",
                "1 ∗ ((ŷ − y) / 4) ∗ (ŷ ∗ (1 − ŷ))", "∂J/∂z");
        String target = step.phase() == Phase.FORWARD
                ? step.node().expression()
                : "∂J/∂" + step.node().expression();
        String operands = step.operands().stream()
                .map(Node::expression)
                .map(text -> names.getOrDefault(text, text))
                .reduce((left, right) -> left + ", " + right)
                .map(text -> " of " + text)
                .orElse("");
        return step.phase() + " " + target + " = "
                + step.rule().map(Op::name).orElse(step.result().expression()) + operands;
    }

    @Test
    void theFoldAddsUpWhatWentIntoTheCopies() {
        List<Step> steps = Trace.of(lesson).steps();
        Step copies = steps.get(8), fold = steps.get(10);
        assertThat(copies.node()).isSameAs(b);
        assertThat(copies.value().shape()).isEqualTo(z.shape());
        assertThat(fold.operands()).containsExactly(copies.result());
        double[] perExample = copies.value().toArray();
        assertThat(fold.value().item()).isEqualTo((perExample[0] + perExample[2]) + (perExample[1] + perExample[3]));
    }

    @Test
    void aNodeThatIsUsedTwiceIsAccumulatedAfterItsLastUse() {
        Parameter w = Parameter.of("w", Tensor.scalar(3));
        Node square = w.multiply(w);
        List<Step> steps = Trace.of(Run.of(Graph.of(square.add(w)))).steps();
        assertThat(steps)
                .extracting(Step::phase)
                .containsExactly(
                        Phase.FORWARD,
                        Phase.FORWARD,
                        Phase.SEED,
                        Phase.CONTRIBUTION,
                        Phase.CONTRIBUTION,
                        Phase.CONTRIBUTION,
                        Phase.CONTRIBUTION,
                        Phase.ACCUMULATION);
        Step last = steps.get(7);
        assertThat(last.node()).isSameAs(w);
        assertThat(last.rule()).isEmpty();
        assertThat(last.operands())
                .containsExactly(
                        steps.get(4).result(),
                        steps.get(5).result(),
                        steps.get(6).result());
        assertThat(last.value()).isEqualTo(Tensor.scalar(7));
    }

    /** What a step says follows from what the steps before it said, and the last word on a node is its gradient. */
    @Property
    @Domain(RandomGraph.Domain.class)
    void replayingItGivesTheGradientsBitForBit(@ForAll RandomGraph random) {
        Evaluator numbers = random.evaluator();
        Map<Node, Tensor> known = new HashMap<>();
        Map<Node, Tensor> gradients = new HashMap<>();
        numbers.graph().nodes().stream()
                .filter(Leaf.class::isInstance)
                .forEach(leaf -> known.put(leaf, numbers.value(leaf)));
        for (Step step : Trace.of(numbers).steps()) {
            assertThat(known.keySet()).containsAll(step.operands());
            assertThat(step.value()).isEqualTo(replayed(step, known));
            known.put(step.result(), step.value());
            if (step.phase() != Phase.FORWARD) {
                gradients.put(step.node(), step.value());
            }
        }
        gradients.forEach((node, gradient) -> assertThat(gradient).isEqualTo(numbers.gradient(node)));
        assertThat(gradients).containsKey(random.objective());
    }

    private static Tensor replayed(Step step, Map<Node, Tensor> known) {
        double[][] operands =
                step.operands().stream().map(node -> known.get(node).toArray()).toArray(double[][]::new);
        double[] result = new double[step.result().shape().elements()];
        switch (step.phase()) {
            case FORWARD, FOLD -> ((Op) step.result()).forward(operands, result);
            case ACCUMULATION -> {
                System.arraycopy(operands[0], 0, result, 0, result.length);
                for (double[] part : Arrays.asList(operands).subList(1, operands.length)) {
                    Arrays.setAll(result, i -> result[i] + part[i]);
                }
            }
            case SEED -> Arrays.fill(result, 1);
            case UPDATE -> throw new AssertionError("nothing was updated");
            case CONTRIBUTION -> {
                return step.value(); // its rule may use more than what arrives
            }
        }
        return Tensor.of(step.result().shape(), result);
    }

    @Test
    void isOfTheNumbersThatTheRunHasNow() {
        lesson.forward();
        double before = Trace.of(lesson).steps().get(3).value().item();
        lesson.parameters().set(b, Tensor.full(b.shape(), -1));
        double after = Trace.of(lesson).steps().get(3).value().item();
        assertThat(before).isEqualTo(lesson.value(J).item());
        assertThat(after).isEqualTo(lesson.forward()).isNotEqualTo(before);
    }

    @Test
    void needsOneOutputOfOneElementAndAllFeeds() {
        assertThatThrownBy(() -> Trace.of(Evaluator.of(Graph.of(z))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Gradients need an objective of one element");
        assertThatThrownBy(() -> Trace.of(Run.of(Graph.of(J)))).isInstanceOf(FeedException.class);
    }

    @Test
    void cannotBeChanged() {
        List<Step> steps = Trace.of(lesson).steps();
        assertThatThrownBy(steps::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> steps.get(0).operands().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
