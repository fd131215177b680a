package dev.gradus.run;

import dev.gradus.node.Node;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Thrown if the gradient reaches no parameter of a run and no requested node, so that training would change nothing.
 * The message says for each where the paths to it end, and why: at an {@code argMax}, for example.
 */
public final class UnreachedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreachedException(Node objective, Map<Node, String> reasons) {
        super(message(objective, reasons));
    }

    private static String message(Node objective, Map<Node, String> reasons) {
        StringJoiner lines = new StringJoiner(
                "\n  ",
                "The gradient of " + objective.expression() + " reaches none of the parameters and requested nodes, so"
                        + " training would change nothing:\n  ",
                "");
        reasons.forEach((node, why) -> lines.add(Unreached.text(objective, node, why)));
        return lines.toString();
    }
}
