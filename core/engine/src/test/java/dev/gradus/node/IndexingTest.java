package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexingTest {
    @Example
    void indicesGetZero() {
        Node x = Constant.of(Tensor.of(new double[] {5, 6, 7}));
        Node indices = Constant.of(Tensor.of(new double[] {2, 0}));
        Node one = x.take(indices, 0)
                .sum()
                .add(x.scatterAdd(x.argMax(0).oneHot(3), 0, 2).sum());
        assertThat(Probe.value(Gradients.of(one).wrt(indices))).isEqualTo(Tensor.zeros(2));
    }

    @Example
    void namesComeFromBothOperands() {
        Node x = Input.of("W", Shape.of(5, 3).named("vocabulary", "n_embedding"));
        Node words = Input.of("words", Shape.of(2, 7).named("n_batch", "n_time"));
        assertThat(x.take(words, 0))
                .hasToString("gather(W, words, axis vocabulary) (n_batch=2, n_time=7, n_embedding=3)");
        assertThat(x.take(words, 0).scatterAdd(words, 0, 5).shape()).hasToString("(5, n_embedding=3)");
        assertThat(words.oneHot(5)).hasToString("oneHot(words, depth 5) (n_batch=2, n_time=7, 5)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0, 7, 1    | i (3) holds 7 at [1], but must hold integers from 0 to 3
            0, -1, 1   | i (3) holds −1 at [1], but must hold integers from 0 to 3
            0, 1, 2.5  | i (3) holds 2.5 at [2], but must hold integers from 0 to 3
            NaN, 1, 2  | i (3) holds NaN at [0], but must hold integers from 0 to 3
            0, 1, 1e20 | i (3) holds 1e+20 at [2], but must hold integers from 0 to 3
            4, 1, 2    | i (3) holds 4 at [0], but must hold integers from 0 to 3; they seem to count from 1, did you mean i.subtract(1)?
            """)
    void refusesWhatIsNoIndexWhenRun(String values, String message) {
        Node i = Constant.of(
                "i",
                Tensor.of(Arrays.stream(values.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
        assertThatThrownBy(() -> Probe.value(i.oneHot(4)))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("OneHot: " + message);
        Node x = Constant.of(Tensor.zeros(2, 4));
        assertThatThrownBy(() -> Probe.value(x.take(i, 1)))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("Gather: " + message);
        Node updates = Constant.of(Tensor.zeros(3));
        assertThatThrownBy(() -> Probe.value(updates.scatterAdd(i, 0, 4)))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("ScatterAdd: " + message);
    }

    @Example
    void thereIsNoIndexIntoNothing() {
        Node i = Constant.of("i", Tensor.scalar(0));
        assertThatThrownBy(() -> Probe.value(i.oneHot(0)))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("OneHot: i () holds 0, but there is nothing to choose from");
        assertThat(Input.of("updates", 4, 0).scatterAdd(Input.of("j", 0), 1, 0).shape())
                .isEqualTo(Shape.of(4, 0));
        assertThat(Probe.value(Constant.of(Tensor.zeros(0)).oneHot(0))).isEqualTo(Tensor.zeros(0, 0));
        assertThat(Probe.value(Constant.of(Tensor.scalar(-0.0)).oneHot(1))).isEqualTo(Tensor.ones(1));
    }

    @Example
    void withoutUpdatesNothingChanges() {
        Input x = Input.of("x", 2, 3), none = Input.of("none", 0, 3), slices = Input.of("slices", 2, 0);
        Node noIndices = Constant.of(Tensor.zeros(0, 3));
        List<Node> unchanged = new ArrayList<>(List.of(
                Indexing.scatter(x, 0, noIndices, none),
                Indexing.indexCopy(x, 1, Constant.of(Tensor.zeros(0)), slices),
                Indexing.withSlice(x, 0, 1, none),
                Moves.indexAdd(x, 1, Constant.of(Tensor.zeros(0)), slices),
                Moves.indexFill(x, 1, Constant.of(Tensor.zeros(0)), 7)));
        for (Indexing.ScatterReduction reduction : Indexing.ScatterReduction.values()) {
            for (boolean includesX : new boolean[] {true, false}) {
                unchanged.add(Indexing.scatterReduce(x, 0, noIndices, none, reduction, includesX));
            }
        }
        Tensor numbers = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        for (Node node : unchanged) {
            Gradients gradients = Gradients.of(node.sum());
            Evaluator evaluator = Evaluator.of(Graph.of(node, gradients.wrt(x), none, slices));
            evaluator.feed(x, numbers).feed(none, Tensor.zeros(0, 3)).feed(slices, Tensor.zeros(2, 0));
            assertThat(evaluator.value(node)).as("%s", node).isEqualTo(numbers);
            assertThat(evaluator.value(gradients.wrt(x))).as("%s", node).isEqualTo(Tensor.ones(2, 3));
            assertThat(gradients.wrt(none).shape()).isEqualTo(none.shape());
        }
    }

    /** Indices without an axis choose one slice, and the axis is gone. */
    @Example
    void oneIndexChoosesOneSlice() {
        Node x = Constant.of(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertThat(Probe.value(x.take(Constant.of(1), 0))).isEqualTo(Tensor.of(new double[] {4, 5, 6}));
        assertThat(Probe.value(x.take(Constant.of(2), -1))).isEqualTo(Tensor.of(new double[] {3, 6}));
    }

    @Example
    void refusesShapesThatDoNotFit() {
        Node x = Input.of("x", 4, 6);
        Node i = Input.of("i", 3);
        assertThatThrownBy(() -> x.take(i, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Gather: x (4, 6) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> x.scatterAdd(i, 1, 9))
                .isInstanceOf(ShapeException.class)
                .hasMessage("ScatterAdd: x (4, 6) must have the axes of i (3) from axis 1 on: 6 ≠ 3 in axis 1");
        assertThatThrownBy(() -> x.scatterAdd(Input.of("j", 4, 5), 0, 9))
                .hasMessage("ScatterAdd: x (4, 6) must have the axes of j (4, 5) from axis 0 on: 6 ≠ 5 in axis 1");
        assertThatThrownBy(() -> x.scatterAdd(Input.of("j", 1, 2, 3, 4), 0, 9))
                .hasMessage("ScatterAdd: the result for x (4, 6) at j (1, 2, 3, 4) has no axis 0: it has rank -1");
        assertThatThrownBy(() -> x.scatterAdd(i, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ScatterAdd: the size of the result along axis 0 must not be negative, but is -1");
        assertThatThrownBy(() -> i.oneHot(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OneHot: the depth for i (3) must not be negative, but is -1");
    }
}
