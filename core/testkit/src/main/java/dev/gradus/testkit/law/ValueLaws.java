package dev.gradus.testkit.law;

import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.Optional;

/** Laws about the value that an op computes. */
public final class ValueLaws {
    /** The most terms of a sum whose rounding is within the tolerance. */
    private static final int USUAL_TERMS = 1000;

    private ValueLaws() {}

    public static Optional<Finding> equalsReference(Case where) {
        return equalsReference(where, 1);
    }

    /** The same for tensors that may be so long that the rounding of a sum grows with the number of its terms. */
    static Optional<Finding> equalsReferenceOfManyTerms(Case where) {
        int terms = where.values().stream()
                .mapToInt(value -> value.shape().elements())
                .sum();
        return equalsReference(where, 1 + terms / USUAL_TERMS);
    }

    /** @param times how many times as large as usual the error may be */
    private static Optional<Finding> equalsReference(Case where, int times) {
        Op op = where.op();
        Optional<Tensor> reference = where.referenceValue();
        if (reference.isEmpty()) {
            return Optional.of(Finding.of("the spec has no reference for the value; add one, or exclude this law with"
                            + " without(Law.VALUE, why)")
                    .with("look at", "reference(…) for single elements, referenceTensor(…) for whole tensors"));
        }
        Tensor expected = reference.get();
        if (!expected.shape().equals(op.shape())) {
            String whose = where.spec().isModel() ? ", the model's output " : ", the op ";
            return Optional.of(Finding.of("the reference has shape " + expected.shape() + whose + op.shape()));
        }
        double[] actual = Execution.forward(op, where.arrays());
        return firstDifference(where, actual, expected.toArray(), times);
    }

    private static Optional<Finding> firstDifference(Case where, double[] actual, double[] expected, int times) {
        SpecData.Tolerance tolerance = where.spec().tolerance();
        for (int i = 0; i < actual.length; i++) {
            double allowed = tolerance.relative() * Math.abs(expected[i]) + tolerance.absolute();
            boolean same = actual[i] == expected[i]
                    || (Double.isNaN(actual[i]) && Double.isNaN(expected[i]))
                    || overflows(where, actual[i], expected[i]);
            if (!same
                    && !(Math.abs(actual[i] - expected[i]) <= allowed && Double.isFinite(actual[i]))
                    && !where.roundingExplains(i, actual[i], expected[i], times)) {
                return Optional.of(wrong(where.op().shape(), i, actual[i], expected[i]));
            }
        }
        return Optional.empty();
    }

    /** Whether the op has an infinite value because its numbers end before those of the reference. */
    private static boolean overflows(Case where, double actual, double expected) {
        return Double.isInfinite(actual)
                && Math.signum(actual) == Math.signum(expected)
                && where.spec().precision().mayOverflow(expected);
    }

    private static Finding wrong(Shape shape, int position, double actual, double expected) {
        return Finding.of("the value at " + Text.place(shape, position) + " is wrong")
                .with("value", Text.number(actual))
                .with("reference", Text.number(expected))
                .with("ratio", Text.ratio(actual, expected));
    }

    /** Checks value and gradient wherever the reference is finite and the numerical derivative settles. */
    public static Optional<Finding> holdsWhereSettled(Case where) {
        double[] value = Execution.forward(where.op(), where.arrays());
        if (!Arrays.stream(value).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        return where.unlessExcused("VALUE", () -> equalsFiniteReference(where, value))
                .or(() -> where.unlessExcused("GRADIENT", () -> GradientLaw.checkWhereSettled(where)));
    }

    /**
     * Checks the same next to kinks, poles and edges, and the derivative of the rule as well. Subnormal numbers have none:
     * their reciprocals overflow.
     */
    public static Optional<Finding> holdsNearEdges(Case where) {
        return holdsWhereSettled(where)
                .or(() -> where.hasSubnormal() || where.spec().isCoarse()
                        ? Optional.empty()
                        : where.unlessExcused("SECOND_ORDER", () -> secondOrder(where)));
    }

    private static Optional<Finding> secondOrder(Case where) {
        boolean isFinite =
                Arrays.stream(Execution.forward(where.op(), where.arrays())).allMatch(Double::isFinite);
        return isFinite ? HigherOrderLaw.secondOrderWhereSettled(where) : Optional.empty();
    }

    /**
     * Checks equal elements, zeros and tiny numbers: there is no NaN, and where the op is smooth, value, gradient and
     * second derivative are correct. At a kink, the gradient is a subgradient.
     */
    public static Optional<Finding> holdsForDegenerateData(Case where) {
        return survivesExtremes(where).or(() -> where.isSmooth() ? holdsNearEdges(where) : isSubgradient(where));
    }

    private static Optional<Finding> isSubgradient(Case where) {
        return where.spec().hasKinks() ? where.unlessExcused("KINKS", () -> KinkLaw.check(where)) : Optional.empty();
    }

    /**
     * Checks the value wherever the reference is finite, because the simplest formula may overflow where a careful one
     * does not.
     */
    private static Optional<Finding> equalsFiniteReference(Case where, double[] value) {
        return where.referenceValue()
                .filter(reference -> reference.shape().equals(where.op().shape())
                        && Arrays.stream(reference.toArray()).allMatch(Double::isFinite))
                .flatMap(reference -> firstDifference(where, value, reference.toArray(), 1));
    }

    /**
     * Checks that the value is never NaN, is infinite only where the reference is, and has no NaN gradient where it is
     * finite. The gradients of subnormal numbers may overflow.
     */
    public static Optional<Finding> survivesExtremes(Case where) {
        Op op = where.op();
        double[] value = Execution.forward(op, where.arrays());
        for (int i = 0; i < value.length; i++) {
            if (Double.isNaN(value[i])) {
                return Optional.of(Finding.of("the value at " + Text.place(op.shape(), i) + " is NaN"));
            }
        }
        Optional<Finding> overflow = where.referenceValue().flatMap(expected -> overflow(where, value, expected));
        boolean finite = Arrays.stream(value).allMatch(Double::isFinite);
        return overflow.isPresent() || !finite || where.hasSubnormal() ? overflow : nanInGradient(where);
    }

    private static Optional<Finding> overflow(Case where, double[] value, Tensor expected) {
        Op op = where.op();
        double[] reference = expected.toArray();
        for (int i = 0; i < value.length && expected.shape().equals(op.shape()); i++) {
            if (Double.isInfinite(value[i])
                    && Double.isFinite(reference[i])
                    && !overflows(where, value[i], reference[i])) {
                return Optional.of(wrong(op.shape(), i, value[i], reference[i]));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> nanInGradient(Case where) {
        double[][] gradients =
                Backward.of(where.op()).at(where.arrays(), where.upstream().toArray());
        for (int input = 0; input < gradients.length; input++) {
            for (int i = 0; i < gradients[input].length; i++) {
                if (Double.isNaN(gradients[input][i]) && !overflows(where, input, i)) {
                    return Optional.of(Finding.of("the gradient " + where.slope(input, i) + " is NaN"));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the gradient is infinite for upstream gradients of one sign, or from a single output, because then a sum of
     * several may be ∞ − ∞.
     */
    private static boolean overflows(Case where, int input, int position) {
        Backward rule = Backward.of(where.op());
        double[] upstream = where.upstream().toArray();
        double[] ofOneSign = Arrays.stream(upstream).map(Math::abs).toArray();
        if (Double.isInfinite(rule.at(where.arrays(), ofOneSign)[input][position])) {
            return true;
        }
        for (int output = 0; output < upstream.length; output++) {
            double[] only = new double[upstream.length];
            only[output] = upstream[output];
            double gradient = rule.at(where.arrays(), only)[input][position];
            if (Double.isNaN(gradient)) {
                return false;
            }
            if (Double.isInfinite(gradient)) {
                return true;
            }
        }
        return false;
    }

    /** Checks the values and gradients of empty tensors and single elements. */
    public static Optional<Finding> holdsForSmallestSizes(Case where) {
        return where.unlessExcused("VALUE", () -> equalsReference(where)).or(() -> nanInGradient(where));
    }

    /** Checks the laws that the spec adds. */
    public static Optional<Finding> holdOwnLaws(Case where) {
        for (SpecData.OwnLaw law : where.spec().own()) {
            try {
                law.check().accept(where);
            } catch (RuntimeException | AssertionError | StackOverflowError broken) {
                return Optional.of(Rule.thrown("its own law \"" + law.sentence() + "\" does not hold", broken));
            }
        }
        return Optional.empty();
    }
}
