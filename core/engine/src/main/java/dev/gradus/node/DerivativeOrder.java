package dev.gradus.node;

import java.util.List;

/** A derivative of a function, of any order, element by element: its own derivative is the one of the next order. */
public abstract sealed class DerivativeOrder extends UnaryOp permits Erfcx, Polygamma, Sinc {
    private static final int GREATEST_ORDER = 100;

    final int order;

    DerivativeOrder(String op, Node x, int order) {
        super(x);
        if (order < 0 || order > GREATEST_ORDER) {
            throw new IllegalArgumentException(
                    op + ": the order must be between 0 and " + GREATEST_ORDER + ", not " + order);
        }
        this.order = order;
    }

    /** 0 for the function itself, 1 for its first derivative. */
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
