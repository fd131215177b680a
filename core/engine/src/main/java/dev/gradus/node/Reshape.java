package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;

/**
 * The same elements in the same row-major order, in another shape of as many elements.
 *
 * <p>∂J/∂x is the upstream gradient in x's shape.
 */
public final class Reshape extends Op {
    /**
     * {@code x} in this shape.
     *
     * @throws ShapeException if the target has another number of elements
     */
    public Reshape(Node x, Shape target) {
        super(target, x);
        if (target.elements() != x.shape().elements()) {
            throw new ShapeException("Reshape: " + x.describe() + " has "
                    + x.shape().elements() + " elements, but " + target + " takes " + target.elements());
        }
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
    public Reshape withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Reshape(inputs.get(0), shape());
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
