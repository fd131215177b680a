package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * x with its axes in a different order: element (i, j) of xᵀ is element (j, i) of x.
 *
 * <p>∂J/∂x is the upstream gradient with the inverse order of axes.
 */
public final class Transpose extends CopyingOp {
    private final List<Integer> axes;

    /** x with all axes reversed: xᵀ for a matrix. */
    public Transpose(Node x) {
        this(reversed(x.shape().rank()), x);
    }

    /**
     * x with its axes in this order: axis i of the result is axis {@code axes[i]} of x.
     *
     * @param axes each axis of x once; negative values count from the end
     * @throws ShapeException if an axis is missing or repeated, or x has no such axis
     */
    public Transpose(Node x, int... axes) {
        this(checked(x, axes), x);
    }

    private Transpose(List<Integer> axes, Node x) {
        super(permuted(x.shape(), axes), x, in -> new Transpose(in, toArray(axes)));
        this.axes = axes;
    }

    /** For each axis of the result, the corresponding axis of x. */
    public List<Integer> axes() {
        return axes;
    }

    @Override
    int[] sources() {
        int[] strides = Axes.strides(input(0).shape().sizes());
        return Axes.offsets(
                shape().sizes(), axes.stream().mapToInt(axis -> strides[axis]).toArray());
    }

    @Override
    public List<Node> backward(Node upstream) {
        int[] inverse = new int[axes.size()];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[axes.get(axis)] = axis;
        }
        return List.of(new Transpose(upstream, inverse));
    }

    @Override
    public Record attributes() {
        return new Order(axes);
    }

    private record Order(List<Integer> axes) {
        @Override
        public int hashCode() { // the generated hashCode takes milliseconds to link on first use
            return axes.hashCode();
        }
    }

    @Override
    public Dependence dependence() {
        return movesNothing() ? Dependence.VIEW : super.dependence();
    }

    /** Whether the row-major order stays the same: the axes of size greater than 1 keep their order. */
    private boolean movesNothing() {
        int last = -1;
        for (int axis : axes) {
            if (input(0).shape().size(axis) != 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }

    @Override
    public Notation notation() {
        if (axes.equals(reversed(axes.size()))) {
            return Notation.postfix("ᵀ").java("{0}.transpose()").numpy("{0}.T");
        }
        String list = axes.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Notation.function("transpose")
                .arguments(List.of("(" + list + ")"))
                .java("{0}.transpose(" + list + ")")
                .numpy("np.transpose({0}, (" + list + "))");
    }

    private static List<Integer> reversed(int rank) {
        Integer[] axes = new Integer[rank];
        for (int axis = 0; axis < rank; axis++) {
            axes[axis] = rank - 1 - axis;
        }
        return List.of(axes);
    }

    private static List<Integer> checked(Node x, int[] axes) {
        Objects.requireNonNull(x, "x");
        int rank = x.shape().rank();
        Objects.requireNonNull(axes, "axes");
        Integer[] fromLeft = new Integer[axes.length];
        boolean[] seen = new boolean[rank];
        boolean eachOnce = axes.length == rank;
        for (int i = 0; i < axes.length && eachOnce; i++) {
            int axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            eachOnce = axis >= 0 && axis < rank && !seen[axis];
            if (eachOnce) {
                seen[axis] = true;
                fromLeft[i] = axis;
            }
        }
        if (!eachOnce) {
            throw new ShapeException("Transpose: " + x.describe() + " needs each of its " + rank
                    + " axes once, but was given " + Arrays.toString(axes));
        }
        return List.of(fromLeft);
    }

    private static Shape permuted(Shape x, List<Integer> axes) {
        int[] sizes = new int[axes.size()];
        String[] names = new String[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = x.size(axes.get(axis));
            names[axis] = x.name(axes.get(axis));
        }
        return Shape.of(sizes).named(names);
    }

    private static int[] toArray(List<Integer> axes) {
        int[] array = new int[axes.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = axes.get(i);
        }
        return array;
    }
}
