package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProductTest {

    /** With factors from −4 to 4 zeros are frequent, one or several among them. */
    @Property
    void gradientIsTheProductOfTheOthersEvenAtZeros(@ForAll @IntRange(max = 20) int count, @ForAll long seed) {
        Tensor x = Probe.integers(Shape.of(count), seed);
        Node node = Constant.of(x);
        assertThat(withoutSignOfZero(Gradients.of(node.prod()).wrt(node)))
                .containsExactly(IntStream.range(0, count)
                        .mapToDouble(i -> productWithout(x, Set.of(i)))
                        .toArray());
    }

    @Property(tries = 200)
    void secondDerivativeIsTheProductOfAllButTwo(@ForAll @IntRange(min = 1, max = 9) int count, @ForAll long seed) {
        Tensor x = Probe.integers(Shape.of(count), seed);
        Node node = Constant.of(x);
        Node gradient = Gradients.of(node.prod()).wrt(node);
        for (int i = 0; i < count; i++) {
            int row = i;
            Node element = gradient.slice(0, row, row + 1);
            assertThat(withoutSignOfZero(Gradients.of(element).wrt(node)))
                    .containsExactly(IntStream.range(0, count)
                            .mapToDouble(j -> j == row ? 0 : productWithout(x, Set.of(row, j)))
                            .toArray());
        }
    }

    private static double productWithout(Tensor x, Set<Integer> left) {
        return IntStream.range(0, x.shape().elements())
                        .filter(i -> !left.contains(i))
                        .mapToDouble(i -> x.toArray()[i])
                        .reduce(1, (a, b) -> a * b)
                + 0.0;
    }

    private static double[] withoutSignOfZero(Node node) {
        return Probe.value(node).map(value -> value + 0.0).toArray();
    }

    @Property(tries = 20)
    void threeDerivativesAreRightOverAnyAxes(@ForAll boolean keepDims, @ForAll Set<@IntRange(max = 2) Integer> axes) {
        Tensor x = Tensor.generate(Shape.of(2, 3, 2), i -> i % 4 == 1 ? 0 : i / 4.0 - 1.2);
        int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
        Probe.assertDerivatives(node -> new Product(node, keepDims, reduced), x, 3);
    }

    @Example
    void isATreeOfNeighbors() {
        double[] x = {1.1, 1.3, 1.7, 1.9, 2.3, 2.9, 3.1};
        double expected = ((x[0] * x[1]) * (x[2] * x[3])) * ((x[4] * x[5]) * x[6]);
        assertThat(Probe.value(Constant.of(Tensor.of(x)).prod())).isEqualTo(Tensor.scalar(expected));
    }

    @Example
    void derivativesGrowWithTheLogarithmOfTheCount() {
        Node x = Input.of("x", 1024);
        Node gradient = Gradients.of(x.prod()).wrt(x);
        assertThat(TopologicalOrder.of(List.of(gradient))).hasSizeLessThan(100);
    }
}
