package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * What an op claims to be: how it is made, its inputs with their shapes and domains, and a reference that gives its value
 * in the simplest way. {@link OpContract} holds the op to it.
 *
 * <pre>{@code
 * OpSpec.unary(Softplus::new)
 *         .input("x", dims("n", "m"), Values.between(-40, 40))
 *         .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0))
 * }</pre>
 *
 * <p>Inputs come in the op's own order. Immutable: each method returns another spec.
 */
public final class OpSpec {
    /** The usual sizes of an axis: small, because a small case shows a bug as well. */
    static final Sizes USUAL = new Sizes(0, 4);

    /** Drawn where the op takes nothing besides its inputs. */
    static final Object NO_ATTRIBUTE = new Object();

    private final Build build;
    private final Function<Layout, ? extends Arbitrary<?>> attributes;
    private final List<InputSpec> inputs = new ArrayList<>();
    private final Map<String, Sizes> sizes = new HashMap<>();
    private final List<List<String>> apart = new ArrayList<>();
    private final List<List<Shape>> refused = new ArrayList<>();
    private final Map<Law, String> excuses = new EnumMap<>(Law.class);
    private final Set<Law> asked = EnumSet.noneOf(Law.class);
    private boolean referenceByElement;
    private Optional<Reference> reference = Optional.empty();
    private Tolerance tolerance = new Tolerance(1e-12, RoundingError.OF_UNDERFLOW);

    /** Makes the op from its inputs and the attribute drawn. */
    @FunctionalInterface
    interface Build {
        Op make(List<Node> inputs, Object attribute);
    }

    /** The value that the op should have. */
    @FunctionalInterface
    interface Reference {
        Tensor value(List<Tensor> inputs, Object attribute);
    }

    /** How closely value and reference agree. */
    record Tolerance(double relative, double absolute) {}

    /** The sizes that an axis may have. */
    record Sizes(int smallest, int largest) {}

    private OpSpec(Build build, Function<Layout, ? extends Arbitrary<?>> attributes) {
        this.build = build;
        this.attributes = attributes;
    }

    private OpSpec copy() {
        OpSpec copy = new OpSpec(build, attributes);
        copy.inputs.addAll(inputs);
        copy.sizes.putAll(sizes);
        copy.apart.addAll(apart);
        copy.refused.addAll(refused);
        copy.excuses.putAll(excuses);
        copy.asked.addAll(asked);
        copy.referenceByElement = referenceByElement;
        copy.reference = reference;
        copy.tolerance = tolerance;
        return copy;
    }

    /** An op of one input: {@code OpSpec.unary(Softplus::new)}. */
    public static OpSpec unary(Function<? super Node, ? extends Op> op) {
        Objects.requireNonNull(op, "op");
        return nary(inputs -> op.apply(inputs.get(0)));
    }

    /** An op of two inputs: {@code OpSpec.binary(MatMul::new)}. */
    public static OpSpec binary(BiFunction<? super Node, ? super Node, ? extends Op> op) {
        Objects.requireNonNull(op, "op");
        return nary(inputs -> op.apply(inputs.get(0), inputs.get(1)));
    }

    /** An op of any number of inputs: {@code OpSpec.nary(in -> new Where(in.get(0), in.get(1), in.get(2)))}. */
    public static OpSpec nary(Function<? super List<Node>, ? extends Op> op) {
        Objects.requireNonNull(op, "op");
        return new OpSpec((inputs, attribute) -> op.apply(inputs), layout -> Arbitraries.just(NO_ATTRIBUTE));
    }

    /**
     * An op that takes something besides its inputs, such as axes or a target shape, which is drawn as well:
     *
     * <pre>{@code
     * OpSpec.drawing(layout -> GradusArbitraries.axes(layout.shape("x").rank()))
     *     .unary((x, axes) -> new Sum(x, false, axes))
     *     .referenceTensor((in, axes) -> sums(in.get(0), axes))
     *     .input("x", anyShape(), Values.any())
     * }</pre>
     *
     * @param attributes what may be drawn, given the inputs' shapes
     */
    public static <A> Drawing<A> drawing(Function<Layout, Arbitrary<A>> attributes) {
        Objects.requireNonNull(attributes, "attributes");
        return new Drawing<>(attributes);
    }

    static OpSpec drawn(Build build, Function<Layout, ? extends Arbitrary<?>> attributes, Reference reference) {
        OpSpec spec = new OpSpec(build, attributes);
        spec.setTensorReference(reference);
        return spec;
    }

    /** The next input: its name in reports, its axes and its domain. */
    public OpSpec input(String name, Dims dims, Values values) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(values, "values");
        OpSpec changed = copy();
        changed.inputs.add(InputSpec.of(name, dims, values, true));
        return changed;
    }

    /**
     * The next input of an op whose attribute decides about its domain or kinks:
     *
     * <pre>{@code
     * OpSpec.drawing(layout -> Arbitraries.doubles().between(-1, 1))
     *     .unary((x, threshold) -> new Threshold(x, threshold))
     *     .referenceTensor((in, threshold) -> …)
     *     .input("x", anyShape(), (Double threshold) -> Values.any().kinksAt(threshold))
     * }</pre>
     *
     * @param <A> the type of the attribute, as in {@link #drawing}
     * @param values the domain, given the attribute
     */
    @SuppressWarnings("unchecked") // a spec gives its functions only the attributes that it drew
    public <A> OpSpec input(String name, Dims dims, Function<? super A, Values> values) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(values, "values");
        OpSpec changed = copy();
        changed.inputs.add(new InputSpec(
                name, dims, Optional.empty(), attribute -> ((Function<Object, Values>) values).apply(attribute), true));
        return changed;
    }

    /** The next input, with respect to which the op has no derivative, such as indices or a condition. */
    public OpSpec inputWithoutDerivative(String name, Dims dims, Values values) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(values, "values");
        OpSpec changed = copy();
        changed.inputs.add(InputSpec.of(name, dims, values, false));
        return changed;
    }

    /** The value of each element of an op of one input, given that input's element. */
    public OpSpec reference(DoubleUnaryOperator value) {
        Objects.requireNonNull(value, "value");
        OpSpec changed = copy();
        changed.reference = Optional.of((in, attribute) -> in.get(0).map(value));
        changed.referenceByElement = true;
        return changed;
    }

    /** The value of each element of an op of two inputs that broadcast, given their elements. */
    public OpSpec reference(DoubleBinaryOperator value) {
        Objects.requireNonNull(value, "value");
        OpSpec changed = copy();
        changed.reference = Optional.of((in, attribute) -> Elementwise.apply(in, x -> value.applyAsDouble(x[0], x[1])));
        changed.referenceByElement = true;
        return changed;
    }

    /** The value of the op, given its inputs' values. Agreement is then absolute as well, see {@link #tolerance}. */
    public OpSpec referenceTensor(Function<? super List<Tensor>, Tensor> value) {
        Objects.requireNonNull(value, "value");
        OpSpec changed = copy();
        changed.setTensorReference((in, attribute) -> value.apply(in));
        return changed;
    }

    private void setTensorReference(Reference value) {
        reference = Optional.of(value);
        referenceByElement = false;
        tolerance = new Tolerance(1e-12, 1e-12);
    }

    /**
     * How closely the value agrees with the reference: |value − reference| ≤ relative · |reference| + absolute. By
     * default 1e-12 relative; with a reference by tensor, which may cancel, 1e-12 absolute as well.
     */
    public OpSpec tolerance(double relative, double absolute) {
        OpSpec changed = copy();
        changed.tolerance = new Tolerance(relative, absolute);
        return changed;
    }

    /**
     * The sizes that a symbol may have, both included, 0 to 4 by default. {@code "*"} means all axes that it stands for,
     * and those of broadcastable inputs.
     *
     * <p>Laws about large tensors draw longer axes where the largest size is that of the default, as in {@code size("n", 1,
     * 4)} for axes that are not empty. Any other largest size is a bound for them too.
     */
    public OpSpec size(String symbol, int smallest, int largest) {
        Objects.requireNonNull(symbol, "symbol");
        if (smallest < 0 || largest < Math.max(1, smallest)) {
            throw new IllegalArgumentException(
                    "The size of " + symbol + " cannot be from " + smallest + " to " + largest);
        }
        OpSpec changed = copy();
        changed.sizes.put(symbol, new Sizes(smallest, largest));
        return changed;
    }

    /** The op has kinks or jumps where elements of these inputs are equal, as the maximum of a and b. */
    public OpSpec apart(String... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        OpSpec changed = copy();
        changed.apart.add(List.of(inputs));
        return changed;
    }

    /** Inputs of these shapes, in their order, must be refused, with the two shapes that clash in the message. */
    public OpSpec refuses(Shape... shapes) {
        Objects.requireNonNull(shapes, "shapes");
        OpSpec changed = copy();
        changed.refused.add(List.of(shapes));
        return changed;
    }

    /** This law does not apply to this op, and why. The report lists it as skipped. */
    public OpSpec without(Law law, String reason) {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(reason, "reason");
        OpSpec changed = copy();
        changed.excuses.put(law, reason);
        return changed;
    }

    /** This law, which holds only those ops that ask for it, applies to this op: {@link Law#THIRD_ORDER}. */
    public OpSpec with(Law law) {
        Objects.requireNonNull(law, "law");
        OpSpec changed = copy();
        changed.asked.add(law);
        return changed;
    }

    List<InputSpec> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    Op make(List<Node> nodes, Object attribute) {
        return build.make(nodes, attribute);
    }

    Arbitrary<?> attributes(Layout layout) {
        return attributes.apply(layout);
    }

    Optional<Reference> reference() {
        return reference;
    }

    /** Whether the reference has one element of each operand to compute from, and so nothing to add up. */
    boolean isReferenceByElement() {
        return referenceByElement;
    }

    Tolerance tolerance() {
        return tolerance;
    }

    Sizes sizes(String symbol) {
        String key = Layouts.isAnonymous(symbol) ? Dims.ANY : symbol;
        return sizes.getOrDefault(key, USUAL);
    }

    List<List<Shape>> refused() {
        return Collections.unmodifiableList(refused);
    }

    /** Why a law does not apply, if it does not. */
    Optional<String> excuse(Law law) {
        if (law == Law.KINKS && !hasKinks()) {
            return Optional.of("the spec knows of no kinks");
        }
        return law == Law.THIRD_ORDER && !asked.contains(law)
                ? Optional.of("the spec does not ask for it")
                : Optional.ofNullable(excuses.get(law));
    }

    /** Whether no two elements of these inputs may be equal where the op is smooth. */
    boolean areApart(int first, int second, Object attribute) {
        return first == second && inputs.get(first).values(attribute).isDistinct() || isInGroupWith(first, second);
    }

    private boolean isInGroupWith(int first, int second) {
        String a = inputs.get(first).name();
        String b = inputs.get(second).name();
        return apart.stream().anyMatch(group -> group.contains(a) && group.contains(b));
    }

    /** Whether there are, or may be, places in the domain where the op is not smooth. */
    private boolean hasKinks() {
        return !apart.isEmpty()
                || inputs.stream()
                        .map(InputSpec::always)
                        .anyMatch(always -> always.map(values -> values.hasKinks() || values.isDistinct())
                                .orElse(true));
    }
}
