package dev.gradus.node;

import dev.gradus.kernel.Reduction;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The axes of x that an op turns into one number each, and the shapes with and without them. */
record ReducedAxes(Shape x, List<Integer> axes, boolean keepDims) {

    static ReducedAxes all(Node x, boolean keepDims) {
        return of("", x, keepDims, IntStream.range(0, x.shape().rank()).toArray());
    }

    /** Negative axes count from the end; the order of the axes does not matter. */
    static ReducedAxes of(String op, Node x, boolean keepDims, int... axes) {
        int rank = x.shape().rank();
        boolean[] reduced = new boolean[rank];
        for (int axis : axes) {
            if (axis < -rank || axis >= rank) {
                throw new ShapeException(op + ": " + x.describe() + " has no axis " + axis + ": it has rank " + rank);
            }
            int fromLeft = axis < 0 ? axis + rank : axis;
            if (reduced[fromLeft]) {
                throw new ShapeException(
                        op + ": axis " + axis + " of " + x.describe() + " is given twice in " + Arrays.toString(axes));
            }
            reduced[fromLeft] = true;
        }
        return new ReducedAxes(
                x.shape(),
                IntStream.range(0, rank).filter(axis -> reduced[axis]).boxed().toList(),
                keepDims);
    }

    /** The same axes and choice for another operand. */
    ReducedAxes on(String op, Node other) {
        return of(op, other, keepDims, axes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The op's shape: the axes gone, or of size 1. */
    Shape result() {
        return keepDims ? withOnes() : without();
    }

    /** x's shape with size 1 at the reduced axes, which broadcasts to x. */
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

    /** The sums over these axes. */
    Reduction reduction() {
        boolean[] reduced = new boolean[x.rank()];
        axes.forEach(axis -> reduced[axis] = true);
        return Reduction.over(reduced, x.sizes());
    }

    /** Each element of the result's gradient, at every place of x that went into it. */
    Node spread(Node upstream) {
        Shape ones = withOnes();
        return (upstream.shape().equals(ones) ? upstream : upstream.reshape(ones)).broadcastTo(x);
    }

    boolean areAll() {
        return axes.size() == x.rank();
    }

    /** How the axes print after the operand. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (!areAll()) {
            String text = axes.stream().map(this::axisName).collect(Collectors.joining(", "));
            arguments.add((axes.size() == 1 ? "axis " : "axes ") + (axes.isEmpty() ? "none" : text));
        }
        if (keepDims) {
            arguments.add("keep dims");
        }
        return arguments;
    }

    private String axisName(int axis) {
        return x.name(axis).isEmpty() ? String.valueOf(axis) : x.name(axis);
    }

    Notation notation(String symbol, String method) {
        String list = axes.stream().map(String::valueOf).collect(Collectors.joining(", "));
        boolean plain = areAll() && !keepDims;
        String javaArguments = plain ? "" : axes.isEmpty() ? "new int[0]" : list;
        String numpyAxes = plain ? "" : ", axis=(" + list + (axes.size() == 1 ? ",)" : ")");
        return Notation.function(symbol)
                .arguments(arguments())
                .java("{0}." + method + (keepDims ? "KeepDims(" : "(") + javaArguments + ")")
                .numpy("np." + method + "({0}" + numpyAxes + (keepDims ? ", keepdims=True)" : ")"));
    }

    /** What distinguishes two reductions of the same operand. */
    Record attributes() {
        return new Attributes(axes, keepDims);
    }

    private record Attributes(List<Integer> axes, boolean keepDims) {}
}
