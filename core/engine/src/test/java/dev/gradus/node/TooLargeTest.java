package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A result that no array can hold is refused where it is made, in the op's name and with its operands. */
class TooLargeTest {
    private static final int MANY = 50_000;

    private final Input column = Input.of("column", MANY, 1);
    private final Input row = Input.of("row", 1, MANY);

    @Test
    void broadcasting() {
        assertRefused(
                () -> column.add(row), "AddBroadcast: column (50000, 1), row (1, 50000) would give (50000, 50000)");
        assertRefused(() -> row.where(column, column), "Where: row (1, 50000), column (50000, 1), column (50000, 1)");
        assertRefused(() -> column.where(column, row), "Where: column (50000, 1), row (1, 50000) would give");
    }

    @Test
    void broadcastingOfThreeOfWhichAnyTwoFit() {
        Input c = Input.of("c", 2000, 1, 1), a = Input.of("a", 1, 2000, 1), b = Input.of("b", 1, 1, 2000);
        assertRefused(
                () -> c.where(a, b),
                "Where: c (2000, 1, 1), a (1, 2000, 1), b (1, 1, 2000) would give (2000, 2000, 2000)");
    }

    @Test
    void matrixProducts() {
        assertRefused(() -> column.matMul(row), "MatMul: column (50000, 1), row (1, 50000) would give (50000, 50000)");
        Input batch = Input.of("batch", MANY, 1, 2, 3), other = Input.of("other", 1, MANY, 3, 2);
        assertRefused(
                () -> batch.batchMatMul(other),
                "BatchMatMul: batch (50000, 1, 2, 3), other (1, 50000, 3, 2) would give (50000, 50000, 2, 2)");
        assertRefused(() -> column.batchMatMul(row), "BatchMatMul: column (50000, 1), row (1, 50000) would give");
    }

    @Test
    void joiningAndPadding() {
        Input large = Input.of("large", 1 << 30, 1);
        assertRefused(() -> large.concat(0, large), "Concat: large (1073741824, 1), large (1073741824, 1) would give");
        assertRefused(() -> large.stack(0, large), "Stack: large (1073741824, 1), large (1073741824, 1) would give");
        assertRefused(() -> large.pad(1, 0, 1), "Pad: large (1073741824, 1) would give (1073741824, 2)");
        assertRefused(
                () -> large.pad(0, Integer.MAX_VALUE, 0), "Pad: large (1073741824, 1) would give (2147483647, 1)");
    }

    @Test
    void indexing() {
        Input labels = Input.of("labels", Shape.of(MANY).named("n"));
        assertRefused(() -> labels.oneHot(MANY), "OneHot: labels (n=50000) would give (50000, 50000)");
        assertRefused(() -> row.take(labels, 0), "Gather: row (1, 50000), labels (n=50000) would give (50000, 50000)");
        Input updates = Input.of("updates", MANY, MANY / 2);
        assertRefused(
                () -> updates.scatterAdd(labels, 0, 2 * MANY),
                "ScatterAdd: updates (50000, 25000), labels (n=50000) would give (100000, 25000)");
    }

    @Test
    void windows() {
        Input long1 = Input.of("x", 1 << 30);
        assertRefused(() -> Moves.unfold(long1, 0, 3, 1, 1), "unfold: x (1073741824) would give (1073741822, 3)");
        assertRefused(
                () -> Moves.unfold(Input.of("x", 1 << 16, 1 << 10), 1, 512, 1, 1),
                "unfold: x (65536, 1024) would give (65536, 513, 512)");
        assertThatThrownBy(() -> Moves.fold(Input.of("x", 10, 1 << 20), 0, 1 << 30, 1, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("fold: x (10, 1048576) has 10 windows along axis 0, but 1072693249 windows fit into the "
                        + "length 1073741824");
        assertRefused(
                () -> Pools.averagePool(Input.of("x", MANY, MANY / 2, 1), PoolWindows.adaptive(2)),
                "averagePool: (50000, 25000, 1) would give [50000, 25000, 2]");
        assertThatThrownBy(() ->
                        Pools.maxPool(Input.of("x", 1, 1, 10), PoolWindows.of(5).dilation(1 << 30)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a window reaches over 4294967297 elements");
        assertThat(Pools.averagePool(
                                Input.of("x", 1, 1, 10),
                                PoolWindows.of(3).stride(Integer.MAX_VALUE).padding(1))
                        .shape())
                .isEqualTo(Shape.of(1, 1, 1));
    }

    @Test
    void convolutions() {
        assertRefused(
                () -> Convolutions.conv1d(Input.of("x", 1 << 16, 1, 4), Input.of("w", 1 << 16, 1, 3)),
                "Convolution: x (65536, 1, 4), w (65536, 1, 3) would give");
        Input x = Input.of("x", 1, 1, 4), w = Input.of("w", 1, 1, 5);
        assertRefused(
                () -> Convolutions.conv1d(
                        x, w, ConvolutionOptions.of().padding(1 << 30).stride(1 << 20)),
                "Convolution: along axis 2 x (1, 1, 4) with its padding, 1073741824 and 1073741824 zeros, would have "
                        + "2147483652");
        assertRefused(
                () -> Convolutions.transposed(x, w, ConvolutionOptions.of().dilation(1 << 30)),
                "transposed: along axis 2 the kernel w (1, 1, 5) reaches over 4294967297 elements");
        assertRefused(
                () -> Convolutions.transposed(x, w, ConvolutionOptions.of(), Integer.MAX_VALUE),
                "transposed: along axis 2 the kernel w (1, 1, 5) reaches over 5 elements, to which a surplus of "
                        + "2147483647 is added");
        assertRefused(
                () -> Convolutions.transposed(
                        Input.of("x", 1, 1, 1 << 20), w, ConvolutionOptions.of().stride(1 << 20)),
                "Pad: x (1, 1, 1048576) would give (1, 1, 2147483647)");
    }

    @Test
    void copiesAndGrids() {
        Input v = Input.of("v", MANY), few = Input.of("few", 3);
        assertRefused(() -> Moves.tile(v, MANY), "tile: v (50000) would give (50000, 50000)");
        assertRefused(() -> Moves.repeat(v, 0, MANY), "repeat: v (50000) would give (50000, 50000)");
        assertRefused(() -> Moves.diag(v), "diag: v (50000) would give (50000, 50000)");
        assertRefused(() -> Moves.diag(few, Integer.MIN_VALUE), "diag: few (3) would give (2147483647, 2147483647)");
        assertRefused(() -> Moves.diag(few, Integer.MAX_VALUE), "diag: few (3) would give (2147483647, 2147483647)");
        assertRefused(() -> Moves.meshGrid(v, v).get(0), "meshGrid: v (50000), v (50000) would give (50000, 50000)");
        assertRefused(() -> Moves.cartesianProduct(v, v), "meshGrid: v (50000), v (50000) would give (50000, 50000)");
        assertRefused(() -> Moves.combinations(v, 2), "combinations: v (50000) would give (1249975000, 2)");
        assertRefused(() -> Moves.combinations(v, 5), "combinations: v (50000) would give (2147483647, 5)");
        Input wide = Input.of("wide", 1, 1 << 30);
        assertRefused(
                () -> Moves.blockDiagonal(wide, wide, wide),
                "blockDiagonal: wide (1, 1073741824), wide (1, 1073741824), wide (1, 1073741824) would give "
                        + "(3, 2147483647)");
        assertRefused(
                () -> Moves.padReplicate(Input.of("x", 1 << 30), 0, 1 << 30, 1 << 30),
                "padReplicate: x (1073741824) would give (2147483647)");
        assertRefused(() -> Pools.upsampleCubic(Input.of("x", 1, 1, 2, 2), false, MANY, MANY), "Gather: ");
        assertRefused(
                () -> Pools.maxUnpool(Input.of("x", 1, 1, 2, 2), Input.of("p", 1, 1, 2, 2), MANY, MANY),
                "maxUnpool: x (1, 1, 2, 2) would give [1, 1, 50000, 50000]");
        assertThatThrownBy(() -> Pools.pixelShuffle(Input.of("x", 1, 4, 2, 2), 1 << 16))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cannot be divided into squares of 65536 by 65536");
        assertRefused(
                () -> Pools.pixelShuffle(Input.of("x", 1, 0, 2, 2), 65535),
                "pixelShuffle: x (1, 0, 2, 2) would give [1, 0, 65535, 65535, 2, 2]");
    }

    @Test
    void products() {
        Input v = Input.of("v", MANY);
        assertRefused(() -> LinearAlgebra.outer(v, v), "MultiplyBroadcast: reshape(v, (50000, 1)) (50000, 1)");
        assertRefused(() -> LinearAlgebra.kron(v, v), "MultiplyBroadcast: reshape(v, (50000, 1)) (50000, 1)");
        assertRefused(() -> LinearAlgebra.vander(v, MANY), "PowBroadcast: ");
        assertRefused(() -> LinearAlgebra.einsum("i,j->ij", v, v), "MultiplyBroadcast: ");
        assertRefused(
                () -> LinearAlgebra.einsum("ik,jk->ij", column, column),
                "MatMul: column (50000, 1), columnᵀ (1, 50000) would give (50000, 50000)");
    }

    @Test
    void reshapes() {
        Input v = Input.of("v", 1 << 16);
        assertRefused(() -> v.reshape(1 << 16, 1 << 16), "Reshape: v (65536) would give (65536, 65536)");
        assertThatThrownBy(() -> v.reshape(1 << 16, (1 << 16) + 1, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("-1 in [65536, 65537, -1] cannot be inferred");
        assertRefused(() -> Moves.tile(Moves.flatten(Input.of("x", 1 << 15, 1 << 15, 0), 0, 1), 4, 1), "tile: ");
    }

    /** Its channels times all elements are more than 2³¹. */
    @Test
    void normsOfLargeArraysAreMade() {
        Input gain = Input.of("gain", 64), shift = Input.of("shift", 64);
        for (int groups : new int[] {1, 4, 64}) {
            assertThat(Norms.groupNorm(Input.of("x", 4, 64, 512, 512), groups, gain, shift, 1e-5)
                            .shape())
                    .isEqualTo(Shape.of(4, 64, 512, 512));
        }
        assertThat(Norms.groupNorm(Input.of("x", 0, 64, 512, 512), 4, gain, shift, 1e-5)
                        .shape())
                .isEqualTo(Shape.of(0, 64, 512, 512));
    }

    /** Gradients of as many elements as there can be, or nearly. */
    @Test
    void rulesOfTheLongestArraysAreMade() {
        for (int less : new int[] {0, 1, 4095, 8191}) {
            Input x = Input.of("x", Integer.MAX_VALUE - 8 - less);
            for (Node J : List.of(
                    x.square().mean(),
                    x.cumulativeSum(0).sum(),
                    x.softmax(0).square().sum(),
                    x.slice(0, 5, 10).sum(),
                    Orders.sort(x, 0, false).square().sum())) {
                assertThat(Gradients.of(J).wrt(x).shape()).isEqualTo(x.shape());
            }
        }
    }

    /** Axes of size 0 do not excuse the others: strides would overflow. */
    @Test
    void emptyResultsToo() {
        assertRefused(
                () -> Input.of("a", 0, MANY, 1).multiply(Input.of("b", 1, 1, MANY)),
                "MultiplyBroadcast: a (0, 50000, 1), b (1, 1, 50000) would give (0, 50000, 50000)");
    }

    /** The longest array, and no further. */
    @Test
    void whatFitsIsTaken() {
        Input x = Input.of("x", 1, Integer.MAX_VALUE - 9);
        assertThat(x.pad(1, 0, 1).shape()).isEqualTo(Shape.of(1, Integer.MAX_VALUE - 8));
        assertRefused(() -> x.pad(1, 0, 2), "Pad: x (1, 2147483638) would give (1, 2147483640)");
    }

    private static void assertRefused(Supplier<Node> node, String message) {
        assertThatThrownBy(node::get)
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("more elements than an array can hold");
    }
}
