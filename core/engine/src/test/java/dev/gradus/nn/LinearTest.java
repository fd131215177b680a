package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LinearTest {
    private static final Tensor W0 = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void multipliesByWeightsAndAddsTheBias() {
        Linear layer = Linear.of("hidden", W0, Tensor.of(new double[][] {{100, 200, 300}}));
        Node z = layer.apply(Constant.of(Tensor.of(new double[][] {{1, 0}, {0, 1}, {1, -1}})));
        assertThat(Evaluator.of(Graph.of(z)).value(z)).isEqualTo(Tensor.of(new double[][] {
            {101, 202, 303}, {104, 205, 306}, {97, 197, 297}
        }));
    }

    @Test
    void takesSequencesAsItTakesTheirElementsOneByOne() {
        Linear layer = Linear.of("hidden", W0, Tensor.of(new double[][] {{100, 200, 300}}));
        Input x = Input.of("x", Shape.of(5, 4, 2).named("n_batch", "n_time", "n_in"));
        Node z = layer.apply(x);
        assertThat(z.shape()).hasToString("(n_batch=5, n_time=4, 3)");
        Node flat = layer.apply(x.reshape(20, 2)).reshape(5, 4, 3);
        Tensor numbers = Tensor.generate(x.shape(), i -> 0.5 * i - 7);
        Evaluator all = Evaluator.of(Graph.of(z, flat)).feed(x, numbers);
        assertThat(all.value(z)).isEqualTo(all.value(flat));
    }

    @Test
    void layersOfOneGraphHaveNamesOfTheirOwn() {
        Input x = Input.of("x", 4, 2);
        Linear hidden = Linear.of("hidden", W0);
        Linear output = Linear.of("output", Tensor.zeros(3, 1));
        Graph graph = Graph.of(x.then(hidden).relu().then(output).named("z"));
        assertThat(graph.toString()).isEqualTo("""
                        x:(4, 2) input
                        hidden.W:(2, 3) parameter
                        hidden.b:(1, 3) parameter
                        output.W:(3, 1) parameter
                        output.b:(1, 1) parameter
                        z:(4, 1) = relu(x @ hidden.W + hidden.b) @ output.W + output.b""");
        assertThat(hidden.bias().initialValue()).isEqualTo(Tensor.zeros(1, 3));
    }

    @Test
    void parametersMayBeShared() {
        Parameter W = Parameter.of("W", Tensor.eye(2)), b = Parameter.of("b", Tensor.zeros(1, 2));
        Graph graph = Graph.of(Input.of("x", 3, 2).then(new Linear(W, b)).then(new Linear(W, b)));
        assertThat(graph.parameters()).containsExactly(W, b);
    }

    @Test
    void namesOfAxesAreKept() {
        Linear layer = Linear.of("layer", W0.named("n_in", "n_out"));
        Node z = layer.apply(Input.of("x", Shape.of(4, 2).named("n_batch", "n_in")));
        assertThat(z.shape()).hasToString("(n_batch=4, n_out=3)");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Linear layer = Linear.of("hidden", W0);
        assertThatThrownBy(() -> layer.apply(Input.of("x", 4, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("MatMul: inner sizes differ: x (4, 3) @ hidden.W (2, 3): 3 ≠ 2");
        assertThatThrownBy(() -> layer.apply(Input.of("x", 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Linear: x (2) has no axis for examples. Did you mean to reshape it to (1, 2)?");
        for (Tensor wrong : new Tensor[] {Tensor.zeros(3), Tensor.scalar(1), Tensor.zeros(1, 2, 3)}) {
            String message = "Linear: the weights hidden.W " + wrong.shape() + " must have the shape (n_in, n_out)";
            assertThatThrownBy(() -> Linear.of("hidden", wrong))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> Linear.of("hidden", wrong, Tensor.zeros(1, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(message);
        }
        assertThatThrownBy(() -> Linear.of("hidden", W0, Tensor.zeros(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Linear: the bias hidden.b (3) must have the shape (1, 3) for the weights hidden.W (2, 3)");
    }

    @Test
    void layersThatEverybodyBuildsAreDrawnFromTheirSizes() {
        Linear linear = Linear.of("hidden", 3, 4, NumpyRandom.seed(7));
        assertThat(linear.weights().initialValue())
                .isEqualTo(Initializers.xavierUniform(NumpyRandom.seed(7), Shape.of(3, 4)));
        assertThat(linear.bias().initialValue()).isEqualTo(Tensor.zeros(1, 4));
        assertThat(Embedding.of("words", 5, 2, NumpyRandom.seed(7)).weights().initialValue())
                .isEqualTo(RandomTensors.normal(NumpyRandom.seed(7), 0, 1, Shape.of(5, 2)));
        assertThat(LstmCell.of("lstm", 3, 2, NumpyRandom.seed(7)).bias().shape())
                .isEqualTo(Shape.of(1, 8));
        GruCell gru = GruCell.of("gru", 3, 2, NumpyRandom.seed(7));
        NumpyRandom random = NumpyRandom.seed(7);
        for (int gate = 0; gate < 3; gate++) {
            Tensor expected = Initializers.xavierUniform(random, Shape.of(3, 2));
            int first = 2 * gate;
            assertThat(Tensor.generate(
                            Shape.of(3, 2),
                            i -> gru.inputWeights().initialValue().get(i / 2, first + i % 2)))
                    .isEqualTo(expected);
        }
        assertThat(gru.stateWeights().shape()).isEqualTo(Shape.of(2, 6));
        assertThatThrownBy(() -> Linear.of("hidden", -1, 2, random)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Linear.of("hidden", 1, 2, null)).isInstanceOf(NullPointerException.class);
    }
}
