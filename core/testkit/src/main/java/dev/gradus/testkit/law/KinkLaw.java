package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.Optional;

/**
 * At a kink the gradient lies between the slopes on both sides. Where all elements move together, the maximum of several,
 * say, has no kink even at a tie. Along that direction the gradient must be right, so ties may share, but not lose or
 * double their gradient.
 *
 * <p>Any sub-gradient in the sense of Clarke is right: along every direction it lies between the slopes at points nearby,
 * where the op is smooth. The median of three equal numbers has slope 0 by each of them alone, as the other two stay, and
 * yet each is the median somewhere nearby.
 *
 * <p>Each output is checked by itself: a sum of outputs may be smooth where they are not, and then no choice of their
 * sub-gradients need add up to its derivative.
 */
public final class KinkLaw {
    private static final double RTOL = 1e-8;

    /** Enough outputs: a smallest case has one. */
    private static final int OUTPUTS = 4;

    private KinkLaw() {}

    public static Optional<Finding> check(Case where) {
        Backward rule = Backward.of(where.op());
        int outputs = where.op().shape().elements();
        for (int output = 0; output < Math.min(outputs, OUTPUTS); output++) {
            double[] only = new double[outputs];
            only[output] = where.upstream().toArray()[output];
            double[][] gradients = rule.at(where.arrays(), only);
            Slopes slopes = new Slopes(moved -> Execution.forward(where.op(), moved), where.arrays(), only, 0);
            Optional<Finding> wrong = byElement(where, slopes, gradients).or(() -> together(where, slopes, gradients));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> byElement(Case where, Slopes slopes, double[][] gradients) {
        for (int input = 0; input < gradients.length; input++) {
            double[] x = where.values().get(input).toArray();
            for (int i = 0; i < x.length && moves(where, input); i++) {
                Estimate numeric = slopes.by(input, i, where.domain(input).definedAround(x[i]));
                double[][] single = none(gradients);
                single[input][i] = 1;
                if (isWrong(numeric, gradients[input][i])
                        && !nearby(where, slopes.weights()).allows(gradients[input][i], single)) {
                    return Optional.of(finding("∂J/∂" + where.element(input, i), gradients[input][i], numeric));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the elements of an input may move one by one. */
    private static boolean moves(Case where, int input) {
        return where.spec().inputs().get(input).hasDerivative()
                && where.domain(input).constraint().isNone();
    }

    /** Moves all elements of an input by the same amount, and those of all inputs. */
    private static Optional<Finding> together(Case where, Slopes slopes, double[][] gradients) {
        int inputs = gradients.length;
        for (int moving = 0; moving <= inputs; moving++) {
            double[][] direction = new double[inputs][];
            double slope = 0;
            double reach = Double.POSITIVE_INFINITY;
            for (int input = 0; input < inputs; input++) {
                direction[input] = new double[gradients[input].length];
                if ((input == moving || moving == inputs) && moves(where, input)) {
                    Arrays.fill(direction[input], 1);
                    slope += Arrays.stream(gradients[input]).sum();
                    for (double x : where.values().get(input).toArray()) {
                        Interval around = where.domain(input).definedAround(x);
                        reach = Math.min(reach, Math.min(x - around.lower(), around.upper() - x));
                    }
                }
            }
            Estimate numeric = slopes.along(direction, new Interval(-reach, reach));
            if (isWrong(numeric, slope) && !nearby(where, slopes.weights()).allows(slope, direction)) {
                String what = moving == inputs
                        ? "all inputs"
                        : where.spec().inputs().get(moving).name();
                return Optional.of(finding("the sum of the gradients for " + what, slope, numeric));
            }
        }
        return Optional.empty();
    }

    private static double[][] none(double[][] like) {
        return Arrays.stream(like).map(array -> new double[array.length]).toArray(double[][]::new);
    }

    private static NearbySlopes nearby(Case where, double[] weights) {
        return new NearbySlopes(where, weights);
    }

    /** At a jump or a pole nothing is right or wrong. */
    private static boolean isWrong(Estimate numeric, double analytic) {
        boolean says = numeric.kind() == Kind.SMOOTH || numeric.kind() == Kind.KINK;
        return says && numeric.judge(analytic, RTOL, 0) == Verdict.WRONG;
    }

    private static Finding finding(String gradient, double backward, Estimate numeric) {
        boolean kink = numeric.kind() == Kind.KINK;
        Finding finding = Finding.of(gradient + (kink ? " is not between the slopes on both sides" : " is wrong"))
                .with("backward", Text.number(backward));
        return kink
                ? finding.with(
                        "numeric",
                        "between " + Text.number(numeric.leftSlope()) + " and " + Text.number(numeric.rightSlope()))
                : finding.with("numeric", Text.estimate(numeric)).with("ratio", Text.ratio(backward, numeric.value()));
    }
}
