package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Optional;

/**
 * {@code withInputs(inputs())} is the same op; on other inputs it is the same op there; and class, attributes and inputs
 * determine the value, which is what lets a plan compute equal ops once.
 */
final class IdentityLaw {
    /** How many other attributes are drawn to be told apart from the case's own. */
    private static final int OTHERS = 4;

    private IdentityLaw() {}

    static Optional<Finding> check(OpCase where) {
        Op op = where.op();
        if (op.operands().size() != op.inputs().size()) {
            return Optional.of(
                    Finding.of("its operands() names " + op.operands().size() + " operands, but the op has "
                            + op.inputs().size()));
        }
        List<Node> elsewhere = OpCase.nodes(where.spec(), where.layout());
        return isSame(where, "what withInputs(inputs()) gives", op.withInputs(op.inputs()), op.inputs())
                .or(() -> isSame(where, "what withInputs(others) gives", op.withInputs(elsewhere), elsewhere))
                .or(() -> isSame(where, "another instance", where.anotherOp(), List.of()))
                .or(() -> attributesTellApart(where));
    }

    private static Optional<Finding> isSame(OpCase where, String how, Op copy, List<Node> inputs) {
        Op op = where.op();
        if (copy.getClass() != op.getClass()) {
            return Optional.of(Finding.of(how + " is a " + copy.name()));
        }
        if (!inputs.isEmpty() && !copy.inputs().equals(inputs)) {
            return Optional.of(Finding.of(how + " does not have those inputs")
                    .with("inputs", copy.inputs().toString()));
        }
        if (!copy.shape().equals(op.shape())) {
            return Optional.of(Finding.of(how + " has shape " + copy.shape() + " instead of " + op.shape()));
        }
        if (!copy.attributes().equals(op.attributes())) {
            return Optional.of(Finding.of(how + " has other attributes")
                    .with("attributes", copy.attributes() + " instead of " + op.attributes()));
        }
        double[] upstream = where.upstream().toArray();
        double[][] expected = Backward.of(op).at(where.arrays(), upstream);
        double[][] gradients = Backward.of(copy).at(where.arrays(), upstream);
        boolean sameValue =
                Bits.firstDifference(Execution.forward(copy, where.arrays()), Execution.forward(op, where.arrays()))
                        < 0;
        for (int input = 0; input < gradients.length; input++) {
            if (sameValue && Bits.firstDifference(gradients[input], expected[input]) >= 0) {
                return Optional.of(Finding.of(how + " has another gradient for "
                        + where.spec().inputs().get(input).name()));
            }
        }
        return sameValue ? Optional.empty() : Optional.of(Finding.of(how + " has another value"));
    }

    private static Optional<Finding> attributesTellApart(OpCase where) {
        Op op = where.op();
        double[] value = Execution.forward(op, where.arrays());
        for (long seed = 0; seed < OTHERS; seed++) {
            Object attribute =
                    CaseGenerator.attribute(where.spec(), where.layout(), seed).value();
            Op other = where.spec().make(where.inputs(), attribute);
            boolean claimedEqual =
                    other.getClass() == op.getClass() && other.attributes().equals(op.attributes());
            boolean equal = other.shape().equals(op.shape())
                    && Bits.firstDifference(Execution.forward(other, where.arrays()), value) < 0;
            if (claimedEqual && !equal) {
                return Optional.of(Finding.of("two ops with equal attributes() have different values;"
                                + " what decides the value belongs into attributes()")
                        .with("attributes", op.attributes().toString())
                        .with("one", op.expression())
                        .with("other", other.expression()));
            }
        }
        return Optional.empty();
    }
}
