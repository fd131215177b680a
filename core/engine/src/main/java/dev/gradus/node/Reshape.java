package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * x in a different shape with the same number of elements, in the same row-major order.
 *
 * <p>∂J/∂x is the upstream gradient in the shape of x.
 */
public final class Reshape extends Op {
    /**
     * {@code x} in this shape.
     *
     * @throws ShapeException if the target has a different number of elements
     */
    public Reshape(Node x, Shape target) {
        super(target, x, in -> new Reshape(in, target));
        Objects.requireNonNull(target, "target");
        if (target.elements() != x.shape().elements()) {
            throw new ShapeException("Reshape: " + x.describe() + " has "
                    + x.shape().elements() + " elements, but " + target + " takes " + target.elements());
        }
    }

    /**
     * {@code x} in a shape of these sizes. One of them may be −1; it is inferred from the others.
     *
     * @throws ShapeException if the sizes give a different number of elements, or −1 cannot be inferred
     */
    public Reshape(Node x, int... sizes) {
        this(Objects.requireNonNull(x, "x"), Shape.of(Shapes.checkSize("Reshape", List.of(x), completed(x, sizes))));
    }

    private static int[] completed(Node x, int... sizes) {
        Objects.requireNonNull(sizes, "sizes");
        int[] completed = sizes.clone();
        int open = -1;
        long others = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] != -1) {
                others = Math.min(others * sizes[axis], Integer.MAX_VALUE);
            } else if (open < 0) {
                open = axis;
            } else {
                throw new ShapeException("Reshape: " + Arrays.toString(sizes) + " for " + x.describe()
                        + " has more than one -1; only one size can be inferred");
            }
        }
        if (open >= 0) {
            int elements = x.shape().elements();
            if (others == 0 || elements % others != 0) {
                throw new ShapeException("Reshape: " + x.describe() + " has " + elements + " elements, so -1 in "
                        + Arrays.toString(sizes) + " cannot be inferred: the product of the other sizes is " + others);
            }
            completed[open] = (int) (elements / others);
        }
        return completed;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.reshape(input(0).shape()));
    }

    @Override
    public Record attributes() {
        return new TargetShape(shape());
    }

    @Override
    public Dependence dependence() {
        return Dependence.VIEW;
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("reshape")
                .arguments(List.of(shape().toString()))
                .java(TargetShape.java("reshape", shape()))
                .numpy("np.reshape({0}, " + TargetShape.numpy(shape()) + ")");
    }
}
