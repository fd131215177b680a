package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AccumulationTest {
    private final ClassificationModel model = new ClassificationModel();
    private final BatchRuns runs = BatchRuns.of(model::graph);

    @Property
    void partsOfAnySizeMakeTheStepOfTheWhole(
            @ForAll @IntRange(min = 1, max = 20) int examples, @ForAll @IntRange(min = 1, max = 20) int part) {
        Tensor x = ClassificationModel.features(examples), y = ClassificationModel.targets(x);
        BatchRuns whole = BatchRuns.of(model::graph), parts = BatchRuns.of(model::graph);
        Optimizer optimizer = Momentum.of(0.5, 0.9);
        Accumulation mean = Accumulation.of(Momentum.of(0.5, 0.9));
        for (int step = 0; step < 3; step++) {
            optimizer.step(backward(whole, Batch.of(x, y)));
            for (Batch batch : Batches.of(part, x, y)) {
                mean.add(backward(parts, batch), batch.size());
            }
            mean.step();
        }
        for (Parameter parameter : List.of(model.W, model.b)) {
            Tensor expected = whole.parameters().get(parameter);
            assertThat(parts.parameters().get(parameter).difference(expected).within(1e-12, 1e-14))
                    .isTrue();
        }
    }

    /** Threads that finish in any order produce the same step. */
    @Property
    void theOrderOfArrivalChangesNoBit(@ForAll @IntRange(min = 1, max = 12) int batches, @ForAll long seed) {
        Tensor x = ClassificationModel.features(5 * batches), y = ClassificationModel.targets(x);
        List<Batch> parts = new ArrayList<>();
        Batches.of(5, x, y).forEach(parts::add);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, batches).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        BatchRuns inOrder = BatchRuns.of(model::graph), shuffled = BatchRuns.of(model::graph);
        Accumulation one = Accumulation.of(Adam.of(0.1)), other = Accumulation.of(Adam.of(0.1));
        for (int step = 0; step < 2; step++) {
            for (int number = 0; number < batches; number++) {
                one.add(backward(inOrder, parts.get(number)), 5);
                other.add(backward(shuffled, parts.get(order.get(number))), 5, order.get(number));
            }
            one.step();
            other.step();
        }
        for (Parameter parameter : List.of(model.W, model.b)) {
            assertThat(shuffled.parameters().get(parameter))
                    .isEqualTo(inOrder.parameters().get(parameter));
        }
    }

    @Test
    void aNumberThatIsMissingIsNamed() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        mean.add(backward(runs, batch(2)), 2, 1);
        assertThatThrownBy(mean::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("FixedTree: block 0 is missing, but block 1 is there");
        Tensor before = runs.parameters().get(model.W);
        mean.add(backward(runs, batch(3)), 3, 0);
        mean.step();
        assertThat(runs.parameters().get(model.W)).isNotEqualTo(before);
    }

    @Test
    void whatIsRefusedIsNotAdded() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        Run run = backward(runs, batch(2));
        assertThatThrownBy(() -> mean.add(run, 2, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(mean::step).hasMessage("Accumulation: nothing was added since the last step");
        mean.add(run, 2, 0);
        mean.step();
    }

    @Test
    void parametersThatChangedSinceAreNoticed() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        mean.add(backward(runs, batch(2)), 2);
        runs.parameters().set(model.b, Tensor.ones(1, 1));
        assertThatThrownBy(mean::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The parameters changed since the backward pass");
    }

    @Test
    void weightsCount() {
        Parameter w = Parameter.of("w", Tensor.scalar(0));
        Parameters shared = Parameters.of(List.of(w));
        Run one = Run.of(Graph.of(w.multiply(1)), shared), ten = Run.of(Graph.of(w.multiply(10)), shared);
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        mean.add(backward(one), 1);
        mean.add(backward(ten), 2);
        mean.step();
        assertThat(shared.get(w).item()).isEqualTo(-7);
        mean.add(backward(one), 5);
        mean.step();
        assertThat(shared.get(w).item()).isEqualTo(-8);
    }

    @Test
    void oneBackwardPassIsAddedOnce() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        Run run = backward(runs, batch(3));
        mean.add(run, 3);
        assertThatThrownBy(() -> mean.add(run, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Accumulation: the gradients of this backward pass were already added; call"
                        + " forward() and backward() before the next add");
        mean.step();
        assertThatThrownBy(() -> mean.add(run, 3))
                .hasMessageContaining("The parameters changed since the backward pass");
    }

    @Test
    void nothingMakesNoStep() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        assertThatThrownBy(mean::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Accumulation: nothing was added since the last step");
        mean.add(backward(runs, batch(2)), 2);
        mean.step();
        assertThatThrownBy(mean::step).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrongWeightsAndStrangersAreRefused() {
        Accumulation mean = Accumulation.of(GradientDescent.of(1));
        Run run = backward(runs, batch(2));
        assertThatThrownBy(() -> mean.add(run, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Accumulation: the weight must be positive and finite, not 0.0");
        mean.add(run, 2);
        assertThatThrownBy(() -> mean.add(backward(BatchRuns.of(model::graph), batch(2)), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Accumulation: the runs do not share their Parameters; create them with"
                        + " Run.of(graph, parameters)");
        Run less = Run.of(Graph.of(model.W.sum()), runs.parameters());
        assertThatThrownBy(() -> mean.add(backward(less), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Accumulation: the graphs have different parameters: [W (2, 1)] and [W (2, 1), b (1, 1)]");
        assertThatThrownBy(() -> Accumulation.of(GradientDescent.of(1)).add(runs.feed(batch(5)), 5))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Batch batch(int size) {
        Tensor x = ClassificationModel.features(size);
        return Batch.of(x, ClassificationModel.targets(x));
    }

    private static Run backward(BatchRuns runs, Batch batch) {
        return backward(runs.feed(batch));
    }

    private static Run backward(Run run) {
        run.forward();
        run.backward();
        return run;
    }
}
