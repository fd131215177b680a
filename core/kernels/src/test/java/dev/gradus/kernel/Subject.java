package dev.gradus.kernel;

import dev.gradus.kernel.math.Elementary;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** A function under test, its reference and its documented accuracy. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are method references without state.
enum Subject {
    EXP(Elementary::exp, Reference::exp, 1, Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY),
    EXPM1(Elementary::expm1, Reference::expm1, 2, Double.NEGATIVE_INFINITY, -1, Double.POSITIVE_INFINITY),
    LOG(Elementary::log, Reference::log, 1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    LOG1P(Elementary::log1p, Reference::log1p, 2, -1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    TANH(Elementary::tanh, Reference::tanh, 2, Double.NEGATIVE_INFINITY, -1, 1),
    SIGMOID(Elementary::sigmoid, Reference::sigmoid, 2, Double.NEGATIVE_INFINITY, 0, 1),
    SOFTPLUS(Elementary::softplus, Reference::softplus, 2, Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY),
    ERF(Elementary::erf, Reference::erf, 2, Double.NEGATIVE_INFINITY, -1, 1);

    private final DoubleUnaryOperator function;
    private final DoubleFunction<Exact> reference;

    /** The documented accuracy in ulp. */
    final double bound;

    /** The domain is [domainStart, ∞]. */
    final double domainStart;

    final double least;
    final double greatest;

    Subject(
            DoubleUnaryOperator function,
            DoubleFunction<Exact> reference,
            double bound,
            double domainStart,
            double least,
            double greatest) {
        this.function = function;
        this.reference = reference;
        this.bound = bound;
        this.domainStart = domainStart;
        this.least = least;
        this.greatest = greatest;
    }

    double apply(double x) {
        return function.applyAsDouble(x);
    }

    Exact exact(double x) {
        return reference.apply(x);
    }

    /** The error at x in ulp. */
    double error(double x) {
        return exact(x).ulps(apply(x));
    }

    boolean isFiniteInDomain(double x) {
        return x > domainStart && Double.isFinite(x);
    }
}
