package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
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
        String keeps = "the op keeps the list or array that " + whose + ": when the caller changes it later, ";
        if (!op.inputs().equals(where.inputs())) {
            return Optional.of(Finding.of(keeps + "its inputs change"));
        }
        if (!op.attributes().equals(where.op().attributes())) {
            return Optional.of(Finding.of(keeps + "its attributes() change"));
        }
        if (Bits.firstDifference(Execution.forward(op, where.arrays()), Execution.forward(where.op(), where.arrays()))
                >= 0) {
            return Optional.of(Finding.of(keeps + "its value changes"));
        }
        double[] upstream = where.upstream().toArray();
        double[][] expected = Backward.of(where.op()).at(where.arrays(), upstream);
        return areSame(rule.at(where.arrays(), upstream), expected)
                        && areSame(Backward.of(op).at(where.arrays(), upstream), expected)
                ? Optional.empty()
                : Optional.of(Finding.of(keeps + "its gradient changes"));
    }

    private static boolean areSame(double[][] some, double[][] others) {
        for (int input = 0; input < some.length; input++) {
            if (Bits.firstDifference(some[input], others[input]) >= 0) {
                return false;
            }
        }
        return true;
    }
}
