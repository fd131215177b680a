package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ops whose rule is a single op, as those of other programs are: the laws do not see its terms, which cancel.
 */
@Tag("long")
class OpaqueRulesTest {
    private static final long SEED = 1;
    private static final int TRIES = 200;

    private enum Vector {
        SOFTMAX(x -> softmax(x), (x, u) -> {
            double[] y = softmax(x);
            double mean = dot(y, u);
            return each(x, i -> y[i] * (u[i] - mean));
        }),
        UNIT(x -> each(x, i -> x[i] / norm(x)), (x, u) -> {
            double norm = norm(x);
            double along = dot(x, u) / (norm * norm * norm);
            return each(x, i -> u[i] / norm - x[i] * along);
        }),
        SCORE(x -> score(x), (x, u) -> {
            double[] y = score(x);
            double mean = sum(u) / u.length;
            double along = dot(y, u) / u.length;
            return each(x, i -> (u[i] - mean - y[i] * along) / deviation(x));
        });

        private final UnaryOperator<double[]> value;
        private final BinaryOperator<double[]> rule;

        Vector(UnaryOperator<double[]> value, BinaryOperator<double[]> rule) {
            this.value = value;
            this.rule = rule;
        }
    }

    @ParameterizedTest
    @EnumSource(Vector.class)
    void areNotAccusedOfRounding(Vector op) {
        Laws.check(spec(op.value, op.rule), SEED, TRIES);
    }

    /** Mistakes that are small, but larger than rounding. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9, 1e-11})
    void areAccusedOfWhatIsNotLinear(double part) {
        BinaryOperator<double[]> wrong = (x, u) -> {
            double[] right = Vector.SOFTMAX.rule.apply(x, u);
            return each(x, i -> right[i] + part * u[i] * Math.abs(u[i]));
        };

        assertThat(broken(wrong)).isPresent();
    }

    @Test
    void areAccusedOfComputingInFloat() {
        BinaryOperator<double[]> wrong = (x, u) -> {
            double[] right = Vector.SOFTMAX.rule.apply(x, u);
            return each(x, i -> (float) right[i]);
        };

        assertThat(broken(wrong)).isPresent();
    }

    private static Optional<BrokenLawError> broken(BinaryOperator<double[]> rule) {
        return Laws.broken(spec(Vector.SOFTMAX.value, rule), Law.LINEAR, 1, TRIES, true, () -> false);
    }

    private static OpSpec spec(UnaryOperator<double[]> value, BinaryOperator<double[]> rule) {
        return OpSpec.unary(x -> Custom.like(x, (f, in, out) -> copy(value.apply(in[0]), out), (f, u) -> {
                    Custom single = Custom.of(
                            List.of(f.input(0), u),
                            inputs -> inputs.get(0).shape(),
                            (g, in, out) -> copy(rule.apply(in[0], in[1]), out),
                            (g, v) -> List.of(v, v));
                    return List.of(single);
                }))
                .input("x", Dims.dims("n"), Values.between(-100, 100).except(0).distinct())
                .size("n", 2, 4)
                .referenceTensor(
                        in -> Tensor.of(in.get(0).shape(), value.apply(in.get(0).toArray())))
                .without(Law.SECOND_ORDER, "the rule's own rule is a placeholder")
                .without(Law.KINKS, "the ties are no kinks; they keep numbers apart whose deviation would be 0")
                .without(Law.SMALLEST_SIZES, "it draws equal numbers, whose deviation is 0")
                .without(Law.DEGENERATE, "it draws equal numbers, whose deviation is 0")
                .without(Law.EXTREMES, "squares of small numbers underflow");
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private static double[] softmax(double[] x) {
        double most = Arrays.stream(x).max().orElse(0);
        double[] powers = each(x, i -> StrictMath.exp(x[i] - most));
        return each(x, i -> powers[i] / sum(powers));
    }

    private static double[] score(double[] x) {
        double mean = sum(x) / x.length;
        return each(x, i -> (x[i] - mean) / deviation(x));
    }

    private static double deviation(double[] x) {
        double mean = sum(x) / x.length;
        return norm(each(x, i -> x[i] - mean)) / Math.sqrt(x.length);
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double sum(double[] x) {
        return Arrays.stream(x).sum();
    }

    private static double dot(double[] a, double[] b) {
        return sum(each(a, i -> a[i] * b[i]));
    }

    private static double[] each(double[] like, IntToDoubleFunction element) {
        double[] all = new double[like.length];
        Arrays.setAll(all, element);
        return all;
    }
}
