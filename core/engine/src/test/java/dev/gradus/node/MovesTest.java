package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of NumPy's functions of the same names, unless said otherwise. */
class MovesTest {
    private static final Node X = Constant.of("x", Tensor.generate(Shape.of(3, 4), i -> i + 1));
    private static final Node CUBE = Constant.of("c", Tensor.generate(Shape.of(2, 3, 4), i -> i));
    private static final Node ROW = Constant.of("r", Tensor.of(new double[] {0, 1, 2}));
    private static final Input NAMED = Input.of("x", Shape.of(2, 1, 3, 1).named("n_batch", "", "n_in", "n_out"));

    private static void assertIs(Node node, double[]... rows) {
        assertThat(Probe.value(node)).isEqualTo(Tensor.of(rows));
    }

    private static void assertIs(Node node, double... numbers) {
        assertThat(Probe.value(node)).isEqualTo(Tensor.of(numbers));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    @Test
    void axesComeAndGoWithTheirNames() {
        assertThat(NAMED.squeeze().shape()).hasToString("(n_batch=2, n_in=3)");
        assertThat(NAMED.squeeze(1).shape()).hasToString("(n_batch=2, n_in=3, n_out=1)");
        assertThat(NAMED.squeeze(-1, 1).shape()).hasToString("(n_batch=2, n_in=3)");
        assertThat(NAMED.expandDims(1).shape()).hasToString("(n_batch=2, 1, 1, n_in=3, n_out=1)");
        assertThat(NAMED.expandDims(-1).shape()).hasToString("(n_batch=2, 1, n_in=3, n_out=1, 1)");
        assertThat(Moves.moveAxis(NAMED, 0, -1).shape()).hasToString("(1, n_in=3, n_out=1, n_batch=2)");
        assertThat(Moves.moveAxis(NAMED, 2, 0).shape()).hasToString("(n_in=3, n_batch=2, 1, n_out=1)");
        assertThat(Moves.swapAxes(NAMED, 0, 2).shape()).hasToString("(n_in=3, 1, n_batch=2, n_out=1)");
        assertThat(Moves.flatten(NAMED, 1, -1).shape()).hasToString("(n_batch=2, 3)");
        assertThat(Constant.of(2).expandDims(0).shape()).isEqualTo(Shape.of(1));
        assertRefused(
                () -> X.squeeze(1), "squeeze: axis 1 of x (3, 4) has size 4, not 1; use select for a single index");
        assertRefused(() -> X.expandDims(3), "expandDims: the result for x (3, 4) has no axis 3: it has rank 3");
        assertRefused(() -> Moves.moveAxis(X, 0, 2), "moveAxis: x (3, 4) has no axis 2: it has rank 2");
        assertRefused(() -> Moves.flatten(X, 1, 0), "flatten: axis 1 of x (3, 4) comes after axis 0");
    }

    @Test
    void oneSizeOfAShapeMayBeLeftOpen() {
        assertThat(X.reshape(2, -1).shape()).isEqualTo(Shape.of(2, 6));
        assertThat(X.reshape(-1)).hasToString("reshape(x, (12)) (12)");
        assertRefused(
                () -> X.reshape(5, -1),
                "Reshape: x (3, 4) has 12 elements, so -1 in [5, -1] cannot be inferred: the product of the other sizes is"
                        + " 5");
        assertRefused(
                () -> X.reshape(-1, 0, 2),
                "Reshape: x (3, 4) has 12 elements, so -1 in [-1, 0, 2] cannot be inferred: the product of the other sizes"
                        + " is 0");
        assertRefused(
                () -> X.reshape(-1, -1),
                "Reshape: [-1, -1] for x (3, 4) has more than one -1; only one size can be inferred");
    }

    @Test
    void partsAndWholes() {
        List<Node> parts = Moves.split(X, -1, 1, 3);
        assertIs(parts.get(0), new double[] {1}, new double[] {5}, new double[] {9});
        assertThat(Probe.value(Moves.concat(1, parts))).isEqualTo(Probe.value(X));
        assertThat(Probe.value(Moves.concat(1, parts.get(0), parts.get(1)))).isEqualTo(Probe.value(X));
        assertThat(Moves.chunk(X, 1, 2)).extracting(Node::shape).containsExactly(Shape.of(3, 2), Shape.of(3, 2));
        List<Node> rows = Moves.unstack(X, 0);
        assertIs(rows.get(2), 9, 10, 11, 12);
        assertThat(Probe.value(Moves.stack(0, rows))).isEqualTo(Probe.value(X));
        assertThat(Probe.value(Moves.stack(0, rows.get(0), rows.get(1), rows.get(2))))
                .isEqualTo(Probe.value(X));
        assertIs(X.select(1, -1), 4, 8, 12);
        assertIs(X.select(-2, 1), 5, 6, 7, 8);
        assertRefused(() -> X.select(0, 3), "select: axis 0 of x (3, 4) has no index 3: its size is 3");
        assertRefused(
                () -> Moves.split(X, 1, 1, 2),
                "split: the sizes [1, 2] must not be negative and must add up to 4, the size of axis 1 of x (3, 4)");
        assertRefused(
                () -> Moves.chunk(X, 1, 3),
                "chunk: axis 1 of x (3, 4) has size 4 and cannot be split into 3 equal parts; use split for unequal"
                        + " parts");
    }

    @Test
    void copies() {
        Node corner = X.slice(0, 0, 2).slice(1, 0, 2);
        double[] first = {1, 2, 1, 2, 1, 2}, second = {5, 6, 5, 6, 5, 6};
        assertIs(Moves.tile(corner, 2, 3), first, second, first, second);
        assertIs(Moves.repeat(corner, -1, 3), new double[] {1, 1, 1, 2, 2, 2}, new double[] {5, 5, 5, 6, 6, 6});
        assertThat(Moves.tile(corner, 0, 1).shape()).isEqualTo(Shape.of(0, 2));
        assertRefused(
                () -> Moves.tile(X, 2),
                "tile: x (3, 4) has rank 2 and takes one value of repeats per axis, but got 1:" + " [2]");
        assertRefused(() -> Moves.repeat(X, 0, -1), "repeat: axis 0 of x (3, 4) cannot be repeated -1 times");
    }

    @Test
    void turns() {
        assertIs(Moves.roll(ROW, 0, 1), 2, 0, 1);
        assertIs(Moves.roll(ROW, 0, -1), 1, 2, 0);
        assertIs(Moves.roll(ROW, -1, 5), 1, 2, 0);
        assertThat(Moves.roll(ROW, 0, -3)).isSameAs(ROW);
        assertThat(Moves.roll(Input.of("e", 0, 2), 0, 1).shape()).isEqualTo(Shape.of(0, 2));
        Node x = X.slice(0, 0, 2).slice(1, 0, 3);
        assertIs(Moves.rot90(x, 1, 0, 1), new double[] {3, 7}, new double[] {2, 6}, new double[] {1, 5});
        assertIs(Moves.rot90(x, 2, 0, 1), new double[] {7, 6, 5}, new double[] {3, 2, 1});
        assertIs(Moves.rot90(x, -1, 0, 1), new double[] {5, 1}, new double[] {6, 2}, new double[] {7, 3});
        assertThat(Moves.rot90(x, 4, 0, 1)).isSameAs(x);
        assertIs(
                Moves.rot90(CUBE, 1, 2, 0).select(1, 0),
                new double[] {12, 0},
                new double[] {13, 1},
                new double[] {14, 2},
                new double[] {15, 3});
    }

    @Test
    void diagonals() {
        assertIs(Moves.diagonal(X), 1, 6, 11);
        assertIs(Moves.diagonal(X, -2, 0, 1), 9);
        assertIs(Moves.diagonal(X, -1, 0, 1), 5, 10);
        assertIs(Moves.diagonal(X, 1, 0, 1), 2, 7, 12);
        assertIs(Moves.diagonal(X, 3, 0, 1), 4);
        assertIs(Moves.diagonal(CUBE, 1, 0, 2), new double[] {1, 14}, new double[] {5, 18}, new double[] {9, 22});
        assertIs(Moves.diagonal(CUBE, 1, 2, 0), new double[] {12}, new double[] {16}, new double[] {20});
        assertThat(Moves.diagonal(Input.of("e", 2, 0, 3)).shape()).isEqualTo(Shape.of(2, 0));
        assertRefused(
                () -> Moves.diagonal(X, 4, 0, 1),
                "diagonal: the matrices of x (3, 4), 3 by 4, have no diagonal with offset 4");
        assertRefused(() -> Moves.diagonal(ROW), "diagonal: r (3) has no axis -2: it has rank 1");

        Node v = Constant.of("v", Tensor.of(new double[] {1, 2}));
        assertIs(Moves.diag(v), new double[] {1, 0}, new double[] {0, 2});
        assertIs(Moves.diag(v, 1), new double[] {0, 1, 0}, new double[] {0, 0, 2}, new double[] {0, 0, 0});
        assertIs(Moves.diag(v, -1), new double[] {0, 0, 0}, new double[] {1, 0, 0}, new double[] {0, 2, 0});
        assertThat(Probe.value(Moves.diag(Constant.of(Tensor.zeros(0)), 1))).isEqualTo(Tensor.zeros(1, 1));
        assertThat(Probe.value(Moves.diagonal(Moves.diag(CUBE, -2), -2, -2, -1)))
                .isEqualTo(Probe.value(CUBE));
    }

    @Test
    void triangles() {
        assertIs(LinearAlgebra.tril(X, -1), new double[] {0, 0, 0, 0}, new double[] {5, 0, 0, 0}, new double[] {
            9, 10, 0, 0
        });
        assertIs(LinearAlgebra.triu(X, 1), new double[] {0, 2, 3, 4}, new double[] {0, 0, 7, 8}, new double[] {
            0, 0, 0, 12
        });
        assertThat(Probe.value(LinearAlgebra.tril(CUBE, 0).select(0, 1)))
                .isEqualTo(Probe.value(LinearAlgebra.tril(CUBE.select(0, 1), 0)));
        assertThat(Probe.value(LinearAlgebra.triu(Constant.of(Double.NaN).broadcastTo(Shape.of(2, 2)), 1))
                        .get(1, 0))
                .isZero();
        assertRefused(
                () -> LinearAlgebra.tril(ROW, 0),
                "Triangle: r (3) has rank 1, but a matrix has rank 2, and a batch of them more");
    }

    @Test
    void padding() {
        assertIs(Moves.padConstant(ROW, 0, 1, 2, -7), -7, 0, 1, 2, -7, -7);
        assertIs(Moves.padReflect(ROW, -1, 2, 2), 2, 1, 0, 1, 2, 1, 0);
        assertIs(Moves.padReplicate(ROW, 0, 2, 2), 0, 0, 0, 1, 2, 2, 2);
        assertIs(Moves.padCircular(ROW, 0, 2, 2), 1, 2, 0, 1, 2, 0, 1);
        assertThat(Moves.padReflect(CUBE, 1, 0, 2).shape()).isEqualTo(Shape.of(2, 5, 4));
        assertRefused(
                () -> Moves.padReflect(ROW, 0, 3, 0),
                "padReflect: axis 0 of r (3) has 3 elements, so at most 2 can be added at each end, not 3 and 0");
        assertThatThrownBy(() -> Moves.padCircular(ROW, 0, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padCircular: the numbers of elements added to axis 0 of r (3) must not be negative, but"
                        + " are -1 and 0; use slice to remove elements");
        assertThatThrownBy(() -> Moves.padConstant(ROW, 0, Integer.MAX_VALUE, 5, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("padConstant: r (3) would give (2147483647), more elements");
    }

    /** Of an even length, so that the last element lies in no window. */
    @Test
    void windows() {
        Node x = Constant.of("x", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}));
        assertIs(Moves.unfold(x, 0, 3, 2, 1), new double[] {1, 2, 3}, new double[] {3, 4, 5});
        assertIs(Moves.unfold(x, 0, 2, 1, 3), new double[] {1, 4}, new double[] {2, 5}, new double[] {3, 6});
        assertThat(Moves.unfold(CUBE, 1, 2, 1, 1).shape()).isEqualTo(Shape.of(2, 2, 2, 4));
        assertIs(Moves.fold(Moves.unfold(x, 0, 3, 2, 1), 0, 6, 2, 1), 1, 2, 6, 4, 5, 0);
        assertRefused(
                () -> Moves.unfold(x, 0, 3, 1, 3),
                "unfold: a window of 3 elements, 3 apart, spans 7 elements, but there are only 6");
        assertRefused(
                () -> Moves.fold(X, 0, 9, 1, 1),
                "fold: x (3, 4) has 3 windows along axis 0, but 6 windows fit into the length 9");
        assertThatThrownBy(() -> Moves.unfold(x, 0, 3, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unfold: size, step and dilation must be 1 or more, but are 3, 0 and 1");
    }

    /** A linear f has ⟨u, f(x)⟩ = ⟨∂⟨u, f⟩/∂x, x⟩. */
    @Test
    void gradientsMoveBack() {
        List<UnaryOperator<Node>> moves = List.of(
                x -> Moves.moveAxis(x, 0, 2),
                x -> x.select(1, -2),
                x -> x.slice(2, -3, Slice.END, 2),
                x -> Moves.tile(x, 2, 1, 3),
                x -> Moves.repeat(x, 1, 2),
                x -> Moves.roll(x, 2, 3),
                x -> Moves.rot90(x, 3, 0, 2),
                x -> Moves.diagonal(x, 1, 2, 0),
                x -> Moves.diag(x, -1),
                x -> LinearAlgebra.tril(x, 1),
                x -> Moves.padReflect(x, 2, 2, 3),
                x -> Moves.padReplicate(x, 0, 1, 2),
                x -> Moves.padCircular(x, 1, 3, 2),
                x -> Moves.unfold(x, 2, 2, 1, 2),
                x -> Moves.fold(x, 0, 4, 1, 1));
        for (UnaryOperator<Node> move : moves) {
            Node y = move.apply(CUBE);
            Node u = Constant.of(Probe.integers(y.shape(), 7));
            Node gradient = Gradients.of(y, u).wrt(CUBE);
            assertThat(Arrays.stream(Probe.value(gradient.multiply(CUBE)).toArray())
                            .sum())
                    .as(y.expression())
                    .isEqualTo(
                            Arrays.stream(Probe.value(y.multiply(u)).toArray()).sum());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2, 4 | 2 | TakeAlong: x (3, 4) has no axis 2: it has rank 2
            4    | 0 | TakeAlong: x (3, 4) and i (4) differ in rank: 2 ≠ 1; use take for whole slices
            2, 5 | 0 | TakeAlong: x (3, 4) and i (2, 5) may differ only in axis 0, along which it selects: 4 ≠ 5 in axis 1
            """)
    void anIndexForEachElement(String shape, int axis, String message) {
        Input i = Input.of(
                "i",
                Arrays.stream(shape.split(", ", -1)).mapToInt(Integer::parseInt).toArray());
        assertRefused(() -> X.takeAlongAxis(i, axis), message);
    }

    @Test
    void andBack() {
        Input words = Input.of("words", Shape.of(3, 2).named("n", "k"));
        assertThat(X.takeAlongAxis(words, 1)).hasToString("takeAlong(x, words, axis 1) (n=3, k=2)");
        assertThat(new ScatterAlong(words, words, -1, 9))
                .hasToString("scatterAlong(words, words, axis 1, size 9) (n=3, 9)");
        assertRefused(
                () -> new ScatterAlong(X, words, 0, 2),
                "ScatterAlong: x (3, 4) needs an index for each element, but words (n=3, k=2) has a different shape");
        assertThatThrownBy(() -> new ScatterAlong(words, words, 0, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ScatterAlong: the size of the result along axis 0 must not be negative, but is -2");
        assertThatThrownBy(() -> Probe.value(X.takeAlongAxis(Constant.of("i", Tensor.full(Shape.of(1, 4), 3)), 0)))
                .isInstanceOf(IndexValueException.class)
                .hasMessageContaining("TakeAlong: i (1, 4) holds 3 at [0, 0], but must hold integers from 0 to 2");
    }
}
