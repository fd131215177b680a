package dev.gradus.kernel;

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
    public void run() {
        ScalarElementwise.unary(f, x, 0, out, 0, out.length);
    }
}
