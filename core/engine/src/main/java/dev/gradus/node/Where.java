package dev.gradus.node;

import java.util.List;

/**
 * a where the condition is not 0, and b where it is 0, elementwise with broadcasting. Elements that are not selected
 * have no influence, even if they are infinite or NaN.
 *
 * <p>The gradient goes to the selected element: ∂J/∂a = where(condition, ∂J/∂this, 0) and ∂J/∂b = where(condition, 0,
 * ∂J/∂this), each summed over the broadcast axes. The gradient of the condition is zero.
 */
public final class Where extends TernaryOp {
    private static final List<String> OPERANDS = List.of("condition", "a", "b");

    /**
     * {@code condition ? a : b} for each element.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public Where(Node condition, Node a, Node b) {
        super("Where", OPERANDS, condition, a, b, Where::new);
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
