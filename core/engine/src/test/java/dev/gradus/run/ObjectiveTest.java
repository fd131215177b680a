package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run of several outputs, one of which is the objective. */
class ObjectiveTest {
    private static final double[] X = {0, 0, 0, 1, 1, 0, 1, 1};
    private static final double[] AND = {0, 0, 0, 1};

    private final Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[][] {{0.5}, {-0.25}}));
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
    private final Parameter threshold = Parameter.of("τ", Tensor.full(Shape.of(4, 1), 0.5));
    private final Node yHat = x.matMul(W).add(b).sigmoid().named("ŷ");
    private final Node J = new MseLoss(yHat, y).named("J");
    private final Node accuracy = yHat.greater(threshold)
            .where(Constant.of(1), Constant.of(0))
            .subtract(y)
            .square()
            .negate()
            .add(1)
            .mean()
            .named("accuracy");

    private Run both() {
        return Run.builder(Graph.of(J, accuracy))
                .objective(J)
                .build()
                .feed(x, X)
                .feed(y, AND);
    }

    @Test
    void lossAndMetricComeFromOnePass() {
        Run run = both();
        Run alone = Run.of(Graph.of(J)).feed(x, X).feed(y, AND);
        for (int step = 0; step < 200; step++) {
            assertThat(run.forward()).isEqualTo(alone.forward());
            assertThat(run.value(accuracy).item()).isIn(0.0, 0.25, 0.5, 0.75, 1.0);
            run.backward();
            alone.backward();
            for (Parameter parameter : List.of(W, b)) {
                assertThat(run.gradient(parameter)).isEqualTo(alone.gradient(parameter));
                run.update(parameter, ObjectiveTest::descend);
                alone.update(parameter, ObjectiveTest::descend);
            }
        }
        run.forward();
        assertThat(run.value(accuracy).item()).isEqualTo(1.0);
    }

    private static void descend(double[] value, double[] gradient) {
        for (int i = 0; i < value.length; i++) {
            value[i] -= 5 * gradient[i];
        }
    }

    @Property
    void anyOutputMayBeTheObjective(@ForAll @IntRange(max = 2) int which, @ForAll Set<Optimization> without) {
        Parameter w = Parameter.of("w", NumpyRandom.seed(7).normal(0, 1, Shape.of(9)));
        Node shared = w.tanh().multiply(w);
        List<Node> outputs =
                List.of(shared.sum(), shared.exp().mean(), w.sigmoid().max());
        Run several = Run.builder(Graph.of(outputs))
                .objective(outputs.get(which))
                .without(without.toArray(Optimization[]::new))
                .build();
        Run alone = Run.of(Graph.of(outputs.get(which)));
        assertThat(several.forward()).isEqualTo(alone.forward());
        several.backward();
        alone.backward();
        assertThat(several.gradient(w)).isEqualTo(alone.gradient(w));
        for (Node output : outputs) {
            assertThat(several.value(output).item())
                    .isEqualTo(Run.of(Graph.of(output)).forward());
        }
    }

    @Test
    void anyNodeOfTheGraphIsKept() {
        Node wrong = accuracy.inputs().get(0);
        Run run = Run.builder(Graph.of(J, accuracy))
                .objective(J)
                .keep(wrong, yHat)
                .build();
        run.feed(x, X).feed(y, AND).forward();
        assertThat(run.value(wrong)).isEqualTo(run.evaluator().value(wrong));
    }

    @Test
    void theObjectiveNeedNotBeAnOutput() {
        Run run = Run.builder(Graph.of(J.multiply(2)))
                .objective(J)
                .build()
                .feed(x, X)
                .feed(y, AND);
        assertThat(run.forward()).isEqualTo(run.value(J).item());
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(run.evaluator().gradient(W));
    }

    @Test
    void whatOnlyAMetricNeedsHasZeroGradientAndIsListed() {
        Run run = both();
        run.forward();
        run.backward();
        assertThat(run.gradient(threshold)).isEqualTo(Tensor.zeros(4, 1));
        assertThat(run.unreached()).containsOnlyKeys(threshold).containsValue("J does not depend on it");
        assertThat(run.plan().toString()).contains("∂J/∂τ: J does not depend on it");
    }

    @Test
    void evaluatorTraceAndCheckKnowTheObjective() {
        Run run = both();
        assertThat(run.evaluator().objective()).isSameAs(J);
        run.forward();
        run.backward();
        assertThat(run.evaluator().gradient(b)).isEqualTo(run.gradient(b));
        Trace trace = Trace.of(run);
        assertThat(trace.objective()).isSameAs(J);
        assertThat(trace.value(accuracy)).isEqualTo(run.value(accuracy));
        GradientCheck.of(run).nodes(W, b).check().assertPassed();
    }

    @Test
    void theEvaluatorOfSeveralOutputsHasNoObjective() {
        assertThatThrownBy(Evaluator.of(Graph.of(J, accuracy))::objective)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Gradients need an objective of one element, such as a loss, but the outputs are J (),"
                        + " accuracy (). Name the objective: Run.builder(graph).objective(J)");
    }

    @Test
    void aNodeOutsideOfTheGraphIsRefused() {
        assertThatThrownBy(() -> Run.builder(Graph.of(J)).objective(accuracy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: objective(accuracy) names a node that the outputs J () do not depend on");
    }

    @Test
    void severalElementsAreRefused() {
        assertThatThrownBy(() -> Run.builder(Graph.of(J)).objective(yHat))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: objective(ŷ) must have one element, but ŷ (4, 1) has 4; take its sum() or mean()");
        Node nothing = Parameter.of("e", Tensor.zeros(0));
        assertThatThrownBy(() -> Run.builder(Graph.of(nothing)).objective(nothing))
                .hasMessage("Run: objective(e) must have one element, but e (0) has 0");
    }

    @Test
    void gradientsAndObjectiveComeInAnyOrder() {
        Run run =
                Run.builder(Graph.of(J, accuracy)).gradients(yHat).objective(J).build();
        run.feed(x, X).feed(y, AND).forward();
        run.backward();
        assertThat(run.gradient(yHat)).isEqualTo(run.evaluator().gradient(yHat));
    }
}
