package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.node.OpException;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** The interval within which a node's elements may be moved. */
record Domain(double low, double high) {
    /** Enough to find an edge to a millionth of the first step. A nearer edge counts as x itself. */
    private static final int HALVINGS = 20;

    static final Domain EVERYWHERE = new Domain(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean contains(double x) {
        return low <= x && x <= high;
    }

    /**
     * Estimates the derivative of a function that may reject values, as a loss rejects a number that is not a probability.
     * Uses this domain if possible, otherwise only the values that the function accepts.
     *
     * @param function throws {@link IllegalArgumentException}, or an op's {@link OpException} that it causes, for values
     *     that it rejects
     */
    Estimate derivativeWhereTaken(double x, DoubleConsumer function, Function<Domain, Estimate> derivative) {
        try {
            return derivative.apply(this);
        } catch (IllegalArgumentException | OpException refused) {
            checkIsRefusal(refused);
            return derivative.apply(within(x, value -> takes(function, value)));
        }
    }

    private static boolean takes(DoubleConsumer function, double value) {
        try {
            function.accept(value);
            return true;
        } catch (IllegalArgumentException | OpException refused) {
            checkIsRefusal(refused);
            return false;
        }
    }

    private static void checkIsRefusal(RuntimeException thrown) {
        if (thrown instanceof OpException && !(thrown.getCause() instanceof IllegalArgumentException)) {
            throw thrown;
        }
    }

    /** Returns the part of this domain that the function accepts, as far as a derivative at x needs it. */
    private Domain within(double x, DoublePredicate takes) {
        return new Domain(edge(x, low, takes), edge(x, high, takes));
    }

    /**
     * Returns the end of the domain on one side: the given one, unless the function rejects values that a derivative would
     * need.
     */
    private static double edge(double x, double end, DoublePredicate takes) {
        double reach = NumericalDerivative.reach(x);
        double refused = Math.max(x - reach, Math.min(x + reach, end));
        if (takes.test(refused)) {
            return end;
        }
        double taken = x;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = taken / 2 + refused / 2;
            if (takes.test(middle)) {
                taken = middle;
            } else {
                refused = middle;
            }
        }
        return taken;
    }

    /**
     * Estimates the derivative at a point of this domain. If it is inconclusive, tries again without crossing 0, where most
     * functions have an undeclared edge of their domain or a pole, and then for a slope that grows without bound.
     *
     * @param fx the value of f at x
     */
    Estimate derivative(DoubleUnaryOperator f, double x, double fx, double noise, Claim claim) {
        if (!Double.isFinite(x)) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        Estimate estimate = settled(f, x, fx, noise, claim);
        boolean isSettled = estimate.kind() != Kind.INCONCLUSIVE || !Double.isFinite(fx);
        return isSettled ? estimate : Steepness.of(f, x, fx, noise, this).orElse(estimate);
    }

    private Estimate settled(DoubleUnaryOperator f, double x, double fx, double noise, Claim claim) {
        Estimate estimate = NumericalDerivative.of(f, x, fx, low, high, noise, claim);
        Domain sameSign = x > 0 ? new Domain(Math.max(low, 0), high) : new Domain(low, Math.min(high, 0));
        boolean isSaid = estimate.kind() == Kind.SMOOTH || estimate.kind() == Kind.KINK;
        if (isSaid || x == 0 || sameSign.equals(this)) {
            return estimate;
        }
        Estimate second = NumericalDerivative.of(f, x, fx, sameSign.low, sameSign.high, noise, Claim.NONE);
        return second.kind() == Kind.INCONCLUSIVE ? estimate : second;
    }
}
