package dev.gradus.testkit.law;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that shapes are inferred from the inputs and that wrong ones are refused with a helpful message. */
public final class ShapeLaws {
    /** A shape as it prints: {@code (n=2, 3)}. */
    private static final Pattern SHAPE = Pattern.compile("\\(([^(),]+=)?\\d+(, ([^(),]+=)?\\d+)*\\)|\\(\\)");

    private ShapeLaws() {}

    /**
     * Checks that the shape of the op follows from those of its inputs, also through withInputs, and that each gradient
     * has the shape of its input.
     *
     * @throws dev.gradus.node.BackwardRuleException if a gradient has another shape
     */
    public static Optional<Finding> areInferred(Case where) {
        Backward.of(where.op());
        Record own = where.op().attributes();
        Record ofCopy = where.op().withInputs(where.inputs()).attributes();
        if (!ofCopy.equals(own)) {
            return Optional.of(Finding.of("withInputs forgets attributes of the op")
                    .with("attributes", own.toString())
                    .with("withInputs", ofCopy.toString()));
        }
        return layouts(where).stream()
                .map(layout -> CaseGenerator.drawn(where.spec(), layout, where.attribute(), 0))
                .filter(Case::couldBeMade)
                .flatMap(other ->
                        follows(where, other).map(finding -> finding.with("shapes", shapes(other.inputs()))).stream())
                .findFirst();
    }

    /** Layouts with all axes longer by one, and with one axis longer or shorter, as far as the spec allows. */
    private static List<CaseLayout> layouts(Case where) {
        CaseLayout all = where.layout();
        List<CaseLayout> layouts = new ArrayList<>();
        for (String symbol : where.layout().symbols()) {
            int size = where.layout().size(symbol);
            SpecData.Sizes allowed = where.spec().sizes(symbol);
            all = allowed.allow(size + 1) ? all.with(symbol, size + 1) : all;
            for (int other : new int[] {size + 1, size - 1, size + 2}) {
                if (other >= 1 && allowed.allow(other)) {
                    layouts.add(where.layout().with(symbol, other));
                }
            }
        }
        layouts.add(0, all);
        return layouts;
    }

    /** Checks withInputs on inputs of other shapes that the op accepts with the same attribute. */
    private static Optional<Finding> follows(Case where, Case other) {
        try {
            Op expected = other.op();
            Op moved = where.op().withInputs(other.inputs());
            if (!moved.shape().equals(expected.shape()) || !moved.attributes().equals(expected.attributes())) {
                return Optional.of(Finding.of("withInputs on inputs of other shapes is not the op that is made on them")
                        .with("withInputs", moved.name() + " " + moved.shape() + " " + moved.attributes())
                        .with("made", expected.name() + " " + expected.shape() + " " + expected.attributes()));
            }
            return Outcome.of(moved, other)
                    .differs(
                            other,
                            Outcome.of(expected, other),
                            "between the op that is made on inputs of other shapes and withInputs on them")
                    .map(finding -> finding.with("values", other.toString()));
        } catch (RuntimeException thrown) {
            return Optional.of(Rule.thrown("it throws on inputs of other shapes", thrown));
        }
    }

    /** Checks that the op refuses unequal sizes of a shared symbol, and the examples of the spec. */
    public static Optional<Finding> areRefused(Case where) {
        for (List<Node> misfits : misfits(where)) {
            Optional<Finding> accepted = refused(where, misfits);
            if (accepted.isPresent()) {
                return accepted;
            }
        }
        return Optional.empty();
    }

    private static List<List<Node>> misfits(Case where) {
        List<List<Node>> all = new ArrayList<>();
        SpecData spec = where.spec();
        for (List<Shape> shapes : spec.refused()) {
            List<Node> nodes = new ArrayList<>();
            for (int input = 0; input < shapes.size(); input++) {
                nodes.add(Input.of(spec.inputs().get(input).name(), shapes.get(input)));
            }
            all.add(nodes);
        }
        CaseLayout layout = where.layout();
        for (String symbol : layout.symbols()) {
            for (int input = 0; input < layout.inputs(); input++) {
                if (isSharedWithOthers(layout, symbol, input)) {
                    all.add(misfit(spec, layout, symbol, input));
                }
            }
        }
        return all;
    }

    private static boolean isSharedWithOthers(CaseLayout layout, String symbol, int input) {
        for (int other = 0; other < layout.inputs(); other++) {
            if (other != input && layout.axes(other).contains(symbol)) {
                return layout.axes(input).contains(symbol);
            }
        }
        return false;
    }

    /** Inputs of which one has a larger size of a symbol than the others; both exceed 1, so that neither broadcasts. */
    private static List<Node> misfit(SpecData spec, CaseLayout layout, String symbol, int input) {
        int size = Math.max(2, layout.size(symbol));
        List<Node> nodes = new ArrayList<>(Case.nodes(spec, layout.with(symbol, size)));
        nodes.set(input, Case.nodes(spec, layout.with(symbol, size + 1)).get(input));
        return nodes;
    }

    private static Optional<Finding> refused(Case where, List<Node> nodes) {
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
        } catch (FoundException found) {
            return Optional.of(found.finding());
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
        Map<Shape, Long> shapes =
                nodes.stream().map(Node::shape).collect(Collectors.groupingBy(shape -> shape, Collectors.counting()));
        long named = shapes.entrySet().stream()
                .mapToLong(entry -> Math.min(entry.getValue(), named(message, entry.getKey())))
                .sum();
        boolean namesAnother = named > 0 && SHAPE.matcher(message).results().count() > named;
        return named >= Math.min(2, shapes.size()) || namesAnother;
    }

    /** The number of times that a shape occurs in a message, with or without the names of its axes. */
    private static long named(String message, Shape shape) {
        String plain = Shape.of(shape.sizes()).toString();
        return SHAPE.matcher(message)
                .results()
                .map(found -> found.group())
                .filter(text -> text.equals(plain) || text.equals(shape.toString()))
                .count();
    }
}
