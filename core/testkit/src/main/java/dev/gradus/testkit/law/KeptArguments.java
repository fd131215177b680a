package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds an op that keeps an array or a list of its caller, and so changes when the caller changes that later. */
final class KeptArguments {
    private KeptArguments() {}

    static Optional<Finding> find(Case where) {
        List<Node> nodes = new ArrayList<>(where.inputs());
        Object attribute = SimilarAttributes.changeableCopy(where.attribute());
        Op op = where.spec().make(nodes, attribute);
        Backward rule = Backward.of(op);
        SimilarAttributes.overwrite(attribute);
        nodes.clear();
        return kept(where, op, "its constructor has got", rule).or(() -> {
            List<Node> others = new ArrayList<>(where.inputs());
            Op copy = where.op().withInputs(others);
            Backward ofCopy = Backward.of(copy);
            others.clear();
            return kept(where, copy, "withInputs has got", ofCopy);
        });
    }

    private static Optional<Finding> kept(Case where, Op op, String whose, Backward rule) {
        String when = "when the caller later changes the list or array that " + whose + ", which the op must copy";
        if (!op.inputs().equals(where.inputs())
                || !op.attributes().equals(where.op().attributes())) {
            return Optional.of(Finding.of("the op has other inputs or attributes " + when));
        }
        Outcome expected = Outcome.of(where.op(), where);
        return Outcome.of(op, rule, where)
                .differs(where, expected, when)
                .or(() -> Outcome.of(op, where).differs(where, expected, when));
    }
}
