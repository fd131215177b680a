package dev.gradus.testkit.law;

import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What an op and its rule compute in a case. Many laws say that it has the same bits in some variation of the case. */
record Outcome(double[] value, double[][] gradients) {
    /** The square of a larger input or gradient, times upstream, may overflow in between. */
    private static final double OVERFLOWS = 1e100;

    static Outcome of(Op op, Case where) {
        return of(op, Backward.of(op), where);
    }

    /** The outcome of a rule that the op has returned before. */
    static Outcome of(Op op, Backward rule, Case where) {
        return new Outcome(
                Execution.forward(op, where.arrays()),
                rule.at(where.arrays(), where.upstream().toArray()));
    }

    /**
     * The first bit that is not as expected, if there is one.
     *
     * @param when the variation, in words that follow "differs"
     */
    Optional<Finding> differs(Case where, Outcome expected, String when) {
        return ofValue(where.op(), value, expected.value, when)
                .or(() -> ofGradients(where, gradients, expected.gradients, when));
    }

    /** The same for values alone. */
    static Optional<Finding> ofValue(Op op, double[] actual, double[] expected, String when) {
        int wrong = Bits.firstDifference(actual, expected);
        return wrong < 0
                ? Optional.empty()
                : Optional.of(
                        finding("the value at " + Text.place(op.shape(), wrong), when, actual[wrong], expected[wrong]));
    }

    /** The same for gradients alone. */
    static Optional<Finding> ofGradients(Case where, double[][] actual, double[][] expected, String when) {
        for (int input = 0; input < actual.length; input++) {
            int wrong = Bits.firstDifference(actual[input], expected[input]);
            if (wrong >= 0) {
                return Optional.of(
                        finding(where.slope(input, wrong), when, actual[input][wrong], expected[input][wrong]));
            }
        }
        return Optional.empty();
    }

    /**
     * The first element of a gradient that is apart from the expected one by more than the rounding of terms that both add
     * up. Infinite gradients prove nothing at a pole or where numbers are that large.
     *
     * @param scales the magnitude of the gradients whose sum is expected
     * @param terms the magnitude of the terms of each element
     * @param what what is wrong, given the name of the derivative
     */
    static Optional<Finding> isApart(
            Case where,
            int input,
            double[] actual,
            double[] expected,
            double[] scales,
            Lazy<double[]> terms,
            UnaryOperator<String> what) {
        for (int i = 0; i < actual.length; i++) {
            boolean proves =
                    Double.isFinite(expected[i]) && (Double.isFinite(actual[i]) || !overflows(where, expected));
            if (proves
                    && !RoundingError.explains(actual[i], expected[i], where.coarseness() * scales[i])
                    && !(Math.abs(actual[i] - expected[i])
                            <= RoundingError.ofTerms(where.coarseness() * terms.get()[i]))) {
                return Optional.of(Finding.of(what.apply(where.slope(input, i)))
                        .about(input)
                        .comparing(actual[i], expected[i]));
            }
        }
        return Optional.empty();
    }

    private static boolean overflows(Case where, double[] expected) {
        return Stream.concat(Arrays.stream(where.arrays()), Stream.of(expected))
                .flatMapToDouble(Arrays::stream)
                .anyMatch(x -> Math.abs(x)
                        > Math.min(OVERFLOWS, where.spec().precision().largestFactor()));
    }

    private static Finding finding(String what, String when, double actual, double expected) {
        return Finding.of(what + " differs " + when)
                .with("first", Text.number(expected))
                .with("then", Text.number(actual));
    }
}
