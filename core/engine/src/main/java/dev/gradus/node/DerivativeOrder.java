package dev.gradus.node;

import java.util.List;

/**
 * A function or its derivative of any order, elementwise. The derivative of order n has the derivative of order n + 1
 * as its slope.
 */
public abstract sealed class DerivativeOrder extends UnaryOp permits Erfcx, Polygamma, Sinc {
    final int order;

    DerivativeOrder(String op, Node x, int order) {
        super(x);
        this.order = checked(op, order);
    }

    /** Refuses negative orders. There is no upper limit, because backward needs the next order. */
    static int checked(String op, int order) {
        if (order < 0) {
            throw new IllegalArgumentException(op + ": the order must be 0 or more, not " + order);
        }
        return order;
    }

    /** The order of the derivative: 0 for the function itself, 1 for its first derivative. */
    public final int order() {
        return order;
    }

    /** The derivative of this order at x. */
    abstract DerivativeOrder of(Node x, int order);

    @Override
    public final List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(of(x(), order + 1)));
    }

    @Override
    public final DerivativeOrder withInputs(List<Node> inputs) {
        checkCount(inputs);
        return of(inputs.get(0), order);
    }

    @Override
    public final Record attributes() {
        return new Order(order);
    }

    private record Order(int order) {}
}
