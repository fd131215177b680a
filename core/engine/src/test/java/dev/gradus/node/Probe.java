package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What the tests of ops ask of values and gradients. */
final class Probe {
    /** Of a five-point stencil, whose error grows with the fourth power. */
    private static final double STEP = 1.0 / 128;

    private Probe() {}

    /** Shapes of these ranks with sizes from 0 to 4. */
    static Arbitrary<Shape> shapes(int minRank, int maxRank) {
        return Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMinSize(minRank)
                .ofMaxSize(maxRank)
                .map(Shape::of);
    }

    /** Small integers, so that sums and products are exact in whatever order. */
    static Tensor integers(Shape shape, long seed) {
        Random random = new Random(seed);
        return Tensor.generate(shape, position -> random.nextInt(-4, 5));
    }

    /** Distinct numbers between −2 and 2, none nearer to another than the stencil reaches. */
    static Tensor distinct(Shape shape, long seed) {
        int[] order = new Random(seed)
                .ints(0, Integer.MAX_VALUE)
                .distinct()
                .limit(shape.elements())
                .toArray();
        double[] sorted = Arrays.stream(order).sorted().mapToDouble(i -> i).toArray();
        return Tensor.generate(
                shape, position -> 4.0 * Arrays.binarySearch(sorted, order[position]) / shape.elements() - 1.9);
    }

    static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    /** The tensor of this shape whose elements are a function of their index. */
    static Tensor byIndex(Shape shape, ToDoubleFunction<int[]> element) {
        return Tensor.generate(shape, position -> element.applyAsDouble(shape.index(position)));
    }

    /** For each element of a reduction over these axes the elements that go into it, both in row-major order. */
    static List<double[]> members(Tensor x, Set<Integer> axes) {
        int[] kept = IntStream.range(0, x.shape().rank())
                .filter(axis -> !axes.contains(axis))
                .toArray();
        Shape result = Shape.of(Arrays.stream(kept).map(x.shape()::size).toArray());
        return IntStream.range(0, result.elements())
                .mapToObj(o -> IntStream.range(0, x.shape().elements())
                        .mapToObj(x.shape()::index)
                        .filter(at -> Arrays.equals(
                                Arrays.stream(kept).map(axis -> at[axis]).toArray(), result.index(o)))
                        .mapToDouble(x::get)
                        .toArray())
                .toList();
    }

    /** ⟨u, A x⟩ = ⟨Aᵀu, x⟩ for a linear op, exactly because all numbers are small integers. */
    static void assertAdjoint(UnaryOperator<Node> linear, Tensor x, long seed) {
        Node in = Constant.of(x);
        Node out = linear.apply(in);
        Tensor u = integers(out.shape(), seed);
        Tensor back = value(Gradients.of(out, Constant.of(u)).wrt(in));
        assertThat(dot(u, value(out))).isEqualTo(dot(back, x));
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.shape().elements(); i++) {
            sum += a.toArray()[i] * b.toArray()[i];
        }
        return sum;
    }

    /** The derivatives up to this order, each by differentiating the formula of the one before, equal differences. */
    static void assertDerivatives(Function<Node, Node> function, Tensor at, int orders) {
        Input x = Input.of("x", at.shape());
        Node j = weighted(function.apply(x));
        for (int order = 1; order <= orders; order++) {
            Node gradient = Gradients.of(j).wrt(x);
            double[] actual = evaluate(gradient, x, at).toArray();
            for (int i = 0; i < actual.length; i++) {
                double expected = (8 * (shifted(j, x, at, i, STEP) - shifted(j, x, at, i, -STEP))
                                - (shifted(j, x, at, i, 2 * STEP) - shifted(j, x, at, i, -2 * STEP)))
                        / (12 * STEP);
                assertThat(actual[i])
                        .as("derivative %d with respect to element %d of %s", order, i, at)
                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
            }
            j = weighted(gradient);
        }
    }

    private static double shifted(Node j, Input x, Tensor at, int element, double step) {
        double[] values = at.toArray();
        values[element] += step;
        return evaluate(j, x, Tensor.of(at.shape(), values)).item();
    }

    private static Tensor evaluate(Node node, Input x, Tensor at) {
        return Evaluator.of(Graph.of(node, x.sum())).feed(x, at).value(node);
    }

    private static Node weighted(Node node) {
        return node.multiply(Constant.of(Tensor.generate(node.shape(), i -> (i * 7 + 3) % 11 / 4.0 - 1)))
                .sum();
    }
}
