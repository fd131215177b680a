package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.scalar.ScalarElementwise;
import java.util.Locale;
import java.util.Optional;

/** Applies a function of one element to a few elements. */
public final class FewElements extends BoundOp {
    private final UnaryFunction f;
    private final double[] x;
    private final double[] out;

    private FewElements(UnaryFunction f, double[] x, double[] out) {
        this.f = f;
        this.x = x;
        this.out = out;
    }

    public static Optional<BoundOp> of(UnaryFunction f, double[] x, double[] out) {
        return out.length < Kernels.FEWEST_FOR_VECTORS ? Optional.of(new FewElements(f, x, out)) : Optional.empty();
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        for (int i = 0; i < out.length; i++) {
            code.load(x, i);
            function(code);
            code.store(out, i);
        }
        return true;
    }

    private void function(UnrolledCode code) {
        switch (f) {
            case NEGATE -> code.negate();
            case ABS -> code.ofOne("abs");
            case RELU -> {
                code.push(0);
                code.ofTwo("max");
            }
            case SQUARE -> {
                code.duplicate();
                code.multiply();
            }
            case SQRT -> {
                code.push(0);
                code.add();
                code.ofOne("sqrt");
            }
            case RECIPROCAL -> code.reciprocal();
            default -> code.elementary(f.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void run() {
        ScalarElementwise.unary(f, x, 0, out, 0, out.length);
    }
}
