package dev.gradus.node;

import dev.gradus.kernel.math.Sums;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * x summed to a smaller shape, over the axes along which that shape broadcasts to x. This is the adjoint of
 * {@link BroadcastTo}.
 *
 * <p>∂J/∂x is the upstream gradient, broadcast to the shape of x.
 */
public final class SumTo extends Op {
    /**
     * {@code x} summed to this shape.
     *
     * @throws ShapeException if the target does not broadcast to the shape of x
     */
    public SumTo(Node x, Shape target) {
        super(Objects.requireNonNull(target, "target"), x, in -> new SumTo(in, target));
        if (!Broadcasting.canGrow(target, x.shape())) {
            throw new ShapeException("SumTo: " + x.describe() + " cannot be summed to " + target + ", because " + target
                    + " does not broadcast to " + x.shape());
        }
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[][] groups = ReducedAxes.groups(in[0], input(0).shape(), Broadcasting.grown(shape(), input(0).shape()));
        for (int i = 0; i < out.length; i++) {
            out[i] = reducedAxes().isEmpty() ? groups[i][0] : Sums.of(groups[i]);
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.broadcastTo(input(0).shape()));
    }

    @Override
    public Record attributes() {
        return new TargetShape(shape());
    }

    @Override
    public Dependence dependence() {
        return Dependence.SUM;
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("sumTo")
                .arguments(List.of(shape().toString()))
                .java(TargetShape.java("sumTo", shape()))
                .numpy(numpy());
    }

    /** The axes along which the target broadcasts to the shape of x. */
    @Override
    public List<Integer> reducedAxes() {
        boolean[] grown = Broadcasting.grown(shape(), input(0).shape());
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < grown.length; axis++) {
            if (grown[axis]) {
                axes.add(axis);
            }
        }
        return List.copyOf(axes);
    }

    private String numpy() {
        String axes = reducedAxes().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", reducedAxes().size() == 1 ? ",)" : ")"));
        String sum = "np.sum({0}, axis=" + axes + ", keepdims=True)";
        return shape().rank() == input(0).shape().rank()
                ? sum
                : "np.reshape(" + sum + ", " + TargetShape.numpy(shape()) + ")";
    }
}
