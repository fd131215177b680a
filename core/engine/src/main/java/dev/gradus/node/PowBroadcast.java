package dev.gradus.node;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Notation.Binding;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The power aᵇ, elementwise with broadcasting, for a &gt; 0, for a = 0 with b ≥ 0, and for a &lt; 0 with integer b. It
 * is NaN for a &lt; 0 with any other b, ∞ for a = 0 with b &lt; 0, and 1 for 0⁰. Integer powers are exact if a double
 * can represent them.
 *
 * <p>∂J/∂a = ∂J/∂this ∗ b aᵇ⁻¹ and ∂J/∂b = ∂J/∂this ∗ aᵇ ln a, each summed over the broadcast axes. A {@link Constant}
 * exponent gets no gradient.
 *
 * <p>At a = 0, ∂J/∂a is ∞ for 0 &lt; b &lt; 1 and 0 for b = 0, because a⁰ is constant; ∂J/∂b is 0, because 0ᵇ is
 * treated as constant. For a &lt; 0 there is no derivative with respect to b, and ∂J/∂b is NaN.
 */
public final class PowBroadcast extends BinaryOp {
    /**
     * {@code a ^ b}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public PowBroadcast(Node a, Node b) {
        super(a, b, PowBroadcast::new);
    }

    @Override
    public double apply(double a, double b) {
        return Elementary.pow(a, b);
    }

    @Override
    public List<Node> backward(Node upstream) {
        if (b() instanceof Constant exponent) {
            Node slope = b().multiply(a().pow(oneLess(exponent)));
            Node ofA = upstream.multiply(slope);
            Tensor isConstant = exponent.value().map(b -> b == 0 ? 1 : 0);
            boolean isAnyConstant = Arrays.stream(isConstant.toArray()).anyMatch(is -> is == 1);
            return List.of(
                    (isAnyConstant ? Constant.of(isConstant).where(Constant.of(0), ofA) : ofA).sumTo(a().shape()),
                    undefined("a constant exponent is not differentiated; make it an Input or a Parameter"));
        }
        Node isZero = a().equal(0);
        Node slopeInB = multiply(isZero.where(Constant.of(1), a()).log());
        Node ofB = isZero.where(Constant.of(0), upstream.multiply(slopeInB));
        Node writtenOfB = upstream.multiply(multiply(a().log()));
        return List.of(
                upstream.multiply(slopeInA()).sumTo(a().shape()), new TextbookForm(ofB, writtenOfB).sumTo(b().shape()));
    }

    /** b − 1, but 0 for b = 0, so that the slope 0 ∗ a⁰ is also 0 at a = 0. */
    private static Constant oneLess(Constant b) {
        return Constant.of(b.value().map(exponent -> exponent == 0 ? 0 : exponent - 1));
    }

    /**
     * b aᵇ⁻¹. For b = 0, where aᵇ⁻¹ may overflow, it is computed as b ∗ 1/a ∗ aᵇ with an a that has a reciprocal. Each
     * form uses the base 1 at the elements of the other form, so that no NaN comes from elements that are not selected.
     */
    private Node slopeInA() {
        Node one = Constant.of(1);
        Node flat = b().equal(0);
        Node sloped = flat.where(one, a());
        Node tiny = a().abs().less(Double.MIN_NORMAL);
        Node level = flat.where(tiny.where(Constant.of(Double.MIN_NORMAL), a()), one);
        Node slope = flat.where(
                b().multiply(level.reciprocal()).multiply(level.pow(b())), b().multiply(sloped.pow(b().subtract(1))));
        return new TextbookForm(slope, b().multiply(a().pow(b().subtract(1))));
    }

    @Override
    public Notation notation() {
        return Notation.infix("^", Binding.POWER).java("{0}.pow({1})").numpy("{0} ** {1}");
    }
}
