package dev.gradus.node;

import dev.gradus.kernel.Permutation;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The axes in another order: element (i, j) of xᵀ is element (j, i) of x.
 *
 * <p>∂J/∂x is the upstream gradient with the order undone.
 */
public final class Transpose extends Op {
    private final List<Integer> axes;
    private final Permutation permutation;

    /** All axes reversed: xᵀ for a matrix. */
    public Transpose(Node x) {
        this(reversed(x.shape().rank()), x);
    }

    /**
     * Axis i of the result is axis {@code axes[i]} of x.
     *
     * @param axes every axis of x once; negative ones count from the end
     * @throws ShapeException if they are not
     */
    public Transpose(Node x, int... axes) {
        this(checked(x, axes), x);
    }

    private Transpose(List<Integer> axes, Node x) {
        super(permuted(x.shape(), axes), x);
        this.axes = axes;
        this.permutation = Permutation.of(x.shape().sizes(), toArray(axes));
    }

    /** For every axis of the result, which axis of x it is. */
    public List<Integer> axes() {
        return axes;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        permutation.apply(in[0], out);
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
    public Transpose withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Transpose(inputs.get(0), toArray(axes));
    }

    @Override
    public Record attributes() {
        return new Order(axes);
    }

    private record Order(List<Integer> axes) {}

    @Override
    public List<String> operands() {
        return List.of("x");
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
        return IntStream.range(0, rank).mapToObj(axis -> rank - 1 - axis).toList();
    }

    private static List<Integer> checked(Node x, int[] axes) {
        int rank = x.shape().rank();
        List<Integer> fromLeft = Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .boxed()
                .toList();
        if (!fromLeft.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, rank).boxed().toList())) {
            throw new ShapeException("Transpose: " + x.describe() + " needs each of its " + rank
                    + " axes once, but was given " + Arrays.toString(axes));
        }
        return fromLeft;
    }

    private static Shape permuted(Shape x, List<Integer> axes) {
        return Shape.of(axes.stream().mapToInt(x::size).toArray())
                .named(axes.stream().map(x::name).toArray(String[]::new));
    }

    private static int[] toArray(List<Integer> axes) {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }
}
