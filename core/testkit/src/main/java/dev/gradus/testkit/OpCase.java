package dev.gradus.testkit;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One try of a law: an op on inputs of certain shapes, the inputs' values, and the gradient that arrives at the op.
 * Immutable.
 */
public final class OpCase {
    private final OpSpec spec;
    private final Layout layout;
    private final Object attribute;
    private final List<Tensor> values;
    private final List<Node> inputs;
    private final Optional<Op> op;
    private final Optional<RuntimeException> refusal;
    private final Tensor upstream;
    private final Recipe surroundings;
    private final double[][] elements;

    private OpCase(
            OpSpec spec,
            Layout layout,
            Object attribute,
            List<Tensor> values,
            List<Node> inputs,
            Made made,
            Tensor upstream,
            Recipe surroundings) {
        this.spec = spec;
        this.layout = layout;
        this.attribute = attribute;
        this.values = values;
        this.inputs = inputs;
        this.op = made.op;
        this.refusal = made.refusal;
        this.upstream = upstream;
        this.surroundings = surroundings;
        this.elements = new double[values.size()][];
    }

    /** The op, or why it could not be made. */
    private record Made(Optional<Op> op, Optional<RuntimeException> refusal) {}

    /** A case without an upstream gradient, which takes the op's shape to draw. */
    static OpCase of(OpSpec spec, Layout layout, Object attribute, List<Tensor> values) {
        List<Node> inputs = nodes(spec, layout);
        return new OpCase(
                spec,
                layout,
                attribute,
                values,
                inputs,
                make(spec, inputs, attribute),
                Tensor.scalar(1),
                Recipe.NOTHING);
    }

    /** Fresh input nodes for these shapes. */
    static List<Node> nodes(OpSpec spec, Layout layout) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < spec.inputs().size(); i++) {
            nodes.add(Input.of(spec.inputs().get(i).name(), named(layout, i)));
        }
        return nodes;
    }

    private static Shape named(Layout layout, int input) {
        String[] names = layout.axes(input).stream()
                .map(axis -> Dims.isNumber(axis) || Layouts.isAnonymous(axis) ? "" : axis)
                .toArray(String[]::new);
        return layout.shape(input).named(names);
    }

    private static Made make(OpSpec spec, List<Node> inputs, Object attribute) {
        try {
            return new Made(Optional.of(spec.make(inputs, attribute)), Optional.empty());
        } catch (RuntimeException refusal) {
            return new Made(Optional.empty(), Optional.of(refusal));
        }
    }

    OpCase withUpstream(Tensor gradient) {
        return new OpCase(spec, layout, attribute, values, inputs, new Made(op, refusal), gradient, surroundings);
    }

    OpCase amid(Recipe recipe) {
        return new OpCase(spec, layout, attribute, values, inputs, new Made(op, refusal), upstream, recipe);
    }

    OpCase withValue(int input, Tensor value) {
        List<Tensor> changed = new ArrayList<>(values);
        changed.set(input, value);
        return new OpCase(spec, layout, attribute, changed, inputs, new Made(op, refusal), upstream, surroundings);
    }

    OpSpec spec() {
        return spec;
    }

    Layout layout() {
        return layout;
    }

    Object attribute() {
        return attribute;
    }

    boolean couldBeMade() {
        return op.isPresent();
    }

    /** Why the op could not be made, if it could not. */
    Optional<RuntimeException> refusal() {
        return refusal;
    }

    /** The op on the case's own input nodes. */
    Op op() {
        return op.orElseThrow();
    }

    /** Another instance of the same op, on inputs of its own. */
    Op anotherOp() {
        return spec.make(nodes(spec, layout), attribute);
    }

    List<Node> inputs() {
        return inputs;
    }

    List<Tensor> values() {
        return values;
    }

    /** The inputs' values as arrays of the caller's. */
    double[][] arrays() {
        return values.stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    Tensor upstream() {
        return upstream;
    }

    /** The attribute that the spec drew, if any. */
    Optional<Object> drawn() {
        return Optional.of(attribute).filter(drawn -> drawn != OpSpec.NO_ATTRIBUTE);
    }

    /** The graph around the op, for laws that want one. */
    Recipe surroundings() {
        return surroundings;
    }

    /** The value that the reference says the op should have here. */
    Optional<Tensor> referenceValue() {
        return spec.reference().map(reference -> reference.value(values, attribute));
    }

    /** The domain of an input. */
    Values domain(int input) {
        return spec.inputs().get(input).values(attribute);
    }

    /** Arrays for the inputs, and perhaps more, with those brought to their domain whose elements depend on each other. */
    double[][] onto(double[][] moved) {
        double[][] all = moved.clone();
        for (int input = 0; input < values.size(); input++) {
            if (domain(input).constraint().hasSpace()) {
                all[input] = domain(input)
                        .constraint()
                        .onto(Tensor.of(layout.shape(input), moved[input]))
                        .toArray();
            }
        }
        return all;
    }

    /**
     * Gradients by the inputs, and perhaps more, as a function sees them that takes free numbers {@link #onto} the domain.
     * Where a domain restricts elements one by one only, they stay.
     */
    double[][] pulledBack(double[][] gradients) {
        double[][] all = gradients.clone();
        for (int input = 0; input < values.size(); input++) {
            all[input] = domain(input).constraint().pulledBack(values.get(input), gradients[input]);
        }
        return all;
    }

    /**
     * The magnitude of the terms that may cancel where elements are brought to a domain, given the gradients; else 0. The
     * rounding of those elements shows in the value.
     */
    double magnitudeOfTerms(double[][] gradients) {
        double sum = 0;
        for (int input = 0; input < values.size(); input++) {
            double[] x = values.get(input).toArray();
            for (int i = 0; i < x.length && domain(input).constraint().hasSpace(); i++) {
                sum += Math.abs(x[i] * gradients[input][i]);
            }
        }
        return sum;
    }

    /**
     * Whether the rounding of a reference by tensor explains that the value differs: it may add up large terms to a small
     * sum, and the op do so more carefully, or in another order.
     */
    boolean roundingExplains(int position, double value, double reference) {
        return !spec.isReferenceByElement()
                && Double.isFinite(value)
                && Math.abs(value - reference) <= RoundingError.ofTerms(referenceTerms()[position]);
    }

    /** For each element of the reference the magnitude of the terms that make it up. */
    private double[] referenceTerms() {
        return Jitter.terms(
                referenceValue().orElseThrow().toArray(),
                jitter -> spec.reference()
                        .orElseThrow()
                        .value(
                                IntStream.range(0, values.size())
                                        .mapToObj(input ->
                                                spec.inputs().get(input).hasDerivative()
                                                        ? Tensor.of(
                                                                layout.shape(input),
                                                                jitter.moved(values.get(input)
                                                                        .toArray()))
                                                        : values.get(input))
                                        .toList(),
                                attribute)
                        .toArray());
    }

    /** The interval around an element in which the op is smooth while all other elements stay. */
    Interval smoothAround(int input, int position) {
        double x = elements(input)[position];
        if (domain(input).constraint().hasSpace()) {
            return reach(input, position, x);
        }
        Interval interval = domain(input).smoothAround(x);
        for (int other = 0; other < values.size(); other++) {
            if (spec.areApart(input, other, attribute)) {
                double[] neighbours = elements(other);
                for (int i = 0; i < neighbours.length; i++) {
                    interval = other == input && i == position ? interval : interval.sideOf(neighbours[i], x);
                }
            }
        }
        return domain(input).constraint().isNone() ? interval : interval.intersect(reach(input, position, x));
    }

    /** An input's values, copied once: shrinking asks for every element of a large case. */
    private double[] elements(int input) {
        if (elements[input] == null) {
            elements[input] = values.get(input).toArray();
        }
        return elements[input];
    }

    /** Where others move with an element, as far as all of them may go. */
    private Interval reach(int input, int position, double x) {
        double[] direction = new double[values.get(input).shape().elements()];
        direction[position] = 1;
        double most = Math.max(1, Math.abs(x));
        double reach = domain(input).reach(values.get(input), direction, most);
        return new Interval(x - reach, x + reach);
    }

    /** All tensors in a line, as {@code x = [[-1.0]], upstream = [[1.0]]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(spec.inputs().get(i).name())
                    .append(" = ")
                    .append(Text.compact(values.get(i)))
                    .append(", ");
        }
        return text.append("upstream = ").append(Text.compact(upstream)).toString();
    }
}
