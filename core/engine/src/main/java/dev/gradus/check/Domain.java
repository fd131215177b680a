package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import java.util.function.DoubleUnaryOperator;

/** Where a node's elements may be moved to. */
record Domain(double low, double high) {
    static final Domain EVERYWHERE = new Domain(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean contains(double x) {
        return low <= x && x <= high;
    }

    /**
     * The derivative at a point of this domain. Where nothing can be said of it, once more without crossing 0: that is
     * where most functions have the edge of their domain or a pole that nobody declared.
     */
    Estimate derivative(DoubleUnaryOperator f, double x, double noise) {
        if (!Double.isFinite(x)) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        Estimate estimate = NumericalDerivative.of(f, x, low, high, noise);
        Domain sameSign = x > 0 ? new Domain(Math.max(low, 0), high) : new Domain(low, Math.min(high, 0));
        boolean isSaid = estimate.kind() == Kind.SMOOTH || estimate.kind() == Kind.KINK;
        if (isSaid || x == 0 || sameSign.equals(this)) {
            return estimate;
        }
        Estimate second = NumericalDerivative.of(f, x, sameSign.low, sameSign.high, noise);
        return second.kind() == Kind.INCONCLUSIVE ? estimate : second;
    }
}
