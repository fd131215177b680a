package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What the tests of ops ask of values and gradients. */
final class Probe {
    /** Of a five-point stencil, whose error grows with the fourth power. */
    private static final double STEP = 1.0 / 128;

    private Probe() {}

    /** Shapes of these ranks with sizes from {@code minSize} to 4. */
    static Arbitrary<Shape> shapes(int minRank, int maxRank, int minSize) {
        return Arbitraries.integers()
                .between(minSize, 4)
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
