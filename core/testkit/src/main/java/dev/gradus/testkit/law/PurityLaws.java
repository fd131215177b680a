package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Checks that an op is a function: it changes only its output, retains nothing, and always computes the same value. */
public final class PurityLaws {
    /** The number of times that a rule is asked. */
    private static final int TIMES = 4;

    private PurityLaws() {}

    /**
     * Checks that inputs and upstream stay unchanged, all of the output is written, and nothing is retained between
     * calls.
     */
    public static Optional<Finding> leavesNoTrace(Case where) {
        return forwardTouchesOnlyItsOutput(where)
                .or(() -> forwardKeepsNothing(where))
                .or(() -> backwardTouchesNothing(where))
                .or(() -> backwardKeepsNothing(where));
    }

    /** Checks that it makes no difference what an op, or another instance, was computed with or asked before. */
    public static Optional<Finding> remembersNothing(Case where) {
        return asksTheSameTwice(where)
                .or(() -> doesNotMistakeInputs(where))
                .or(() -> doesNotMistakeAttributes(where))
                .or(() -> Variation.sameOp(where, Variation.ARGUMENTS_CHANGED, Variation.INPUTS_CHANGED));
    }

    /** Checks that neither pass retains anything between calls. */
    public static Optional<Finding> keepsNothing(Case where) {
        return forwardKeepsNothing(where).or(() -> backwardKeepsNothing(where));
    }

    private static Optional<Finding> forwardTouchesOnlyItsOutput(Case where) {
        Op op = where.op();
        double[][] in = where.arrays();
        Execution.forward(op, in);
        Optional<Finding> changed = changed(where, in, element -> "forward changes its input " + element);
        if (changed.isPresent()) {
            return changed;
        }
        Execution.failHalfway(op, in);
        return changed(
                        where,
                        in,
                        element -> "while it computes, forward changes its input " + element
                                + "; an op that fails then leaves it so")
                .or(() -> unwritten(where).map(Finding::of));
    }

    /** The first element of an input that an op has changed. */
    static Optional<Finding> changed(Case where, double[][] in, UnaryOperator<String> what) {
        for (int input = 0; input < in.length; input++) {
            int changed =
                    Bits.firstDifference(in[input], where.values().get(input).toArray());
            if (changed >= 0) {
                return Optional.of(Finding.of(what.apply(where.element(input, changed)))
                        .with("after", Text.number(in[input][changed])));
            }
        }
        return Optional.empty();
    }

    /** Says where the value depends on the previous contents of the output array, if it does. */
    public static Optional<String> unwritten(Case where) {
        Op op = where.op();
        double[] out = Execution.forward(op, where.arrays());
        double[] other = new double[out.length];
        Arrays.fill(other, 12345);
        op.forward(where.arrays(), other);
        int unwritten = Bits.firstDifference(out, other);
        return unwritten < 0
                ? Optional.empty()
                : Optional.of("forward does not write its output at " + Text.place(op.shape(), unwritten)
                        + ", or reads what was in it");
    }

    private static Optional<Finding> forwardKeepsNothing(Case where) {
        Op op = where.op();
        double[][] in = where.arrays();
        double[] out = Execution.forward(op, in);
        double[] before = out.clone();
        Execution.forward(op, where.otherArrays());
        if (Bits.firstDifference(out, before) >= 0) {
            return Optional.of(Finding.of("forward keeps its output array and writes to it in the next call"));
        }
        double[][] others = where.otherArrays();
        double[] expected = Execution.forward(where.anotherOp(), others);
        Execution.forward(op, in);
        for (int input = 0; input < in.length; input++) {
            System.arraycopy(others[input], 0, in[input], 0, in[input].length);
        }
        Optional<Finding> ofArray = Outcome.ofValue(
                op, Execution.forward(op, in), expected, "when the input array has held other numbers before");
        if (ofArray.isPresent()) {
            return ofArray;
        }
        for (double[] array : in) {
            Arrays.fill(array, Double.NaN);
        }
        return Outcome.ofValue(
                op, Execution.forward(op, where.arrays()), before, "after a call with other inputs in between");
    }

    /** Checks inputs that a cache may take for those that it knows, in the value and in the gradients. */
    private static Optional<Finding> doesNotMistakeInputs(Case where) {
        Op op = where.op();
        Op fresh = where.anotherOp();
        double[] value = Execution.forward(op, where.arrays());
        double[] upstream = where.upstream().toArray();
        Backward rule = Backward.of(op);
        Backward freshRule = Backward.of(fresh);
        rule.at(where.arrays(), upstream);
        for (Entry<String, Case> similar : SimilarInputs.of(where).entrySet()) {
            Case other = similar.getValue();
            String when = "after a call with inputs that have " + similar.getKey();
            double[] expected = Execution.forward(fresh, other.arrays());
            double[] actual = Execution.forward(op, other.arrays());
            Optional<Finding> wrong = Outcome.ofValue(op, actual, expected, when)
                    .or(() -> isMistaken(where, value, other, actual).map(finding -> finding.with("when", when)))
                    .or(() -> Outcome.ofGradients(
                            other, rule.at(other.arrays(), upstream), freshRule.at(other.arrays(), upstream), when));
            if (wrong.isPresent()) {
                return wrong.map(finding -> finding.with("inputs then", other.toString()));
            }
        }
        return Optional.empty();
    }

    /**
     * Checks a value that is the same as in an earlier case against the reference. All instances may share a cache that
     * takes one case for the other.
     */
    private static Optional<Finding> isMistaken(Case earlier, double[] value, Case where, double[] actual) {
        return actual.length == value.length
                        && Bits.firstDifference(actual, value) < 0
                        && where.spec().excuse("VALUE").isEmpty()
                        && where.referenceValue().isPresent()
                        && ValueLaws.equalsReference(earlier).isEmpty()
                ? ValueLaws.equalsReference(where)
                : Optional.empty();
    }

    private static Optional<Finding> backwardTouchesNothing(Case where) {
        Backward rule = Backward.of(where.op());
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray();
        Optional<String> touched = rule.touched(in, upstream);
        return touched.map(what -> Finding.of("in the backward pass " + what));
    }

    /** Checks that the gradients do not depend on whether the op has computed its value, or another one, before. */
    private static Optional<Finding> backwardKeepsNothing(Case where) {
        double[] upstream = where.upstream().toArray();
        Backward rule = Backward.of(where.op());
        double[] value = Execution.forward(where.op(), where.arrays());
        double[][] expected = rule.from(where.arrays(), value, upstream);
        Execution.forward(where.op(), where.otherArrays());
        double[][] later = rule.from(where.arrays(), value, upstream);
        double[][] fresh = Backward.of(where.anotherOp()).from(where.arrays(), value, upstream);
        for (int input = 0; input < expected.length; input++) {
            int wrong = Bits.firstDifference(later[input], expected[input]);
            int wrongFresh = Bits.firstDifference(fresh[input], expected[input]);
            if (wrong >= 0 || wrongFresh >= 0) {
                return Optional.of(Finding.of(where.slope(input, Math.max(wrong, wrongFresh))
                        + " depends on what forward computed last, not on its inputs"));
            }
        }
        return Optional.empty();
    }

    /** Checks that value and gradients are the same in every call and from every instance, whatever others compute. */
    public static Optional<Finding> isDeterministic(Case where) {
        return Variation.sameBits(where, Variation.SECOND_CALL, Variation.ANOTHER_INSTANCE, Variation.OTHERS_COMPUTED);
    }

    /**
     * Checks that a rule that is asked several times gives the same each time: at these inputs, at others, and when it is
     * differentiated.
     */
    private static Optional<Finding> asksTheSameTwice(Case where) {
        Op op = where.spec().make(where.inputs(), where.attribute());
        Backward first = Backward.of(op);
        List<Node> nodes = List.copyOf(first.gradients());
        double[] upstream = where.upstream().toArray();
        double[][] in = where.arrays();
        double[][] others = where.otherArrays();
        double[][] atIn = first.at(in, upstream);
        double[][] atOthers = first.at(others, upstream);
        double[][] derivatives = HigherOrderLaw.derivativesOf(first, where);
        for (int time = 2; time <= TIMES; time++) {
            Backward again = Backward.of(op);
            String when = "when the rule is asked time " + time;
            if (!again.strangers().isEmpty()) {
                return Optional.of(Finding.of("the rule returns nodes that depend on other inputs " + when)
                        .with("inputs", again.strangers().toString()));
            }
            for (int input = 0; input < atIn.length; input++) {
                if (again.none(input).isPresent() != first.none(input).isPresent()) {
                    return Optional.of(Finding.of("the gradient for "
                            + where.name(input)
                            + " is zero() or undefined(why) only sometimes: it is not the same " + when));
                }
            }
            boolean differentiates = time == 2;
            Optional<Finding> wrong = Outcome.ofGradients(where, again.at(in, upstream), atIn, when)
                    .or(() -> Outcome.ofGradients(where, again.at(others, upstream), atOthers, when))
                    .or(() -> differentiates
                            ? sameDerivatives(HigherOrderLaw.derivativesOf(again, where), derivatives, when)
                            : Optional.empty());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        if (!first.gradients().equals(nodes)) {
            return Optional.of(Finding.of("the list that the rule has returned changes when the rule is asked again"));
        }
        return Outcome.ofGradients(where, first.at(in, upstream), atIn, "when it is computed again")
                .or(() -> sameDerivatives(
                        HigherOrderLaw.derivativesOf(first, where),
                        derivatives,
                        "when the rule is differentiated again"));
    }

    private static Optional<Finding> sameDerivatives(double[][] actual, double[][] expected, String when) {
        return Bits.areSame(actual, expected)
                ? Optional.empty()
                : Optional.of(Finding.of("the derivative of the rule differs " + when));
    }

    private static Optional<Finding> doesNotMistakeAttributes(Case where) {
        double[] value = Execution.forward(where.op(), where.arrays());
        return CaseGenerator.others(where).stream()
                .map(other -> isRightAtTheSameInputs(other, where, value))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Checks another attribute with the same inputs, which a cache that all instances share may not tell apart. */
    private static Optional<Finding> isRightAtTheSameInputs(Case other, Case where, double[] value) {
        if (other.layout() != where.layout() || where.drawn().isEmpty()) {
            return Optional.empty();
        }
        Case both = other;
        for (int input = 0; input < where.values().size(); input++) {
            Tensor same = where.values().get(input);
            both = other.domain(input).contains(same) ? both.withValue(input, same) : both;
        }
        double[] actual = Execution.forward(both.op(), both.arrays());
        return isMistaken(where, value, both, actual).map(finding -> finding.with("after", where.op() + ", " + where));
    }
}
