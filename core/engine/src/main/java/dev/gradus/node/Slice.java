package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of x from a start (inclusive) to a stop (exclusive) in steps of 1 or more along each axis. The result
 * has ⌈(stop − start) / step⌉ of them. Negative starts and stops count from the end of the axis, and the stop
 * {@link #END} is the end itself. To reverse an axis, use {@link Flip}.
 *
 * <p>∂J/∂x is the upstream gradient at the selected positions and 0 elsewhere: {@link Pad}, the adjoint.
 */
public final class Slice extends CopyingOp {
    /** A stop at the end of the axis, whatever its size. */
    public static final int END = Integer.MAX_VALUE;

    private final int[] start;
    private final int[] stop;
    private final int[] step;

    /**
     * A range of every axis.
     *
     * @throws ShapeException if there is not one value for each axis, or not 0 ≤ start ≤ stop ≤ size
     * @throws IllegalArgumentException if a step is not positive
     */
    public Slice(Node x, int[] start, int[] stop, int[] step) {
        super(shape(x, start, stop, step), x);
        this.start = fromLeft(x, start);
        this.stop = fromLeft(x, stop);
        this.step = step.clone();
    }

    /**
     * A range of one axis, and all of the others.
     *
     * @param axis negative values count from the end, as for start and stop
     * @throws ShapeException if x has no such axis, or not 0 ≤ start ≤ stop ≤ size
     * @throws IllegalArgumentException if the step is not positive
     */
    public Slice(Node x, int axis, int start, int stop, int step) {
        this(
                x,
                AxisArguments.with("Slice", x, axis, start, new int[x.shape().rank()]),
                AxisArguments.with("Slice", x, axis, stop, x.shape().sizes()),
                AxisArguments.with(
                        "Slice", x, axis, step, AxisArguments.all(x.shape().rank(), 1)));
    }

    @Override
    int[] sources() {
        return AxisArguments.indices(input(0).shape(), start, step, shape());
    }

    /** For each axis, the first index taken. */
    public int[] start() {
        return start.clone();
    }

    /** For each axis, the distance between the indices taken. */
    public int[] step() {
        return step.clone();
    }

    @Override
    public List<Node> backward(Node upstream) {
        int[] high = new int[start.length];
        int[] interior = new int[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            int count = shape().size(axis);
            int reach = count == 0 ? 0 : (count - 1) * step[axis] + 1;
            high[axis] = input(0).shape().size(axis) - start[axis] - reach;
            interior[axis] = step[axis] - 1;
        }
        return List.of(upstream.pad(start, high, interior));
    }

    @Override
    public Slice withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Slice(inputs.get(0), start, stop, step);
    }

    @Override
    public Record attributes() {
        return new Bounds(AxisArguments.list(start), AxisArguments.list(stop), AxisArguments.list(step));
    }

    private record Bounds(List<Integer> start, List<Integer> stop, List<Integer> step) {}

    /** As in Python: {@code x[1:3, 0:5:2]}, where {@code :} is a whole axis. */
    @Override
    public Notation notation() {
        List<String> ranges = new ArrayList<>();
        int touched = 0;
        for (int axis = 0; axis < start.length; axis++) {
            boolean whole = shape().size(axis) == input(0).shape().size(axis);
            ranges.add(whole ? ":" : start[axis] + ":" + stop[axis] + (step[axis] == 1 ? "" : ":" + step[axis]));
            touched = whole ? touched : axis + 1;
        }
        String brackets = "[" + (touched == 0 ? "..." : String.join(", ", ranges.subList(0, touched))) + "]";
        return Notation.postfix(brackets)
                .java("{0}.slice(" + AxisArguments.java(start) + ", " + AxisArguments.java(stop) + ", "
                        + AxisArguments.java(step) + ")")
                .numpy("{0}" + brackets);
    }

    private static Shape shape(Node x, int[] start, int[] stop, int[] step) {
        AxisArguments.check("Slice", x, "start", start);
        AxisArguments.check("Slice", x, "stop", stop);
        AxisArguments.check("Slice", x, "step", step);
        int[] sizes = x.shape().sizes();
        int[] first = fromLeft(x, start);
        int[] end = fromLeft(x, stop);
        for (int axis = 0; axis < sizes.length; axis++) {
            if (first[axis] < 0 || first[axis] > end[axis] || end[axis] > sizes[axis]) {
                throw new ShapeException("Slice: " + x.describe() + " has no range " + start[axis] + " to " + stop[axis]
                        + " along axis " + axis + ": it needs 0 ≤ start ≤ stop ≤ " + sizes[axis]
                        + (start[axis] < 0 || stop[axis] < 0
                                ? "; counted from the start, the range is " + first[axis] + " to " + end[axis]
                                : ""));
            }
            if (step[axis] < 1) {
                throw new IllegalArgumentException("Slice: the step along axis " + axis + " of " + x.describe()
                        + " must be 1 or more, but is " + step[axis] + "; use flip to reverse the axis");
            }
            sizes[axis] = end[axis] == first[axis] ? 0 : (end[axis] - first[axis] - 1) / step[axis] + 1;
        }
        return Shapes.named("Slice", List.of(x), sizes);
    }

    private static int[] fromLeft(Node x, int... ends) {
        int[] fromLeft = ends.clone();
        for (int axis = 0; axis < ends.length; axis++) {
            int size = x.shape().size(axis);
            fromLeft[axis] = ends[axis] == END ? size : ends[axis] < 0 ? ends[axis] + size : ends[axis];
        }
        return fromLeft;
    }
}
