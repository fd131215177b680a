package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Orders;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Laws disturb numbers to see how much rounding a rule has. Indices and comparisons have none: they stay as they are,
 * and so does what is computed from them only.
 */
class UndisturbedTest {
    private static final double[] X = {0.3, -1, 2};
    private static final double[] UPSTREAM = {1, 10, 100};

    /** The softmax of the sorted numbers, whose rule counts for each number those that are sorted before it. */
    private static final class SoftmaxOfSorted extends Op {
        SoftmaxOfSorted(Node x) {
            super(x.shape(), x, SoftmaxOfSorted::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
            Arrays.sort(out);
            double largest = out[out.length - 1];
            double sum = 0;
            for (int i = 0; i < out.length; i++) {
                out[i] = StrictMath.exp(out[i] - largest);
                sum += out[i];
            }
            for (int i = 0; i < out.length; i++) {
                out[i] /= sum;
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            int n = shape().size(0);
            Node x = input(0);
            Node before = Constant.of(Tensor.generate(Shape.of(n, n), i -> i % n < i / n ? 1 : 0));
            Node own = x.reshape(n, 1);
            Node others = x.reshape(1, n);
            Node ranks =
                    own.greater(others).add(own.equal(others).multiply(before)).sum(1);
            Node slope = multiply(upstream.subtract(multiply(upstream).sum()));
            return List.of(slope.take(ranks, 0));
        }
    }

    @Test
    void theSoftmaxOfSortedNumbersIsRight() {
        OpSpec spec = OpSpec.unary(SoftmaxOfSorted::new)
                .input("x", Dims.dims("n"), Values.any().distinct())
                .size("n", 1, 4)
                .referenceTensor(in -> {
                    double[] sorted = in.get(0).toArray();
                    Arrays.sort(sorted);
                    double sum = Arrays.stream(sorted)
                            .map(x -> Math.exp(x - sorted[sorted.length - 1]))
                            .sum();
                    return Tensor.generate(
                            in.get(0).shape(), i -> Math.exp(sorted[i] - sorted[sorted.length - 1]) / sum);
                });
        Laws.check(spec, 1, 20);
    }

    /** An op with this gradient for its first input, and zero for the others. */
    private static Op withRule(BiFunction<List<Node>, Node, Node> rule, Node... inputs) {
        return new Op(inputs[0].shape(), inputs) {
            @Override
            public void forward(double[][] in, double[] out) {
                System.arraycopy(in[0], 0, out, 0, out.length);
            }

            @Override
            public List<Node> backward(Node upstream) {
                return Stream.concat(
                                Stream.of(rule.apply(inputs(), upstream)),
                                inputs().stream().skip(1).map(other -> zero()))
                        .toList();
            }

            @Override
            public Op withInputs(List<Node> others) {
                return withRule(rule, others.toArray(Node[]::new));
            }
        };
    }

    private static double[] terms(BiFunction<List<Node>, Node, Node> rule, double[]... in) {
        Node[] inputs =
                Arrays.stream(in).map(values -> Input.of("x", values.length)).toArray(Node[]::new);
        return Backward.of(withRule(rule, inputs)).terms(in, UPSTREAM, 0);
    }

    /** The number of elements that are less, as a sum of comparisons. */
    private static Node ranks(Node x) {
        Node others = x.reshape(1, 3);
        return x.reshape(3, 1).greater(others).sum(1);
    }

    @Test
    void aSumOfComparisonsIsAnIndex() {
        assertThat(terms((in, u) -> u.take(ranks(in.get(0)), 0), X)).satisfies(UndisturbedTest::areThoseOfUpstream);
    }

    @Test
    void aSumOfIndicesThatTheOpIsGivenIsAnIndex() {
        double[] indices = {0, 1, 2};
        assertThat(terms((in, u) -> u.take(in.get(1).multiply(2).subtract(in.get(1)), 0), X, indices))
                .satisfies(UndisturbedTest::areThoseOfUpstream);
    }

    /** Disturbed numbers that nearly tie would change places. */
    @Test
    void numbersAreSortedUndisturbed() {
        double[] close = {1, 1 + 1e-12, 2};
        assertThat(terms((in, u) -> u.take(Orders.argSort(in.get(0).multiply(2), 0, false), 0), close))
                .satisfies(UndisturbedTest::areThoseOfUpstream);
    }

    /** The terms of x² in (x > 0) + x² − x² − (x > 0) + u, which is u. */
    @Test
    void whatIsComputedFromOtherNumbersAsWellIsDisturbed() {
        double[] terms = terms(
                (in, u) -> {
                    Node x = in.get(0).multiply(1e4);
                    Node positive = x.greater(0);
                    return positive.add(x.square())
                            .subtract(x.square())
                            .subtract(positive)
                            .add(u);
                },
                X);
        assertThat(terms[2]).isGreaterThan(1e8);
    }

    /** A number that is treated as a constant is rounded like any other. */
    @Test
    void whatStopsTheGradientIsDisturbed() {
        double[] terms = terms(
                (in, u) -> {
                    Node x = in.get(0).multiply(1e4);
                    return x.square().stopGradient().subtract(x.square()).add(u);
                },
                X);
        assertThat(terms[2]).isGreaterThan(1e8);
    }

    private static void areThoseOfUpstream(double[] terms) {
        assertThat(Arrays.stream(terms).max().orElseThrow()).isBetween(1.0, 300.0);
    }
}
