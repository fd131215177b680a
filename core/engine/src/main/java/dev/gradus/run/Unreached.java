package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes that an objective's gradient does not reach. The reasons are found only on demand. */
record Unreached(Gradients gradients, List<Node> nodes) {
    Map<Node, String> reasons() {
        Map<Node, String> reasons = new LinkedHashMap<>();
        nodes.forEach(node -> reasons.put(node, gradients.whyNotReached(node)));
        return reasons;
    }

    /** Returns a line such as {@code ∂J/∂W: the path ends at …}. */
    static String text(Node objective, Node node, String why) {
        return "∂" + objective.expression() + "/∂" + node.expression() + ": " + why;
    }
}
