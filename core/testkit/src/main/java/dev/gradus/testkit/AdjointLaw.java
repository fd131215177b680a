package dev.gradus.testkit;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
import java.util.Optional;

/**
 * ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, where J v comes from numerical differentiation along one direction v of all inputs together. That
 * is one derivative for any number of elements, so larger tensors can be tried.
 */
final class AdjointLaw {
    private static final double RTOL = 1e-8;

    private AdjointLaw() {}

    static Optional<Finding> check(OpCase where) {
        double[] upstream = where.upstream().toArray();
        double[][] direction = Directions.golden(where);
        double[][] byElements = Backward.of(where.op()).at(where.arrays(), upstream);
        double[][] gradients = where.pulledBack(byElements);
        Slopes slopes = new Slopes(
                moved -> Execution.forward(where.op(), where.onto(moved)),
                where.arrays(),
                upstream,
                where.magnitudeOfTerms(byElements));
        Estimate numeric = slopes.along(direction, Directions.smoothAlong(where, direction));
        double analytic = Directions.dot(gradients, direction);
        if (numeric.judge(analytic, RTOL, Directions.magnitude(gradients, direction)) == Verdict.PASS) {
            return Optional.empty();
        }
        return Optional.of(Finding.of("along a direction v of all inputs, ⟨Jᵀ·upstream, v⟩ is not ⟨upstream, J·v⟩")
                .with("backward", Text.number(analytic))
                .with("numeric", Text.estimate(numeric))
                .with("ratio", Text.ratio(analytic, numeric.value())));
    }
}
