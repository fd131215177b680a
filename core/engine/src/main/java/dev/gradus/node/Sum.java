package dev.gradus.node;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Reduction;
import dev.gradus.kernel.SummingOp;
import java.util.List;
import java.util.Optional;

/**
 * Σ x over some axes: (n, m) summed over axis 0 has shape (m), or (1, m) with the axes kept. The sum of nothing is 0.
 *
 * <p>Every element went into one sum with weight 1, so ∂J/∂x is the upstream gradient, repeated along those axes.
 */
public final class Sum extends AxisReduction implements SummingOp {
    private final Reduction reduction;

    /** The sum of all elements, of rank 0. */
    public Sum(Node x) {
        this(x, ReducedAxes.all(x, false));
    }

    /**
     * The sums over these axes; over none of them, which is x itself, if the array is empty.
     *
     * @param keepDims whether the axes stay, with size 1
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or one is given twice
     */
    public Sum(Node x, boolean keepDims, int... axes) {
        this(x, ReducedAxes.of("Sum", x, keepDims, axes));
    }

    private Sum(Node x, ReducedAxes axes) {
        super(x, axes);
        this.reduction = axes.reduction();
    }

    @Override
    public void forward(double[][] in, double[] out) {
        forward(Kernels.chosen(), in, out);
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        reduction.sum(kernels, in[0], out);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        Optional<BoundOp> few = reduction.bindFew(in[0], out);
        return few.isPresent() ? few.get() : SummingOp.super.bind(kernels, in, out);
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(axes.spread(upstream));
    }

    @Override
    public Sum withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Sum(inputs.get(0), axes.on("Sum", inputs.get(0)));
    }

    @Override
    public Notation notation() {
        return axes.notation("sum", "np.sum");
    }
}
