package dev.gradus.playground.language;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.language.Program.Kind;
import dev.gradus.playground.language.Program.Named;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loss of a program, or what is wrong with it.
 *
 * @param definitionOf where the right side of each name is written
 */
record Objective(
        String text,
        Map<String, Value> values,
        List<Named> names,
        Map<String, Input> inputs,
        Map<String, Span> definitionOf) {

    /** The names that the loss can have, in order of preference. */
    static final List<String> NAMES = List.of("J", "loss", "Loss", "L", "cost", "mse", "error");

    /** The loss; empty if no name of one has a single number. */
    Optional<Node> node() {
        for (String name : NAMES) {
            if (values.get(name) instanceof Value.Of of
                    && !(of.node() instanceof Leaf)
                    && of.node().shape().elements() == 1) {
                return Optional.of(of.node());
            }
        }
        return Optional.empty();
    }

    /** Throws a problem if there is no loss. */
    void check() {
        if (node().isPresent()) {
            return;
        }
        for (String name : NAMES) {
            Optional<Named> named = names.stream()
                    .filter(one -> one.name().equals(name) && one.kind() == Kind.VALUE)
                    .findFirst();
            if (named.isPresent() && named.get().node().isPresent()) {
                throw Problem.at(
                                named.get().span(),
                                "not a single number",
                                "«" + name + "» is " + named.get().size() + ", but the loss must be a single number.")
                        .mendedBy(wrapped(
                                "mean",
                                definitionOf.getOrDefault(name, named.get().span())))
                        .mendedBy(wrapped(
                                "sum",
                                definitionOf.getOrDefault(name, named.get().span())));
            }
        }
        Span end = new Span(text.length(), text.length());
        Problem problem = Problem.at(end, "no loss yet", "One line must define «J», the loss to minimize.");
        throw lastValue()
                .map(last -> problem.mendedBy(
                        "Add J = " + lossOf(last),
                        end,
                        (text.endsWith("\n") || text.isEmpty() ? "" : "\n") + "J = " + lossOf(last)))
                .orElse(problem);
    }

    private static Remedy wrapped(String function, Span of) {
        return new Remedy(
                "Take its " + function,
                List.of(
                        new Remedy.Edit(new Span(of.from(), of.from()), function + "("),
                        new Remedy.Edit(new Span(of.to(), of.to()), ")")));
    }

    /** The last value that y can be compared with, or the last one. */
    private Optional<Named> lastValue() {
        Optional<Named> last = Optional.empty();
        for (Named named : names) {
            boolean isLater = last.filter(this::isCompared).isEmpty() || isCompared(named);
            last = named.kind() == Kind.VALUE && named.node().isPresent() && isLater ? Optional.of(named) : last;
        }
        return last;
    }

    private boolean isCompared(Named named) {
        Shape shape = named.node().map(Node::shape).orElseGet(Shape::scalar);
        boolean isLoss = shape.rank() == 0
                && inputs.containsKey("y")
                && named.node()
                        .filter(Op.class::isInstance)
                        .filter(node -> Graph.of(node).inputs().contains(inputs.get("y")))
                        .isPresent();
        return isLoss || inputs.containsKey("y") && inputs.get("y").shape().equals(shape) && shape.rank() > 0;
    }

    private String lossOf(Named last) {
        boolean isArray = last.node().filter(node -> node.shape().rank() > 0).isPresent();
        return isArray && isCompared(last) ? "MseLoss(" + last.name() + ", y)" : "mean(" + last.name() + ")";
    }
}
