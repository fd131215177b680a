package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The axes of x that an op reduces to one number each, and the shapes with and without them. */
record ReducedAxes(Shape x, List<Integer> axes, boolean keepDims) {

    /** The axes in ascending order. Negative axes count from the end. */
    static ReducedAxes of(String op, Node x, boolean keepDims, int... axes) {
        boolean[] reduced = Axis.marked(op, x, axes);
        return new ReducedAxes(
                x.shape(),
                IntStream.range(0, reduced.length)
                        .filter(axis -> reduced[axis])
                        .boxed()
                        .toList(),
                keepDims);
    }

    Shape result() {
        return keepDims ? withOnes() : without();
    }

    /** The shape of x with size 1 at the reduced axes, which broadcasts against x. */
    Shape withOnes() {
        int[] sizes = x.sizes();
        axes.forEach(axis -> sizes[axis] = 1);
        return Shape.of(sizes).named(names(IntStream.range(0, x.rank()), true));
    }

    private Shape without() {
        int[] kept = IntStream.range(0, x.rank())
                .filter(axis -> !axes.contains(axis))
                .toArray();
        return Shape.of(Arrays.stream(kept).map(x::size).toArray()).named(names(Arrays.stream(kept), false));
    }

    private String[] names(IntStream kept, boolean blankReduced) {
        return kept.mapToObj(axis -> blankReduced && axes.contains(axis) ? "" : x.name(axis))
                .toArray(String[]::new);
    }

    /** For each element of the result, the elements of x that are reduced to it, in row-major order. */
    double[][] groups(double[] values) {
        return groups(values, x, marked());
    }

    /**
     * For each position along the axes that are not reduced, the elements along the reduced axes, in row-major order.
     */
    static double[][] groups(double[] values, Shape shape, boolean... reduced) {
        int[] starts = offsets(shape, reduced, false);
        int[] members = offsets(shape, reduced, true);
        double[][] groups = new double[starts.length][members.length];
        for (int group = 0; group < starts.length; group++) {
            for (int member = 0; member < members.length; member++) {
                groups[group][member] = values[starts[group] + members[member]];
            }
        }
        return groups;
    }

    private static int[] offsets(Shape shape, boolean[] reduced, boolean wanted) {
        int[] axes = IntStream.range(0, reduced.length)
                .filter(axis -> reduced[axis] == wanted)
                .toArray();
        int[] strides = Axes.strides(shape.sizes());
        return Axes.offsets(
                Arrays.stream(axes).map(shape::size).toArray(),
                Arrays.stream(axes).map(axis -> strides[axis]).toArray());
    }

    private boolean[] marked() {
        boolean[] marked = new boolean[x.rank()];
        axes.forEach(axis -> marked[axis] = true);
        return marked;
    }

    int[] numbers() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The number of elements of x that are reduced to one element of the result. */
    int count() {
        return axes.stream().mapToInt(x::size).reduce(1, (product, size) -> product * size);
    }

    /** Refuses a reduction of no elements. */
    void requireElements(String op, Node operand, String purpose) {
        if (count() == 0) {
            throw new ShapeException(op + ": " + operand.describe() + " has no elements to " + purpose + " over "
                    + (areAll() ? "all axes" : arguments().get(0)));
        }
    }

    /**
     * A node of the result's shape, with the reduced axes restored with size 1 so that it broadcasts against x. A
     * scalar is returned as it is.
     */
    Node aligned(Node result) {
        Shape ones = withOnes();
        return result.shape().isScalar() || result.shape().equals(ones) ? result : result.reshape(ones);
    }

    /** The gradient of each element of the result, at every position of x that was reduced to it. */
    Node spread(Node upstream) {
        return aligned(upstream).broadcastTo(x);
    }

    /** The sum of a node of x's shape over the reduced axes. */
    Node sum(Node node) {
        return new Sum(node, keepDims, numbers());
    }

    /** The greatest elements of a node of x's shape over the reduced axes. */
    Node max(Node node) {
        return new Max(node, keepDims, numbers());
    }

    boolean areAll() {
        return axes.size() == x.rank();
    }

    /** How the axes print after the operand. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (!areAll()) {
            String text = axes.stream().map(axis -> Axis.text(x, axis)).collect(Collectors.joining(", "));
            arguments.add((axes.size() == 1 ? "axis " : "axes ") + (axes.isEmpty() ? "none" : text));
        }
        if (keepDims) {
            arguments.add("keep dims");
        }
        return arguments;
    }

    /** The notation of a reduction with this name in formulas and in Java, and this function in NumPy. */
    Notation notation(String name, String numpy) {
        String list = axes.stream().map(String::valueOf).collect(Collectors.joining(", "));
        boolean plain = areAll() && !keepDims;
        String javaArguments = plain ? "" : axes.isEmpty() ? "new int[0]" : list;
        String numpyAxes = plain ? "" : ", axis=(" + list + (axes.size() == 1 ? ",)" : ")");
        return Notation.function(name)
                .arguments(arguments())
                .java("{0}." + name + "(" + javaArguments + ")" + (keepDims ? ".keepDims()" : ""))
                .numpy(numpy + "({0}" + numpyAxes + (keepDims ? ", keepdims=True)" : ")"));
    }

    /** The attributes that distinguish two reductions of the same operand. */
    Record attributes() {
        return new Attributes(axes, keepDims);
    }

    private record Attributes(List<Integer> axes, boolean keepDims) {}
}
