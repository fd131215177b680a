package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * x with zeros around and between its elements: along each axis, {@code low} zeros before the first element,
 * {@code high} after the last and {@code interior} between any two adjacent ones.
 *
 * <p>∂J/∂x is the upstream gradient at the positions of the elements of x: {@link Slice}, the adjoint.
 */
public final class Pad extends Op {
    private final int[] low;
    private final int[] high;
    private final int[] interior;

    /**
     * {@code x} with zeros along each axis.
     *
     * @throws ShapeException if there is not one value for each axis
     * @throws IllegalArgumentException if a number of zeros is negative, or the result would be too large
     */
    public Pad(Node x, int[] low, int[] high, int[] interior) {
        super(shape(x, low, high, interior), x);
        this.low = low.clone();
        this.high = high.clone();
        this.interior = interior.clone();
    }

    /**
     * {@code x} with zeros before and after it along one axis.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if a number of zeros is negative, or the result would be too large
     */
    public Pad(Node x, int axis, int low, int high) {
        this(
                x,
                AxisArguments.with("Pad", x, axis, low, new int[x.shape().rank()]),
                AxisArguments.with("Pad", x, axis, high, new int[x.shape().rank()]),
                new int[x.shape().rank()]);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        Arrays.fill(out, 0.0);
        int[] to = AxisArguments.indices(shape(), low, step(), input(0).shape());
        for (int i = 0; i < to.length; i++) {
            out[to[i]] = in[0][i];
        }
    }

    /** For each axis, the number of zeros before the first element. */
    public int[] low() {
        return low.clone();
    }

    @Override
    public List<Node> backward(Node upstream) {
        int[] stop = new int[high.length];
        for (int axis = 0; axis < stop.length; axis++) {
            stop[axis] = shape().size(axis) - high[axis];
        }
        return List.of(upstream.slice(low, stop, step()));
    }

    /** For each axis, the distance in the result between adjacent elements of x. */
    public int[] step() {
        return Arrays.stream(interior).map(zeros -> Shapes.size(zeros + 1L)).toArray();
    }

    @Override
    public Pad withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Pad(inputs.get(0), low, high, interior);
    }

    @Override
    public Record attributes() {
        return new Zeros(AxisArguments.list(low), AxisArguments.list(high), AxisArguments.list(interior));
    }

    private record Zeros(List<Integer> low, List<Integer> high, List<Integer> interior) {}

    @Override
    public Dependence dependence() {
        return Dependence.MOVE;
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    /** Prints (low, high) for each axis, or (low, high, interior) if there are interior zeros. */
    @Override
    public Notation notation() {
        boolean dense = Arrays.stream(interior).allMatch(zeros -> zeros == 0);
        List<String> zeros = new ArrayList<>();
        String spread = "{0}";
        for (int axis = 0; axis < low.length; axis++) {
            zeros.add("(" + low[axis] + ", " + high[axis] + (dense ? "" : ", " + interior[axis]) + ")");
            spread = interior[axis] == 0 ? spread : spread(spread, axis);
        }
        return Notation.function("pad")
                .arguments(zeros)
                .java("{0}.pad(" + AxisArguments.java(low) + ", " + AxisArguments.java(high) + ", "
                        + AxisArguments.java(interior) + ")")
                .numpy(low.length == 0 ? spread : "np.pad(" + spread + ", " + around() + ")");
    }

    /** Inserts zeros before each element except the first. */
    private String spread(String numpy, int axis) {
        int size = input(0).shape().size(axis);
        return "np.insert(" + numpy + ", np.repeat(np.arange(1, " + size + "), " + interior[axis] + "), 0, axis=" + axis
                + ")";
    }

    private String around() {
        return IntStream.range(0, low.length)
                .mapToObj(axis -> "(" + low[axis] + ", " + high[axis] + ")")
                .collect(Collectors.joining(", ", "(", low.length == 1 ? ",)" : ")"));
    }

    private static Shape shape(Node x, int[] low, int[] high, int[] interior) {
        AxisArguments.check("Pad", x, "low", low);
        AxisArguments.check("Pad", x, "high", high);
        AxisArguments.check("Pad", x, "interior", interior);
        int[] sizes = x.shape().sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            if (low[axis] < 0 || high[axis] < 0 || interior[axis] < 0) {
                throw new IllegalArgumentException("Pad: the numbers of zeros along axis " + axis + " of "
                        + x.describe() + " must not be negative, but are " + low[axis] + " before, " + high[axis]
                        + " after and " + interior[axis] + " between; use slice to remove elements");
            }
            long between = Math.max(sizes[axis] - 1, 0) * (long) interior[axis];
            sizes[axis] = Shapes.size(sizes[axis] + between + low[axis] + high[axis]);
        }
        return Shapes.named("Pad", List.of(x), sizes);
    }
}
