package dev.gradus.kernel;

import java.util.Locale;

/** A function of each of a few elements. */
final class FewElements extends BoundOp {
    private final UnaryFunction f;
    private final double[] x;
    private final double[] out;

    FewElements(UnaryFunction f, double[] x, double[] out) {
        this.f = f;
        this.x = x;
        this.out = out;
    }

    @Override
    protected boolean writeOut(StraightCode code) {
        for (int i = 0; i < out.length; i++) {
            code.load(x, i);
            function(code);
            code.store(out, i);
        }
        return true;
    }

    private void function(StraightCode code) {
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
