package dev.gradus.node;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Reduction;
import dev.gradus.kernel.SummingOp;
import java.util.List;

/**
 * The mean (1/n) Σ x over some axes with n elements together: (n, m) averaged over axis 0 has shape (m), or (1, m) with
 * the axes kept.
 *
 * <p>Every element went into one mean with weight 1/n, so ∂J/∂x is the upstream gradient / n, repeated along those axes.
 */
public final class Mean extends AxisReduction implements SummingOp {
    private final Reduction reduction;

    /**
     * The mean of all elements, of rank 0.
     *
     * @throws ShapeException if x has no elements
     */
    public Mean(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The means over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, one is given twice, or there are no elements along them
     */
    public Mean(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Mean", x, keepDims, axes));
    }

    private Mean(Node x, ReducedAxes axes) {
        super(x, axes);
        this.reduction = axes.reduction();
        axes.requireElements("Mean", x, "average");
    }

    @Override
    public void forward(double[][] in, double[] out) {
        forward(Kernels.chosen(), in, out);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        reduction.sum(kernels, in[0], out);
        for (int i = 0; i < out.length; i++) {
            out[i] = ofSum(out[i]);
        }
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public double ofSum(double sum) {
        return sum / reduction.count();
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(axes.spread(upstream.divide(reduction.count())));
    }

    @Override
    public Mean withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Mean(inputs.get(0), axes.on("Mean", inputs.get(0)));
    }

    @Override
    public Notation notation() {
        return axes.notation("mean", "np.mean");
    }
}
