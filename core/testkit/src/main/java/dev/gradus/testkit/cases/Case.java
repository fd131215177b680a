package dev.gradus.testkit.cases;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One try of a law: an op on inputs of certain shapes, the values of the inputs, and the upstream gradient. Immutable.
 */
public final class Case {
    /** How often a number may be rounded on the way to a value. */
    private static final double ROUNDINGS = 4;

    private final SpecData spec;
    private final CaseLayout layout;
    private final Object attribute;
    private final List<Tensor> values;
    private final List<Node> inputs;
    private final Made made;
    private final Tensor upstream;
    private final Recipe surroundings;
    private final double[][] elements;
    private final double[][] sorted;
    private double[] referenceTerms = {};
    private double[] scatterOfValue = {};

    private Case(
            SpecData spec,
            CaseLayout layout,
            Object attribute,
            List<Tensor> values,
            List<Node> inputs,
            Made made,
            Tensor upstream,
            Recipe surroundings) {
        this.spec = spec;
        this.layout = layout;
        this.attribute = attribute;
        this.values = spec.isCoarse() ? rounded(spec, attribute, values) : values;
        this.inputs = inputs;
        this.made = made;
        this.upstream = spec.isCoarse() ? upstream.map(spec.precision()::nearest) : upstream;
        this.surroundings = surroundings;
        this.elements = new double[values.size()][];
        this.sorted = new double[values.size()][];
    }

    /** The values as the op gets them. Indices are exact, and elements that depend on each other are not rounded alone. */
    private static List<Tensor> rounded(SpecData spec, Object attribute, List<Tensor> values) {
        return IntStream.range(0, values.size())
                .mapToObj(input -> {
                    Domain domain = spec.inputs().get(input).domain(attribute);
                    return domain.isIntegers() || !domain.constraint().isNone()
                            ? values.get(input)
                            : rounded(spec.precision(), domain, values.get(input));
                })
                .toList();
    }

    /** Rounds elements so that they stay in the domain, at a kink or not, and different if they must be. */
    private static Tensor rounded(Precision precision, Domain domain, Tensor values) {
        Set<Double> taken = new HashSet<>();
        return values.map(x -> {
            double near = precision.nearest(
                    x, y -> domain.contains(y) && domain.isKink(y) == domain.isKink(x) && !taken.contains(y));
            if (domain.isDistinct()) {
                taken.add(near);
            }
            return near;
        });
    }

    /** The op, or the exception that its construction threw. */
    private record Made(Optional<Op> op, Optional<RuntimeException> refusal) {}

    /** A case without an upstream gradient, which can be drawn only for the shape of the op. */
    public static Case of(SpecData spec, CaseLayout layout, Object attribute, List<Tensor> values) {
        List<Node> inputs = nodes(spec, layout);
        return new Case(
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
    public static List<Node> nodes(SpecData spec, CaseLayout layout) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < spec.inputs().size(); i++) {
            nodes.add(Input.of(spec.inputs().get(i).name(), named(layout, i)));
        }
        return nodes;
    }

    private static Shape named(CaseLayout layout, int input) {
        String[] names = layout.axes(input).stream()
                .map(axis -> CaseLayout.isNumber(axis) || CaseLayout.isAnonymous(axis) ? "" : axis)
                .toArray(String[]::new);
        return layout.shape(input).named(names);
    }

    private static Made make(SpecData spec, List<Node> inputs, Object attribute) {
        try {
            return new Made(Optional.of(spec.make(inputs, attribute)), Optional.empty());
        } catch (RuntimeException refusal) {
            return new Made(Optional.empty(), Optional.of(refusal));
        }
    }

    public Case withUpstream(Tensor gradient) {
        return new Case(spec, layout, attribute, values, inputs, made, gradient, surroundings);
    }

    public Case amid(Recipe recipe) {
        return new Case(spec, layout, attribute, values, inputs, made, upstream, recipe);
    }

    public Case withValue(int input, Tensor value) {
        List<Tensor> changed = new ArrayList<>(values);
        changed.set(input, value);
        return new Case(spec, layout, attribute, changed, inputs, made, upstream, surroundings);
    }

    public SpecData spec() {
        return spec;
    }

    public CaseLayout layout() {
        return layout;
    }

    public Object attribute() {
        return attribute;
    }

    public boolean couldBeMade() {
        return made.op.isPresent();
    }

    /** The exception that the construction of the op threw, if it did. */
    public Optional<RuntimeException> refusal() {
        return made.refusal;
    }

    /** The op on the case's own input nodes. */
    public Op op() {
        return made.op.orElseThrow();
    }

    /** The model, if the op is one and could be built. */
    public Optional<ModelOp> body() {
        return made.op.filter(ModelOp.class::isInstance).map(ModelOp.class::cast);
    }

    /** Another instance of the same op, on inputs of its own. */
    public Op anotherOp() {
        return spec.make(nodes(spec, layout), attribute);
    }

    public List<Node> inputs() {
        return inputs;
    }

    /** The inputs that hold indices, labels and the like. */
    public List<Node> inputsWithoutDerivative() {
        return IntStream.range(0, inputs.size())
                .filter(input -> !hasDerivative(input))
                .mapToObj(inputs::get)
                .toList();
    }

    public List<Tensor> values() {
        return values;
    }

    /** Other values of the inputs, so that anything retained from them shows. */
    public List<Tensor> otherValues() {
        return IntStream.range(0, values.size())
                .mapToObj(input -> domain(input).another(values.get(input), layout))
                .toList();
    }

    /** The values of the inputs as new arrays. */
    public double[][] arrays() {
        return values.stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    /** {@link #otherValues} as new arrays. */
    public double[][] otherArrays() {
        return otherValues().stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    public Tensor upstream() {
        return upstream;
    }

    /** The attribute that the spec drew, if any. */
    public Optional<Object> drawn() {
        return Optional.of(attribute).filter(drawn -> drawn != SpecData.NO_ATTRIBUTE);
    }

    /** The graph around the op, for laws that need one. */
    public Recipe surroundings() {
        return surroundings;
    }

    /** The value that the op should have according to the reference. */
    public Optional<Tensor> referenceValue() {
        Deadline.check();
        return spec.reference().map(reference -> reference.value(values, attribute));
    }

    /**
     * What the rule is the gradient of: ⟨weights, f(inputs)⟩.
     *
     * @param f the op's value, or a function of one element if the spec has a surrogate
     * @param isReference whether f is the reference of an op that has fewer digits
     */
    public record Meant(Function<double[][], double[]> f, double[] weights, boolean isReference) {}

    /** What the rule is the gradient of for an upstream gradient. Few digits hide slopes, those of the reference do not. */
    public Meant meant(double[] gradient) {
        return spec.surrogate()
                .map(surrogate -> {
                    Input given = Input.of("upstream", op().shape());
                    Node objective = surrogate.objective(inputs, given, attribute);
                    Execution execution = Execution.of(List.of(objective)).give(given, gradient);
                    return new Meant(
                            in -> execution
                                    .give(inputs, in)
                                    .run()
                                    .value(objective)
                                    .clone(),
                            new double[] {1},
                            false);
                })
                .orElseGet(() -> spec.isCoarse() && spec.reference().isPresent()
                        ? new Meant(this::referenceAt, gradient, true)
                        : new Meant(in -> Execution.forward(op(), in), gradient, false));
    }

    /** How many times as large as that of float64 the rounding of the op is. */
    public double coarseness() {
        return spec.precision().coarseness();
    }

    /** The name of an input. */
    public String name(int input) {
        return spec.inputs().get(input).name();
    }

    /** Whether the op has a derivative with respect to an input. */
    public boolean hasDerivative(int input) {
        return spec.inputs().get(input).hasDerivative();
    }

    /** Whether the elements of an input may move one by one, because none depends on others. */
    public boolean movesByElement(int input) {
        return hasDerivative(input) && domain(input).constraint().isNone();
    }

    /** The domain of an input. */
    public Domain domain(int input) {
        return spec.inputs().get(input).domain(attribute);
    }

    /**
     * Maps arrays for the inputs onto their domains if their elements depend on each other. Further arrays stay as they
     * are.
     */
    public double[][] onto(double[][] moved) {
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
     * Turns gradients with respect to the inputs into gradients of the function that first maps free numbers {@link
     * #onto} the domain. They stay as they are if a domain restricts elements only one by one, and so do further
     * gradients.
     */
    public double[][] pulledBack(double[][] gradients) {
        double[][] all = gradients.clone();
        for (int input = 0; input < values.size(); input++) {
            all[input] = domain(input).constraint().pulledBack(values.get(input), gradients[input]);
        }
        return all;
    }

    /**
     * The magnitude of the terms that may cancel when elements are mapped onto a domain, given the gradients; 0 if none
     * are. The rounding of those elements shows in the value.
     */
    public double magnitudeOfTerms(double[][] gradients) {
        double sum = 0;
        for (int input = 0; input < values.size(); input++) {
            double[] x = values.get(input).toArray();
            for (int i = 0; i < x.length && domain(input).constraint().hasSpace(); i++) {
                sum += Math.abs(x[i] * gradients[input][i]);
            }
        }
        return sum;
    }

    /** How much an element of the reference changes when all inputs move to the next doubles. */
    private double changeToNext(int position) {
        double here = reference(x -> x)[position];
        double above = Math.abs(reference(Math::nextUp)[position] - here);
        double below = Math.abs(reference(Math::nextDown)[position] - here);
        return Double.isFinite(above) ? Math.max(above, Double.isFinite(below) ? below : 0) : 0;
    }

    /**
     * Whether rounding explains a difference. A reference by tensor may add large terms to a small sum, and the op may
     * add them more carefully or in another order. A reference by element may be 0 nearby, as −log(−log p) is at 1/e:
     * numbers that are rounded on the way there move it as much as the next double does.
     *
     * @param times how many times as large as usual the error may be, because there are many terms
     */
    public boolean roundingExplains(int position, double value, double reference, int times) {
        double allowed = spec.isReferenceByElement()
                ? Math.min(RoundingError.ofTerms(1), ROUNDINGS * changeToNext(position))
                : times * RoundingError.ofTerms(coarseness() * referenceTerms()[position]) + errorOfSolution();
        return Double.isFinite(value)
                && (Math.abs(value - reference) <= allowed
                        || spec.isCoarse()
                                && Math.abs(value - reference) <= allowed + ofInputs() + scatterOfValue()[position]);
    }

    /** The last digit of the largest input: log Σ exp x begins with the maximum, even if the result is near 0. */
    private double ofInputs() {
        return spec.precision().ulp()
                * IntStream.range(0, values.size())
                        .filter(this::hasDerivative)
                        .mapToObj(this::elements)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElse(0);
    }

    private double[] scatterOfValue() {
        if (scatterOfValue.length == 0) {
            scatterOfValue = scatter(new double[0], in -> Execution.forward(op(), Arrays.copyOf(in, values.size())));
        }
        return scatterOfValue;
    }

    /**
     * The error that results of an op with few digits may have, as far as it shows in how they scatter near the inputs.
     *
     * @param more another array that they depend on, after the inputs
     */
    public double[] scatter(double[] more, Function<double[][], double[]> results) {
        double[] scatter = Jitter.scatter(
                results.apply(and(arrays(), more)),
                spec.precision().ulp(),
                jitter -> moved(jitter, more).stream().map(results).toList());
        return Arrays.stream(scatter).map(apart -> ROUNDINGS * apart).toArray();
    }

    private static double[][] and(double[][] arrays, double[] more) {
        double[][] all = Arrays.copyOf(arrays, arrays.length + 1);
        all[arrays.length] = more;
        return all;
    }

    /** The inputs moved in one direction and in the other one, as far as they stay in their domains, and so the others. */
    private List<double[][]> moved(Jitter jitter, double[] more) {
        double[][] above = and(arrays(), more.clone()), below = and(arrays(), more.clone());
        for (int input = 0; input < above.length; input++) {
            boolean isInput = input < values.size();
            double[] x = isInput ? elements(input) : more, next = jitter.moved(x);
            for (int i = 0; i < x.length && (!isInput || movesByElement(input)); i++) {
                double other = 2 * x[i] - next[i];
                if (!isInput || domain(input).contains(next[i]) && domain(input).contains(other)) {
                    above[input][i] = next[i];
                    below[input][i] = other;
                }
            }
        }
        return List.of(above, below);
    }

    /** The error that the condition number of a matrix explains, in each element of the value. */
    private double errorOfSolution() {
        double amplification = IntStream.range(0, values.size())
                .mapToDouble(input -> domain(input).constraint().amplification())
                .max()
                .orElse(0);
        return amplification == 0
                ? 0
                : amplification
                        * Arrays.stream(reference(x -> x))
                                .map(Math::abs)
                                .map(Math::ulp)
                                .max()
                                .orElse(0);
    }

    /** The magnitude of the terms of each element of the reference, computed once because a case may have many. */
    private double[] referenceTerms() {
        if (referenceTerms.length == 0) {
            referenceTerms = Jitter.terms(reference(x -> x), jitter -> referenceAt(jitter::moved));
        }
        return referenceTerms;
    }

    /** The reference with each element of the inputs moved. */
    private double[] reference(DoubleUnaryOperator moved) {
        return referenceAt(x -> Arrays.stream(x).map(moved).toArray());
    }

    private double[] referenceAt(UnaryOperator<double[]> moved) {
        return referenceAt(IntStream.range(0, values.size())
                .mapToObj(input -> hasDerivative(input) ? moved.apply(elements(input)) : elements(input))
                .toArray(double[][]::new));
    }

    private double[] referenceAt(double[][] in) {
        List<Tensor> at = IntStream.range(0, in.length)
                .mapToObj(input -> Tensor.of(layout.shape(input), in[input]))
                .toList();
        return spec.reference().orElseThrow().value(at, attribute).toArray();
    }

    /** Whether an element has lost digits to underflow. */
    public boolean hasSubnormal() {
        return values.stream()
                .flatMapToDouble(value -> Arrays.stream(value.toArray()))
                .anyMatch(x -> x != 0 && Math.abs(x) < Double.MIN_NORMAL);
    }

    /** What a check finds, or nothing if the spec leaves out the law of this name. */
    public <T> Optional<T> unlessExcused(String law, Supplier<Optional<T>> check) {
        return spec.excuse(law).isPresent() ? Optional.empty() : check.get();
    }

    /** Whether no element is at a kink, at an edge or equal to another one from which it must differ. */
    public boolean isSmooth() {
        for (int input = 0; input < values.size(); input++) {
            boolean isSmooth = domain(input).isIntegers() || domain(input).isSmoothAt(values.get(input));
            if (!isSmooth || isTiedToLater(input)) {
                return false;
            }
        }
        return true;
    }

    private boolean isTiedToLater(int input) {
        for (int other = input + 1; other < values.size(); other++) {
            if (spec.areApart(input, other, attribute)) {
                double[] neighbors = elements(other);
                if (Arrays.stream(elements(input))
                        .anyMatch(x -> Arrays.stream(neighbors).anyMatch(y -> x == y))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The interval around an element in which the op is smooth if no other element moves. */
    public Interval smoothAround(int input, int position) {
        double x = elements(input)[position];
        if (domain(input).constraint().hasSpace()) {
            return reach(input, position, x);
        }
        Interval interval = domain(input).smoothAround(x);
        for (int other = 0; other < values.size(); other++) {
            if (spec.areApart(input, other, attribute)) {
                interval = betweenNeighbors(interval, sorted(other), x);
            }
        }
        return domain(input).constraint().isNone() ? interval : interval.intersect(reach(input, position, x));
    }

    /** A direction for each input that has a derivative, and zeros for the others. */
    public double[][] direction() {
        double[][] direction = new double[values.size()][];
        int start = 0;
        for (int input = 0; input < direction.length; input++) {
            int count = values.get(input).shape().elements();
            direction[input] = hasDerivative(input) ? Directions.golden(count, start) : new double[count];
            start += count;
        }
        return direction;
    }

    /** The t for which x + t·direction stays in the smooth neighborhood of x, for directions of at most 1. */
    public Interval smoothAlong(double[][] direction) {
        double reach = Double.POSITIVE_INFINITY;
        for (int input = 0; input < values.size(); input++) {
            double[] x = elements(input);
            for (int i = 0; i < x.length && !domain(input).constraint().hasSpace(); i++) {
                if (direction[input][i] != 0) {
                    Interval around = smoothAround(input, i);
                    reach = Math.min(reach, Math.min(x[i] - around.lower(), around.upper() - x[i]) / 2);
                }
            }
            if (!domain(input).constraint().isNone()) {
                reach = Math.min(reach, domain(input).reach(values.get(input), direction[input], 1));
            }
        }
        return new Interval(-reach, reach);
    }

    /** The name of an element of an input: {@code x[0, 1]}. */
    public String element(int input, int position) {
        return name(input) + Text.index(values.get(input).shape().index(position));
    }

    /** The name of a derivative: {@code ∂J/∂x[0, 1]}, or {@code ∂f/∂T} of a function. */
    public String slope(int input, int position) {
        return (spec.isFunction() ? "∂f/∂" : "∂J/∂") + element(input, position);
    }

    /** The values of an input, copied once because shrinking reads every element of a large case. */
    private double[] elements(int input) {
        if (elements[input] == null) {
            elements[input] = values.get(input).toArray();
        }
        return elements[input];
    }

    /** The part of an interval around x in which there is none of these elements but x itself. */
    private static Interval betweenNeighbors(Interval interval, double[] sorted, double x) {
        int found = Arrays.binarySearch(sorted, x);
        int below = (found < 0 ? -found - 1 : found) - 1;
        int above = below + 1;
        while (below >= 0 && sorted[below] >= x) {
            below--;
        }
        while (above < sorted.length && sorted[above] <= x) {
            above++;
        }
        Interval part = below < 0 ? interval : interval.sideOf(sorted[below], x);
        return above == sorted.length ? part : part.sideOf(sorted[above], x);
    }

    private double[] sorted(int input) {
        if (sorted[input] == null) {
            sorted[input] = elements(input).clone();
            Arrays.sort(sorted[input]);
        }
        return sorted[input];
    }

    /** The interval in which an element may move together with those that depend on it. */
    private Interval reach(int input, int position, double x) {
        double[] direction = new double[values.get(input).shape().elements()];
        direction[position] = 1;
        double most = Math.max(1, Math.abs(x));
        double reach = domain(input).reach(values.get(input), direction, most);
        return new Interval(x - reach, x + reach);
    }

    /** All tensors on one line, as {@code x = [[-1.0]], upstream = [[1.0]]}. */
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
