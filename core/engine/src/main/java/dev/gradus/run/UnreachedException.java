package dev.gradus.run;

import dev.gradus.node.Node;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The gradient reaches no parameter of a run and nothing else that was asked for, so training would change nothing. The
 * message says for each where the ways to it end, and why: behind an {@code argMax}, for example.
 */
public final class UnreachedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreachedException(Node objective, Map<Node, String> reasons) {
        super(message(objective, reasons));
    }

    private static String message(Node objective, Map<Node, String> reasons) {
        StringJoiner lines = new StringJoiner(
                "\n  ",
                "The gradient of " + objective.expression() + " reaches none of the nodes that it is wanted for, so"
                        + " nothing can be learned:\n  ",
                "");
        reasons.forEach((node, why) -> lines.add(Unreached.text(objective, node, why)));
        return lines.toString();
    }
}
