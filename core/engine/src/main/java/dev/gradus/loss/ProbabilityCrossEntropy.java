package dev.gradus.loss;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The cross-entropy of a binary target y and a probability p, element by element, with broadcast operands:
 *
 * <pre>{@code −y ln p − (1 − y) ln(1 − p)}</pre>
 *
 * <p>A term of weight 0 is 0, so the value is 0 where p = y = 0 or p = y = 1, and ∞ only where p excludes the target.
 * Outside 0 ≤ p ≤ 1 it is NaN. If logits are available, {@link BinaryCrossEntropyLoss} is more precise, because 1 − p loses
 * digits for p near 1.
 *
 * <p>∂J/∂p = ∂J/∂this (p − y) / (p (1 − p)), which is 1 / (1 − p) for y = 0 and −1 / p for y = 1; ∂J/∂y = ∂J/∂this (ln(1 −
 * p) − ln p). Each is summed over the copies made by broadcasting.
 */
public final class ProbabilityCrossEntropy extends BinaryOp {
    /**
     * Computes the cross-entropy of each element.
     *
     * @param p probabilities, from 0 to 1
     * @param y targets, from 0 to 1
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public ProbabilityCrossEntropy(Node p, Node y) {
        super(Objects.requireNonNull(p, "p"), Objects.requireNonNull(y, "y"), ProbabilityCrossEntropy::new);
    }

    @Override
    public double apply(double p, double y) {
        return weighted(y, -Elementary.log(p)) + weighted(1 - y, -Elementary.log1p(-p));
    }

    /** Returns 0 for a term of weight 0, even if x is infinite. */
    private static double weighted(double weight, double x) {
        return weight == 0 && x == Double.POSITIVE_INFINITY ? 0 : weight * x;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Node p = a();
        Node y = b();
        Node one = Constant.of(1);
        Node rest = one.subtract(p);
        // Where y is 0 or 1, the fraction is reduced so that 0 / 0 does not occur, not even in further derivatives.
        Node over = y.equal(0).where(one, y.equal(1).where(Constant.of(-1), p.subtract(y)));
        Node under = y.equal(0).where(rest, y.equal(1).where(p, p.multiply(rest)));
        return List.of(
                upstream.multiply(over.divide(under)).sumTo(p.shape()),
                upstream.multiply(p.negate().log1p().subtract(p.log())).sumTo(y.shape()));
    }

    @Override
    public Optional<Node> definition() {
        Node one = Constant.of(1);
        Node yes = b().multiply(a().log());
        Node no = one.subtract(b()).multiply(one.subtract(a()).log());
        return Optional.of(yes.add(no).negate());
    }

    @Override
    public List<String> operands() {
        return List.of("p", "y");
    }

    @Override
    public Notation notation() {
        return Notation.function("crossEntropy")
                .java("new ProbabilityCrossEntropy({0}, {1})")
                .numpy("-(np.where({1} == 0, 0, {1} * np.log(np.where({1} == 0, 1, {0}))) "
                        + "+ np.where({1} == 1, 0, (1 - {1}) * np.log1p(-np.where({1} == 1, 0, {0}))))");
    }
}
