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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The variations of a case that make no difference to an op. A law is a draw, some of these rows, and a relation: {@link
 * #sameBits} or {@link #sameOp}. A new variation takes one row, and its name in a law.
 */
enum Variation {
    SECOND_CALL("a second call", where -> Varied.of(where.op())),
    ANOTHER_INSTANCE("another instance", where -> Varied.of(where.anotherOp())),
    ITS_INPUTS("what withInputs(inputs()) gives", where -> {
        List<Node> inputs = where.op().inputs();
        return Varied.of(where.op().withInputs(inputs), inputs);
    }),
    OTHER_NODES("what withInputs(others) gives", where -> {
        List<Node> nodes = Case.nodes(where.spec(), where.layout());
        return Varied.of(where.op().withInputs(nodes), nodes);
    }),
    COPIED_ATTRIBUTE(
            "one that is made of a copy of what was drawn",
            where -> Varied.of(where.spec().make(where.inputs(), SimilarAttributes.copy(where.attribute())))),
    OTHERS_COMPUTED(
            "after another instance is constructed and computed",
            where -> CaseGenerator.others(where).stream()
                    .map(other ->
                            new Varied(where.op(), List.of(), Optional.of(() -> compute(other)), Optional.of(other)))),
    ARGUMENTS_CHANGED(changed("its constructor has got"), where -> {
        List<Node> nodes = new ArrayList<>(where.inputs());
        Object attribute = SimilarAttributes.copy(where.attribute());
        Op op = where.spec().make(nodes, attribute);
        return Varied.after(op, where.inputs(), () -> {
            SimilarAttributes.overwrite(attribute);
            nodes.clear();
        });
    }),
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

        /** Compares the bits of value and gradients, also of gradients whose rule was asked before. */
        Optional<Finding> differs(Case where, Outcome expected, Optional<Backward> asked, String when) {
            return asked.flatMap(rule -> Outcome.ofGradients(
                            where,
                            rule.from(
                                    where.arrays(),
                                    expected.value(),
                                    where.upstream().toArray()),
                            expected.gradients(),
                            when))
                    .or(() -> Outcome.of(op, where).differs(where, expected, when))
                    .map(finding -> other.map(shown -> finding.with("other", shown.op() + ", " + shown))
                            .orElse(finding));
        }
    }

    /** The first difference in the bits of value or gradients. */
    static Optional<Finding> sameBits(Case where, Variation... rows) {
        return find(where, (row, varied) -> Optional.empty(), rows);
    }

    /** The first difference in class, inputs, shape, attributes or bits. */
    static Optional<Finding> sameOp(Case where, Variation... rows) {
        return find(where, (row, varied) -> row.isOther(where.op(), varied), rows);
    }

    private static Optional<Finding> find(
            Case where, BiFunction<Variation, Varied, Optional<Finding>> isOther, Variation... rows) {
        Outcome expected = Outcome.of(where.op(), where);
        return Arrays.stream(rows)
                .flatMap(row -> row.ways.apply(where).flatMap(varied -> {
                    Optional<Backward> asked = varied.between.map(between -> {
                        Backward rule = Backward.of(varied.op);
                        between.run();
                        return rule;
                    });
                    String when = asked.isPresent() ? row.what : "in " + row.what;
                    return isOther.apply(row, varied).or(() -> varied.differs(where, expected, asked, when)).stream();
                }))
                .findFirst();
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
