package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks that at a kink the gradient lies between the slopes on both sides. If all elements move together, the maximum
 * of several has no kink even at a tie. Along that direction the gradient must be correct, so ties may share their
 * gradient but neither lose nor double it.
 *
 * <p>Any subgradient in the sense of Clarke is correct: along every direction it lies between the slopes at nearby
 * points, where the op is smooth. The median of three equal numbers has slope 0 with respect to each of them alone, and
 * yet each is the median at some nearby point.
 *
 * <p>Each output is checked by itself. A sum of outputs may be smooth where they are not, and then their subgradients
 * need not add up to its derivative.
 */
public final class KinkLaw {
    /** The most outputs checked; a smallest case has one. */
    private static final int OUTPUTS = 4;

    /** The most elements of an input that are moved one by one, and not only together. */
    private static final int EACH = 64;

    private KinkLaw() {}

    public static Optional<Finding> check(Case where) {
        Backward rule = Backward.of(where.op());
        int outputs = where.op().shape().elements();
        for (int output = 0; output < Math.min(outputs, OUTPUTS); output++) {
            double[] only = new double[outputs];
            only[output] = where.upstream().toArray()[output];
            double[][] gradients = rule.at(where.arrays(), only);
            Slopes slopes = Slopes.of(where, only, 0);
            boolean isSmall = Arrays.stream(gradients).allMatch(gradient -> gradient.length <= EACH);
            Optional<Finding> wrong = (isSmall ? byElement(where, only, slopes, gradients) : Optional.<Finding>empty())
                    .or(() -> together(where, only, slopes, gradients));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> byElement(Case where, double[] only, Slopes slopes, double[][] gradients) {
        for (int input = 0; input < gradients.length; input++) {
            double[] x = where.values().get(input).toArray();
            for (int i = 0; i < x.length && where.movesByElement(input); i++) {
                Estimate numeric = slopes.by(input, i, where.domain(input).definedAround(x[i]));
                double[][] single = none(gradients);
                single[input][i] = 1;
                if (isWrong(numeric, gradients[input][i], 0)
                        && isWrong(numeric, gradients[input][i], largest(gradients) + terms(where, only, input)[i])
                        && !new NearbySlopes(where, only).allows(gradients[input][i], single)) {
                    return Optional.of(finding(where.slope(input, i), gradients[input][i], numeric));
                }
            }
        }
        return Optional.empty();
    }

    /** Moves all elements of one input, and then of all inputs, by the same amount. */
    private static Optional<Finding> together(Case where, double[] only, Slopes slopes, double[][] gradients) {
        int inputs = gradients.length;
        for (int moving = 0; moving <= inputs; moving++) {
            double[][] direction = new double[inputs][];
            double slope = 0;
            List<Integer> moved = new ArrayList<>();
            double reach = Double.POSITIVE_INFINITY;
            for (int input = 0; input < inputs; input++) {
                direction[input] = new double[gradients[input].length];
                if ((input == moving || moving == inputs) && where.movesByElement(input)) {
                    Arrays.fill(direction[input], 1);
                    moved.add(input);
                    slope += Arrays.stream(gradients[input]).sum();
                    for (double x : where.values().get(input).toArray()) {
                        Interval around = where.domain(input).definedAround(x);
                        reach = Math.min(reach, Math.min(x - around.lower(), around.upper() - x));
                    }
                }
            }
            Estimate numeric = slopes.along(direction, new Interval(-reach, reach));
            if (isWrong(numeric, slope, 0)
                    && isWrong(
                            numeric,
                            slope,
                            largest(gradients)
                                    + moved.stream()
                                            .mapToDouble(input -> Arrays.stream(terms(where, only, input))
                                                    .sum())
                                            .sum())
                    && !new NearbySlopes(where, only).allows(slope, direction)) {
                String what = moving == inputs ? "all inputs" : where.name(moving);
                return Optional.of(finding("the sum of the gradients for " + what, slope, numeric));
            }
        }
        return Optional.empty();
    }

    private static double[][] none(double[][] like) {
        return Arrays.stream(like).map(array -> new double[array.length]).toArray(double[][]::new);
    }

    /**
     * Whether a derivative is wrong. At a jump or a pole none is.
     *
     * @param terms the magnitude of the terms whose rounding is allowed, because they may cancel
     */
    private static boolean isWrong(Estimate numeric, double analytic, double terms) {
        boolean says = numeric.kind() == Kind.SMOOTH || numeric.kind() == Kind.KINK;
        return says && numeric.judge(analytic, Slopes.RTOL, Slopes.scaleOf(terms)) == Verdict.WRONG;
    }

    /** Of about this size are the terms that cancel within an op of a rule. */
    private static double largest(double[][] gradients) {
        return Arrays.stream(gradients)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static double[] terms(Case where, double[] upstream, int input) {
        double[] terms = GradientLaw.terms(Backward.of(where.op()), where, upstream, input);
        return Arrays.stream(terms).map(term -> where.coarseness() * term).toArray();
    }

    private static Finding finding(String gradient, double backward, Estimate numeric) {
        return numeric.kind() == Kind.KINK
                ? Finding.of(gradient + " is not between the slopes on both sides")
                        .with("backward", Text.number(backward))
                        .with(
                                "numeric",
                                "between " + Text.number(numeric.leftSlope()) + " and "
                                        + Text.number(numeric.rightSlope()))
                : Finding.of(gradient + " is wrong").comparing(backward, numeric);
    }
}
