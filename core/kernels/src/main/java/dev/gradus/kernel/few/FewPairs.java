package dev.gradus.kernel.few;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.scalar.ScalarElementwise;

/** Applies a function of two elements to a few pairs of elements. */
public final class FewPairs extends BoundOp {
    private final BinaryFunction f;
    private final double[] a;
    private final int stepA;
    private final double[] b;
    private final int stepB;
    private final double[] out;

    /** Computes out = f(a, b); steps as in {@link Kernels#binary}. */
    public FewPairs(BinaryFunction f, double[] a, int stepA, double[] b, int stepB, double[] out) {
        this.f = f;
        this.a = a;
        this.stepA = stepA;
        this.b = b;
        this.stepB = stepB;
        this.out = out;
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        for (int i = 0; i < out.length; i++) {
            code.load(a, i * stepA);
            code.load(b, i * stepB);
            if (!function(code)) {
                return false;
            }
            code.store(out, i);
        }
        return true;
    }

    private boolean function(UnrolledCode code) {
        switch (f) {
            case ADD -> code.add();
            case SUBTRACT -> code.subtract();
            case MULTIPLY -> code.multiply();
            case DIVIDE -> code.divide();
            case MAXIMUM -> code.ofTwo("max");
            case MINIMUM -> code.ofTwo("min");
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void run() {
        ScalarElementwise.binary(f, a, 0, stepA, b, 0, stepB, out, 0, out.length);
    }
}
