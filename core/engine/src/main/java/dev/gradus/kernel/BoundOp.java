package dev.gradus.kernel;

import java.util.Optional;

/** An op with the arrays that it computes between, prepared once and then run as often as one likes. */
public abstract class BoundOp {
    /** A function of each element, if they are few. */
    public static Optional<BoundOp> few(UnaryFunction f, double[] x, double[] out) {
        if (out.length >= Kernels.FEWEST_FOR_VECTORS) {
            return Optional.empty();
        }
        return Optional.of(f == UnaryFunction.SIGMOID ? new FewSigmoids(x, out) : new FewElements(f, x, out));
    }

    /**
     * Writes out what {@link #run} does.
     *
     * @return whether that was possible
     */
    protected boolean writeOut(StraightCode code) {
        return false;
    }

    /** Computes the value from what the operands hold now. */
    public abstract void run();
}
