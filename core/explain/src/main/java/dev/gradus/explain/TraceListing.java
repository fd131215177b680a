package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import java.util.ArrayList;
import java.util.List;

/** Lists the graph and its gradients, one equation per line with shapes. */
final class TraceListing {
    private TraceListing() {}

    static String of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        for (Node node : explanation.trace().graph().nodes()) {
            if (node instanceof Leaf && node.isNamed()) {
                String kind = node instanceof Parameter ? " parameter" : node instanceof Input ? " input" : " constant";
                lines.add(node.label() + ":" + node.shape() + kind);
            }
        }
        for (Equation equation : explanation.equations()) {
            if (!equation.steps().isEmpty()) {
                Step last = equation.steps().get(equation.steps().size() - 1);
                lines.add(line(equation.asRun(), last));
            }
        }
        return String.join("\n", lines);
    }

    private static String line(Line line, Step step) {
        String shape = step.phase() == Phase.UPDATE ? "" : ":" + step.node().shape();
        return TextStyle.listing(line.left()) + shape + " " + line.sign() + " " + TextStyle.listing(line.right());
    }
}
