package dev.gradus.testkit.law;

import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that {@code withInputs} returns the same op on the same and on other inputs, and that class, attributes and
 * inputs determine the value. A plan relies on this to compute equal ops once.
 */
public final class IdentityLaw {
    /** The number of other attributes that are drawn for comparison with that of the case. */
    private static final int OTHERS = 4;

    private IdentityLaw() {}

    public static Optional<Finding> check(Case where) {
        Op op = where.op();
        if (op.operands().size() != op.inputs().size()) {
            return Optional.of(
                    Finding.of("its operands() names " + op.operands().size() + " operands, but the op has "
                            + op.inputs().size()));
        }
        return Variation.sameOp(
                        where,
                        Variation.ITS_INPUTS,
                        Variation.OTHER_NODES,
                        Variation.ANOTHER_INSTANCE,
                        Variation.COPIED_ATTRIBUTE)
                .or(() -> attributesTellApart(where));
    }

    /** Checks that drawn and similar attributes differ wherever the value differs. */
    private static Optional<Finding> attributesTellApart(Case where) {
        double[] value = Execution.forward(where.op(), where.arrays());
        List<Object> others = new ArrayList<>();
        for (long seed = 0; seed < OTHERS; seed++) {
            others.add(
                    CaseGenerator.attribute(where.spec(), where.layout(), seed).value());
        }
        others.addAll(SimilarAttributes.of(where.attribute()));
        return others.stream()
                .map(attribute -> toldApart(where, value, attribute))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Finding> toldApart(Case where, double[] value, Object attribute) {
        Op op = where.op();
        Op other;
        double[] otherValue;
        try {
            other = where.spec().make(where.inputs(), attribute);
            otherValue = Execution.forward(other, where.arrays());
        } catch (RuntimeException doesNotFit) {
            return Optional.empty();
        }
        if (other.getClass() != op.getClass()) {
            return Optional.empty();
        }
        Optional<Finding> inconsistent = areConsistent(op, other);
        boolean equal = other.shape().equals(op.shape()) && Bits.firstDifference(otherValue, value) < 0;
        return inconsistent.isEmpty() && !equal && other.attributes().equals(op.attributes())
                ? Optional.of(Finding.of("two ops with equal attributes() have different values;"
                                + " anything that determines the value belongs in attributes()")
                        .with("attributes", op.attributes().toString())
                        .with("one", op.expression() + described(where.attribute()))
                        .with("other", other.expression() + described(attribute)))
                : inconsistent;
    }

    private static String described(Object attribute) {
        return attribute == SpecData.NO_ATTRIBUTE ? "" : ", drawn " + Text.attribute(attribute);
    }

    /** Checks equals and hashCode, because a record may override them inconsistently. */
    static Optional<Finding> areConsistent(Op op, Op other) {
        Record one = op.attributes();
        Record two = other.attributes();
        boolean equal = one.equals(two);
        String broken = "";
        if (equal != two.equals(one)) {
            broken = "attributes() are equal one way round only";
        } else if (equal && one.hashCode() != two.hashCode()) {
            broken =
                    "equal attributes() have different hash codes, so that a plan that looks for equal ops misses them";
        }
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(broken)
                        .with("attributes", one + " and " + two)
                        .with("hash codes", one.hashCode() + " and " + two.hashCode()));
    }
}
