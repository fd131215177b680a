package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Text;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks that ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, where J v is the numerical derivative along one direction v of all inputs. This
 * takes one derivative for any number of elements, so it can try larger tensors. Along a direction of hundreds of
 * elements the derivative may not settle, because each element may reach a jump of its second derivative. Such a case
 * is ignored; {@code Law.GRADIENT} requires that the derivatives with respect to single elements settle.
 *
 * <p>If a foreign op computes J v by itself, this must be the same derivative.
 */
public final class AdjointLaw {
    private AdjointLaw() {}

    public static Optional<Finding> check(Case where) {
        return check(where, where.direction(), false).or(() -> pushesForward(where));
    }

    /**
     * The same for long tensors: four values are enough if the derivative that they give agrees. All elements also move
     * uphill at once, because thousands of terms of both signs nearly cancel, and with them a mistake that they share.
     */
    static Optional<Finding> checkBriefly(Case where) {
        return check(where, where.direction(), true).or(() -> check(where, uphill(where), true));
    }

    /** The usual direction, with the signs of the gradient. */
    private static double[][] uphill(Case where) {
        double[][] direction = where.direction();
        double[][] gradients =
                Backward.of(where.op()).at(where.arrays(), where.upstream().toArray());
        for (int input = 0; input < direction.length; input++) {
            for (int i = 0; i < direction[input].length; i++) {
                direction[input][i] = Math.copySign(direction[input][i], gradients[input][i]);
            }
        }
        return direction;
    }

    private static Optional<Finding> check(Case where, double[][] direction, boolean briefly) {
        double[] upstream = where.upstream().toArray();
        Backward rule = Backward.of(where.op());
        double[][] byElements = rule.at(where.arrays(), upstream);
        double[][] gradients = where.pulledBack(byElements);
        Slopes slopes = Slopes.of(where, upstream, where.magnitudeOfTerms(byElements));
        Interval smooth = where.smoothAlong(direction);
        double analytic = Directions.dot(gradients, direction);
        double magnitude = Directions.magnitude(gradients, direction);
        double scale = where.spec().isCoarse() ? Slopes.scaleOf(where.coarseness() * magnitude) : magnitude;
        if (briefly && slopes.areAbout(analytic, direction, smooth, Slopes.RTOL * scale)) {
            return Optional.empty();
        }
        Estimate numeric = slopes.along(direction, smooth);
        if (numeric.kind() == Kind.INCONCLUSIVE
                || where.spec().isCoarse() && !numeric.isSmooth() // few digits make ties
                || Slopes.agree(numeric, analytic, scale)
                || Slopes.agree(numeric, analytic, Math.max(scale, rounding(where, rule, direction)))) {
            return Optional.empty();
        }
        return Optional.of(Finding.of("along a direction v of all inputs, ⟨Jᵀ·upstream, v⟩ is not ⟨upstream, J·v⟩")
                .comparing(analytic, numeric));
    }

    /** Checks J·v as a foreign op computes it by itself. */
    private static Optional<Finding> pushesForward(Case where) {
        double[][] direction = where.direction();
        boolean isFree = IntStream.range(0, direction.length)
                .noneMatch(input -> where.domain(input).constraint().hasSpace());
        if (!isFree || !(where.op() instanceof ForeignOp op)) {
            return Optional.empty();
        }
        return op.pushedForward(where.arrays(), direction).flatMap(tangent -> {
            double[] upstream = where.upstream().toArray();
            double[][] gradients = Backward.of(where.op()).at(where.arrays(), upstream);
            Estimate numeric = Slopes.of(where, upstream, 0).along(direction, where.smoothAlong(direction));
            double forward = Directions.dot(upstream, tangent);
            double backward = Directions.dot(gradients, direction);
            double scale =
                    Math.max(Directions.magnitude(upstream, tangent), Directions.magnitude(gradients, direction));
            boolean isRight = numeric.kind() == Kind.INCONCLUSIVE
                    ? where.spec().isCoarse() || Math.abs(forward - backward) <= Slopes.RTOL * scale
                    : Slopes.agree(numeric, forward, scale);
            return isRight || !Double.isFinite(scale)
                    ? Optional.empty()
                    : Optional.of(Finding.of("along a direction v of all inputs, J·v of jvp is wrong")
                            .with("⟨upstream, jvp⟩", Text.number(forward))
                            .with("⟨Jᵀ·upstream, v⟩", Text.number(backward))
                            .with("numeric", Text.estimate(numeric))
                            .with("look at", "jvp, because the rule agrees with the numerical derivative"));
        });
    }

    /** The scale at which the rounding of the terms of the rule is within the tolerance. */
    private static double rounding(Case where, Backward rule, double[][] direction) {
        double[][] terms = new double[direction.length][];
        for (int input = 0; input < terms.length; input++) {
            terms[input] = GradientLaw.terms(rule, where, where.upstream().toArray(), input);
        }
        return Slopes.scaleOf(where.coarseness() * Directions.magnitude(terms, direction));
    }
}
