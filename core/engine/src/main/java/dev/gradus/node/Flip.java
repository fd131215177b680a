package dev.gradus.node;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * x with the order of its elements reversed along some axes.
 *
 * <p>∂J/∂x is the upstream gradient, flipped along the same axes.
 */
public final class Flip extends CopyingOp {
    private final int[] axes;

    /**
     * {@code x} flipped along these axes; an empty array flips nothing.
     *
     * @param axes negative values count from the end
     * @throws ShapeException if x has no such axis, or an axis is repeated
     */
    public Flip(Node x, int... axes) {
        super(x.shape(), x);
        boolean[] flipped = Axis.marked("Flip", x, axes);
        this.axes =
                IntStream.range(0, flipped.length).filter(axis -> flipped[axis]).toArray();
    }

    @Override
    int[] sources() {
        return AxisArguments.indices(shape(), start(), step(), shape());
    }

    /** For each axis, the index in x of the first element of the result. */
    public int[] start() {
        int[] start = new int[shape().rank()];
        for (int axis : axes) {
            start[axis] = shape().size(axis) - 1;
        }
        return start;
    }

    /** For each axis, 1, or −1 if it is flipped. */
    public int[] step() {
        int[] step = AxisArguments.all(shape().rank(), 1);
        for (int axis : axes) {
            step[axis] = -1;
        }
        return step;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(new Flip(upstream, axes));
    }

    @Override
    public Flip withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Flip(inputs.get(0), axes);
    }

    @Override
    public Record attributes() {
        return new Along(AxisArguments.list(axes));
    }

    private record Along(List<Integer> axes) {}

    @Override
    public Notation notation() {
        String list = Arrays.stream(axes).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return Notation.function("flip")
                .arguments(List.of(axes.length == 1 ? "axis " + list : "axes " + (axes.length == 0 ? "none" : list)))
                .java("{0}.flip(" + list + ")")
                .numpy("np.flip({0}, (" + list + (axes.length == 1 ? ",))" : "))"));
    }
}
