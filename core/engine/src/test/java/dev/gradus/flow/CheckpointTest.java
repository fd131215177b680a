package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final int WIDTH = 8;
    private static final int BATCH = 512;

    /** Layers of tanh, with a checkpoint after every k-th, or none if k is 0. */
    private static final class Net {
        final Input x = Input.of("x", BATCH, WIDTH);
        final List<Parameter> weights = new ArrayList<>();
        final Run run;

        Net(int layers, int k) {
            Node h = x;
            for (int layer = 1; layer <= layers; layer++) {
                Tensor start = NumpyRandom.seed(layer).normal(0, 0.4, Shape.of(WIDTH, WIDTH));
                weights.add(Parameter.of("W" + layer, start));
                h = h.matMul(weights.get(layer - 1)).tanh();
                h = k > 0 && layer % k == 0 ? Checkpoint.of(h) : h;
            }
            run = Run.of(Graph.of(h.square().mean()))
                    .feed(x, NumpyRandom.seed(0).randn(BATCH, WIDTH));
        }
    }

    @Test
    void changesNoBit() {
        Net plain = new Net(9, 0), checkpoints = new Net(9, 3);
        assertThat(checkpoints.run.forward()).isEqualTo(plain.run.forward());
        plain.run.backward();
        checkpoints.run.backward();
        Evaluator evaluator = checkpoints.run.evaluator();
        for (int i = 0; i < 9; i++) {
            Tensor gradient = plain.run.gradient(plain.weights.get(i));
            assertThat(checkpoints.run.gradient(checkpoints.weights.get(i))).isEqualTo(gradient);
            assertThat(evaluator.gradient(checkpoints.weights.get(i))).isEqualTo(gradient);
        }
    }

    /** The value of a layer takes 32 KiB; weights and their gradients, half a KiB each, are ignored. */
    @Test
    void memoryGrowsWithTheRootOfTheNumberOfLayers() {
        double value = Double.BYTES * BATCH * WIDTH;
        double all = new Net(100, 0).run.plan().bytes() / value;
        double some = new Net(100, 10).run.plan().bytes() / value;
        double four = new Net(400, 20).run.plan().bytes() / value;
        assertThat(all).isGreaterThan(200);
        assertThat(some).isLessThan(36);
        assertThat(four).isLessThan(2.2 * some);
    }

    @Test
    void severalNodesAreOnePart() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {0.3, -1.2}));
        Node shared = a.exp().named("shared");
        List<Node> both = Checkpoint.of(List.of(shared.sin(), shared.multiply(a)));
        Node J = both.get(0).multiply(both.get(1)).sum();
        Node same = shared.sin().multiply(shared.multiply(a)).sum();
        Evaluator numbers = Evaluator.of(Graph.of(J)), plain = Evaluator.of(Graph.of(same));
        assertThat(numbers.value(J)).isEqualTo(plain.value(same));
        assertThat(numbers.gradient(a)).isEqualTo(plain.gradient(a));
        Node second = Gradients.of(Gradients.of(J).wrt(a).square().sum()).wrt(a);
        GradientCheck.of(Run.of(Graph.of(J))).check().assertPassed();
        GradientCheck.of(Run.of(Graph.of(second.sum()))).check().assertPassed();
    }

    @Test
    void whatLeadsNowhereIsRefused() {
        Input x = Input.of("x", 2);
        assertThatThrownBy(() -> Checkpoint.of(x))
                .hasMessage("Checkpoint: there is nothing to recompute for x (2): it is a leaf");
        assertThatThrownBy(() -> Checkpoint.of(List.of())).hasMessageContaining("the list of nodes is empty");
    }
}
