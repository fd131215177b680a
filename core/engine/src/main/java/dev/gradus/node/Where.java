package dev.gradus.node;

import java.util.List;

/**
 * Chooses element by element: a where the condition is not 0, b where it is 0. The three are broadcast to one shape. An element
 * that is not chosen has no influence, even if it is infinite or NaN.
 *
 * <p>The gradient goes to the chosen element: ∂J/∂a = where(condition, ∂J/∂this, 0) and ∂J/∂b = where(condition, 0, ∂J/∂this),
 * each summed over the copies that broadcasting made. The condition gets zero.
 */
public final class Where extends TernaryOp {
    private static final List<String> OPERANDS = List.of("condition", "a", "b");

    /**
     * {@code condition ? a : b} for every element.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public Where(Node condition, Node a, Node b) {
        super("Where", OPERANDS, condition, a, b);
    }

    @Override
    double apply(double condition, double a, double b) {
        return condition != 0 ? a : b;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node condition = input(0);
        Node nothing = Constant.of(0);
        return List.of(
                zero(),
                condition.where(upstream, nothing).sumTo(input(1).shape()),
                condition.where(nothing, upstream).sumTo(input(2).shape()));
    }

    @Override
    public Where withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Where(inputs.get(0), inputs.get(1), inputs.get(2));
    }

    @Override
    public Dependence dependence() {
        return Dependence.SELECTION;
    }

    @Override
    public List<String> operands() {
        return OPERANDS;
    }

    @Override
    public Notation notation() {
        return Notation.function("where").java("{0}.where({1}, {2})").numpy("np.where({0}, {1}, {2})");
    }
}
