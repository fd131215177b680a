package dev.gradus.check;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Optional;

/**
 * The check of one op's backward rule by itself, for one of the op's inputs, at the values it has in the graph. The rule
 * was given random gradients, and its answers were compared with the slopes of the op alone.
 *
 * @param op the op
 * @param input which of its inputs
 * @param elements the results, in the order of the input's elements; a sample of them if the input is large
 * @param skipped why the rule was not checked for this input, if it was not
 * @param diagnosis what is probably wrong, if something is
 */
public record RuleCheck(
        Op op, int input, List<ElementCheck> elements, Optional<String> skipped, Optional<Diagnosis> diagnosis) {

    /** Keeps a copy of the elements. */
    public RuleCheck {
        elements = List.copyOf(elements);
    }

    static RuleCheck skipped(Op op, int input, String why) {
        return new RuleCheck(op, input, List.of(), Optional.of(why), Optional.empty());
    }

    /** How many elements got which verdict. */
    public VerdictCounts counts() {
        return VerdictCounts.of(elements);
    }

    /** The input's name, or the letter that the op has for it. */
    public String inputName() {
        return inputName(op, input);
    }

    static String inputName(Op op, int input) {
        Node node = op.input(input);
        return node.isNamed() ? node.label() : op.operand(input);
    }
}
