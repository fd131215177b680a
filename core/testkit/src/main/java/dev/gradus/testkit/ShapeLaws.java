package dev.gradus.testkit;

import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Laws about shapes: inferred from the inputs', and refused with a message that helps. */
final class ShapeLaws {
    private ShapeLaws() {}

    /** The op's shape follows its inputs', also through withInputs; each gradient has its input's shape. */
    static Optional<Finding> areInferred(OpCase where) {
        Op op = where.op();
        List<Node> gradients = op.gradients(Input.of("upstream", op.shape()));
        for (int input = 0; input < gradients.size(); input++) {
            boolean given = !(gradients.get(input) instanceof NoGradient);
            if (given && !gradients.get(input).shape().equals(where.layout().shape(input))) {
                return Optional.of(Finding.of("the gradient for "
                        + where.spec().inputs().get(input).name() + " has shape "
                        + gradients.get(input).shape()));
            }
        }
        return followsLargerInputs(where);
    }

    /** Where the op can be made with the same attribute on larger inputs, withInputs must give the same. */
    private static Optional<Finding> followsLargerInputs(OpCase where) {
        Layout larger = where.layout();
        for (String symbol : larger.symbols()) {
            larger = larger.with(symbol, larger.size(symbol) + 1);
        }
        List<Node> nodes = OpCase.nodes(where.spec(), larger);
        Op expected;
        try {
            expected = where.spec().make(nodes, where.attribute());
        } catch (RuntimeException doesNotFit) {
            return Optional.empty();
        }
        Op moved = where.op().withInputs(nodes);
        return moved.shape().equals(expected.shape()) && moved.attributes().equals(expected.attributes())
                ? Optional.empty()
                : Optional.of(Finding.of("withInputs on inputs of other shapes is not the op that is made on them")
                        .with("withInputs", moved.name() + " " + moved.shape() + " " + moved.attributes())
                        .with("made", expected.name() + " " + expected.shape() + " " + expected.attributes()));
    }

    /** Refused are sizes that should be equal and are not, and the spec's own examples. */
    static Optional<Finding> areRefused(OpCase where) {
        for (List<Node> misfits : misfits(where)) {
            Optional<Finding> accepted = refused(where, misfits);
            if (accepted.isPresent()) {
                return accepted;
            }
        }
        return Optional.empty();
    }

    private static List<List<Node>> misfits(OpCase where) {
        List<List<Node>> all = new ArrayList<>();
        OpSpec spec = where.spec();
        for (List<Shape> shapes : spec.refused()) {
            List<Node> nodes = new ArrayList<>();
            for (int input = 0; input < shapes.size(); input++) {
                nodes.add(Input.of(spec.inputs().get(input).name(), shapes.get(input)));
            }
            all.add(nodes);
        }
        Layout layout = where.layout();
        for (String symbol : layout.symbols()) {
            for (int input = 0; input < layout.inputs(); input++) {
                if (isSharedWithOthers(layout, symbol, input)) {
                    all.add(misfit(spec, layout, symbol, input));
                }
            }
        }
        return all;
    }

    private static boolean isSharedWithOthers(Layout layout, String symbol, int input) {
        for (int other = 0; other < layout.inputs(); other++) {
            if (other != input && layout.axes(other).contains(symbol)) {
                return layout.axes(input).contains(symbol);
            }
        }
        return false;
    }

    /** One input with a symbol's size larger than in the others; both over 1, so that neither broadcasts. */
    private static List<Node> misfit(OpSpec spec, Layout layout, String symbol, int input) {
        int size = Math.max(2, layout.size(symbol));
        List<Node> nodes = new ArrayList<>(OpCase.nodes(spec, layout.with(symbol, size)));
        nodes.set(input, OpCase.nodes(spec, layout.with(symbol, size + 1)).get(input));
        return nodes;
    }

    private static Optional<Finding> refused(OpCase where, List<Node> nodes) {
        try {
            Op accepted = where.spec().make(nodes, where.attribute());
            return Optional.of(Finding.of(
                    "it takes " + shapes(nodes) + ", which do not fit together, and has shape " + accepted.shape()));
        } catch (IllegalArgumentException refusal) {
            String message = String.valueOf(refusal.getMessage());
            return namesWhatClashes(message, nodes)
                    ? Optional.empty()
                    : Optional.of(
                            Finding.of("it refuses " + shapes(nodes) + " without naming the shapes in the message")
                                    .with("message", message));
        } catch (RuntimeException thrown) {
            return Optional.of(Finding.of("it refuses " + shapes(nodes) + " with a "
                            + thrown.getClass().getSimpleName() + " instead of a ShapeException")
                    .with("message", String.valueOf(thrown.getMessage())));
        }
    }

    private static String shapes(List<Node> nodes) {
        return String.join(", ", nodes.stream().map(Node::describe).toList());
    }

    /** Two shapes clash, or one does not fit by itself. */
    private static boolean namesWhatClashes(String message, List<Node> nodes) {
        Set<Shape> shapes = nodes.stream().map(Node::shape).collect(Collectors.toSet());
        long named = shapes.stream().filter(shape -> names(message, shape)).count();
        return named >= Math.min(2, shapes.size());
    }

    private static boolean names(String message, Shape shape) {
        return message.contains(shape.toString())
                || message.contains(Shape.of(shape.sizes()).toString());
    }
}
