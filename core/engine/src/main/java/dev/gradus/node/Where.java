package dev.gradus.node;

import java.util.List;
import java.util.Objects;

/**
 * Chooses element by element: a where the condition is not 0, b where it is; the three are broadcast to one shape. An
 * element that is not chosen has no influence, even if it is infinite or NaN.
 *
 * <p>The gradient goes to the chosen one: ∂J/∂a = where(condition, ∂J/∂this, 0) and ∂J/∂b = where(condition, 0,
 * ∂J/∂this), each summed over the copies that broadcasting made. The condition gets zero.
 */
public final class Where extends Op {
    /**
     * {@code condition ? a : b} for every element.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public Where(Node condition, Node a, Node b) {
        super(
                Broadcasting.shapeOrScalar(
                        "Where",
                        Objects.requireNonNull(condition, "condition"),
                        Objects.requireNonNull(a, "a"),
                        Objects.requireNonNull(b, "b")),
                condition,
                a,
                b);
        Broadcasting.check(this, condition, a, b);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int[] ofCondition = Broadcasting.sources(input(0).shape(), shape());
        int[] ofA = Broadcasting.sources(input(1).shape(), shape());
        int[] ofB = Broadcasting.sources(input(2).shape(), shape());
        for (int i = 0; i < out.length; i++) {
            out[i] = in[0][ofCondition[i]] != 0 ? in[1][ofA[i]] : in[2][ofB[i]];
        }
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
        return List.of("condition", "a", "b");
    }

    @Override
    public Notation notation() {
        return Notation.function("where").java("{0}.where({1}, {2})").numpy("np.where({0}, {1}, {2})");
    }
}
