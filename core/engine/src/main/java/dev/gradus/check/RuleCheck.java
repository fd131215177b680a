package dev.gradus.check;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Optional;

/**
 * The check of one op's backward rule for one input, at the input values in the graph. The rule is given random upstream
 * gradients, and its results are compared with the slopes of the op alone.
 *
 * @param op the op
 * @param input the index of the input
 * @param elements the results in the order of the input's elements; a sample if the input is large
 * @param skipped the reason why the rule was not checked for this input, if it was not
 * @param diagnosis the probable mistake, if there is one
 */
public record RuleCheck(
        Op op, int input, List<ElementCheck> elements, Optional<String> skipped, Optional<Diagnosis> diagnosis) {

    /** Copies the list. */
    public RuleCheck {
        elements = List.copyOf(elements);
    }

    static RuleCheck skipped(Op op, int input, String why) {
        return new RuleCheck(op, input, List.of(), Optional.of(why), Optional.empty());
    }

    /** Counts the verdicts. */
    public VerdictCounts counts() {
        return VerdictCounts.of(elements);
    }

    /** Returns the name of the input, or the letter that the op uses for it. */
    public String inputName() {
        return inputName(op, input);
    }

    static String inputName(Op op, int input) {
        Node node = op.input(input);
        return node.isNamed() ? node.label() : op.operand(input);
    }
}
