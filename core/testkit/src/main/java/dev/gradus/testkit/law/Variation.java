package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The variations of a case that make no difference to an op. A law is a draw, some of these rows, and a relation: {@link
 * #sameBits} or {@link #sameOp}. A new variation takes one row, and its name in a law.
 */
enum Variation {
    /** The op is called again. */
    SECOND_CALL("a second call", where -> Varied.of(where.op())),
    /** Another op is made of the same attribute. */
    ANOTHER_INSTANCE("another instance", where -> Varied.of(where.anotherOp())),
    /** The op is moved to the inputs that it has. */
    ITS_INPUTS("what withInputs(inputs()) gives", where -> {
        List<Node> inputs = where.op().inputs();
        return Varied.of(where.op().withInputs(inputs), inputs);
    }),
    /** The op is moved to other inputs of the same shapes. */
    OTHER_NODES("what withInputs(others) gives", where -> {
        List<Node> nodes = Case.nodes(where.spec(), where.layout());
        return Varied.of(where.op().withInputs(nodes), nodes);
    }),
    /** Arrays, lists and records that were drawn are equal, but not the same. */
    COPIED_ATTRIBUTE(
            "one that is made of a copy of what was drawn",
            where -> Varied.of(where.spec().make(where.inputs(), SimilarAttributes.copy(where.attribute())))),
    /** Ops with other attributes and shapes are made and computed meanwhile. */
    OTHERS_COMPUTED(
            "after another instance is constructed and computed",
            where -> CaseGenerator.others(where).stream()
                    .map(other ->
                            new Varied(where.op(), List.of(), Optional.of(() -> compute(other)), Optional.of(other)))),
    /** The caller overwrites what it gave to the constructor. */
    ARGUMENTS_CHANGED(changed("its constructor has got"), where -> {
        List<Node> nodes = new ArrayList<>(where.inputs());
        Object attribute = SimilarAttributes.copy(where.attribute());
        Op op = where.spec().make(nodes, attribute);
        return Varied.after(op, where.inputs(), () -> {
            SimilarAttributes.overwrite(attribute);
            nodes.clear();
        });
    }),
    /** The caller overwrites what it gave to withInputs. */
    INPUTS_CHANGED(changed("withInputs has got"), where -> {
        List<Node> nodes = new ArrayList<>(where.inputs());
        return Varied.after(where.op().withInputs(nodes), where.inputs(), nodes::clear);
    });

    /** What computes the op, or when it is computed if something happens before. */
    private final String what;

    private final Function<Case, Stream<Varied>> ways;

    Variation(String what, Function<Case, Stream<Varied>> ways) {
        this.what = what;
        this.ways = ways;
    }

    private static String changed(String whose) {
        return "when the caller later changes the list or array that " + whose + ", which the op must copy";
    }

    private static void compute(Case other) {
        try {
            Outcome.of(other.op(), other);
        } catch (RuntimeException anotherLawsBusiness) {
            // it was made and called
        }
    }

    /**
     * What must be the op of a case, and compute what that computes.
     *
     * @param inputs the inputs that it must have; none if they are not those of the case
     * @param between what happens after its rule was asked, and makes no difference
     * @param other another case, which the report names
     */
    private record Varied(Op op, List<Node> inputs, Optional<Runnable> between, Optional<Case> other) {
        static Stream<Varied> of(Op op) {
            return of(op, List.of());
        }

        static Stream<Varied> of(Op op, List<Node> inputs) {
            return Stream.of(new Varied(op, inputs, Optional.empty(), Optional.empty()));
        }

        static Stream<Varied> after(Op op, List<Node> inputs, Runnable between) {
            return Stream.of(new Varied(op, inputs, Optional.of(between), Optional.empty()));
        }

        /** Lets happen what makes no difference. Returns the rule that was asked before, if something happens. */
        Optional<Backward> askedBefore() {
            return between.map(happening -> {
                Backward rule = Backward.of(op);
                happening.run();
                return rule;
            });
        }
    }

    /** The first difference in the bits of value or gradients. */
    static Optional<Finding> sameBits(Case where, Variation... rows) {
        return find(where, false, rows);
    }

    /** The first difference in class, inputs, shape, attributes or bits. */
    static Optional<Finding> sameOp(Case where, Variation... rows) {
        return find(where, true, rows);
    }

    private static Optional<Finding> find(Case where, boolean isSameOp, Variation... rows) {
        Outcome expected = Outcome.of(where.op(), where);
        return Arrays.stream(rows)
                .flatMap(row -> row.ways
                        .apply(where)
                        .flatMap(varied -> row.differs(where, varied, expected, isSameOp).stream()))
                .findFirst();
    }

    private Optional<Finding> differs(Case where, Varied varied, Outcome expected, boolean isSameOp) {
        Optional<Backward> asked = varied.askedBefore();
        String when = asked.isPresent() ? what : "in " + what;
        Optional<Finding> isOther = isSameOp ? isOther(where.op(), varied) : Optional.empty();
        return isOther.or(() -> asked.map(rule -> rule.from(
                                where.arrays(),
                                expected.value(),
                                where.upstream().toArray()))
                        .flatMap(gradients -> Outcome.ofGradients(where, gradients, expected.gradients(), when)))
                .or(() -> Outcome.of(varied.op, where).differs(where, expected, when))
                .map(finding -> varied.other
                        .map(other -> finding.with("other", other.op() + ", " + other))
                        .orElse(finding));
    }

    private Optional<Finding> isOther(Op op, Varied varied) {
        Op copy = varied.op;
        if (copy.getClass() != op.getClass()) {
            return Optional.of(says(varied, "is a " + copy.name()));
        }
        if (!varied.inputs.isEmpty() && !copy.inputs().equals(varied.inputs)) {
            return Optional.of(says(varied, "does not have those inputs")
                    .with("inputs", copy.inputs().toString()));
        }
        if (!copy.shape().equals(op.shape())) {
            return Optional.of(says(varied, "has shape " + copy.shape() + " instead of " + op.shape()));
        }
        return IdentityLaw.areConsistent(op, copy)
                .or(() -> copy.attributes().equals(op.attributes())
                        ? Optional.empty()
                        : Optional.of(says(varied, "has other attributes")
                                .with("attributes", copy.attributes() + " instead of " + op.attributes())));
    }

    private Finding says(Varied varied, String wrong) {
        return Finding.of(varied.between.isPresent() ? "the op " + wrong + " " + what : what + " " + wrong);
    }
}
