package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Orders;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The likely causes of reports, for rules whose smallest case shows another pattern than their mistake. */
class LikelyCauseTest {
    private static final UnaryOperator<double[]> PRODUCTS = x -> {
        double[] products = x.clone();
        Arrays.parallelPrefix(products, (a, b) -> a * b);
        return products;
    };

    private static final UnaryOperator<double[]> MAXIMA = x -> {
        double[] maxima = x.clone();
        Arrays.parallelPrefix(maxima, Math::max);
        return maxima;
    };

    private static final UnaryOperator<double[]> SORTED = x -> {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted;
    };

    /** The sums of each element and those after it. */
    private static Node backwards(Node x) {
        return x.flip(0).cumulativeSum(0).flip(0);
    }

    /** The report of an op of a vector with this value and this rule, given the op and upstream. */
    private static String report(UnaryOperator<double[]> value, Values values, BiFunction<Op, Node, Node> rule) {
        OpSpec spec = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> System.arraycopy(value.apply(in[0]), 0, out, 0, out.length),
                        (self, u) -> List.of(rule.apply(self, u))))
                .input("x", Dims.dims("n"), values)
                .size("n", 1, 4)
                .referenceTensor(
                        in -> Tensor.of(in.get(0).shape(), value.apply(in.get(0).toArray())));
        return Trial.of(spec, Law.GRADIENT, 200, 1).orElseThrow().complete("").report();
    }

    /** Its smallest case is one 0, where the gradient is 0 as if the input were taken as a constant. */
    @Test
    void aCumulativeProductThatIsWrongAtZeros() {
        assertThat(report(PRODUCTS, Values.between(-10, 10), (self, u) -> {
                    Node x = self.input(0);
                    Node divisor = x.equal(0).where(Constant.of(1), x);
                    return x.equal(0)
                            .where(Constant.of(0), backwards(u.multiply(self)).divide(divisor));
                }))
                .contains("likely cause  for x the gradient is wrong only where x = 0: there, the gradient is zero\n");
    }

    @Test
    void aRuleThatIsWrongForOneElementOnly() {
        assertThat(report(
                        UnaryOperator.identity(),
                        Values.any(),
                        (self, u) -> u.multiply(self.shape().elements() == 1 ? 0 : 1)))
                .contains(
                        "likely cause  for x the gradient is wrong for some elements only: there, the gradient is zero");
    }

    /** Its smallest case is wrong at index 0, others are elsewhere. */
    @Test
    void aCumulativeMaximumThatIsWrongWhereItStays() {
        assertThat(report(
                        MAXIMA,
                        Values.any().distinct(),
                        (self, u) -> self.input(0).equal(self).where(u, Constant.of(0))))
                .contains("likely cause  for x the gradient is wrong for some elements only\n");
    }

    @Test
    void aSortWithThePermutationInPlaceOfItsInverse() {
        assertThat(report(
                        SORTED,
                        Values.any().distinct(),
                        (self, u) -> u.take(Orders.argSort(self.input(0), 0, false), 0)))
                .contains(
                        "likely cause  for x the gradient has the right numbers at the wrong elements: is a permutation"
                                + " missing or inverted?");
    }

    @Test
    void aSortWithoutItsPermutation() {
        assertThat(report(SORTED, Values.any().distinct(), (self, u) -> u))
                .contains("likely cause  for x the gradient has the right numbers at the wrong elements");
    }
}
