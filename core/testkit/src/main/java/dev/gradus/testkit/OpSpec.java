package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Elementwise;
import dev.gradus.testkit.cases.InputSpec;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.cases.SpecData.Build;
import dev.gradus.testkit.cases.SpecData.Kind;
import dev.gradus.testkit.cases.SpecData.Reference;
import dev.gradus.testkit.cases.SpecData.Sizes;
import dev.gradus.testkit.cases.SpecData.Tolerance;
import dev.gradus.testkit.domain.Domain;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * The specification of an op: how it is constructed, its inputs with their shapes and domains, and a reference that
 * computes its value in the simplest way. {@link OpContract} checks the op against it.
 *
 * <pre>{@code
 * OpSpec.unary(Softplus::new)
 *         .input("x", dims("n", "m"), Values.between(-40, 40))
 *         .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0))
 * }</pre>
 *
 * <p>The inputs are in the op's own order, and come before the reference. Immutable: each method returns another spec.
 */
public final class OpSpec {
    private static final String OF_A_SURROGATE =
            "the rule is the gradient of gradientOf(…), not of the value that a graph passes on";

    private final SpecData data;

    private OpSpec(SpecData data) {
        this.data = data;
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
        return new OpSpec(new SpecData(
                (inputs, attribute) -> op.apply(inputs), layout -> Arbitraries.just(SpecData.NO_ATTRIBUTE)));
    }

    /**
     * An op with an attribute besides its inputs, such as axes or a target shape, which is drawn as well:
     *
     * <pre>{@code
     * OpSpec.drawing(layout -> GradusArbitraries.axes(layout.shape("x").rank()))
     *     .unary((x, axes) -> new Sum(x, false, axes))
     *     .input("x", anyShape(), Values.any())
     *     .referenceTensor((in, axes) -> sums(in.get(0), axes))
     * }</pre>
     *
     * @param attributes the attributes that may be drawn, given the shapes of the inputs
     */
    public static <A> Drawing<A> drawing(Function<Layout, Arbitrary<A>> attributes) {
        Objects.requireNonNull(attributes, "attributes");
        return new Drawing<>(attributes);
    }

    static OpSpec drawn(Build build, Function<Layout, ? extends Arbitrary<?>> attributes) {
        return new OpSpec(new SpecData(build, layout -> attributes.apply(new Layout(layout))));
    }

    OpSpec withReference(Reference reference) {
        return new OpSpec(data.withReference(reference));
    }

    /** Sets the name of the op in reports, which otherwise is that of its class. */
    public OpSpec named(String name) {
        Objects.requireNonNull(name, "name");
        return new OpSpec(data.named(name));
    }

    /**
     * Declares that the op rounds its inputs and its results to float32, so that the laws compare only that many digits.
     * The default tolerance of the value is then 1e-5 relative and 1e-6 absolute. If there is a reference, which computes
     * in float64, its numerical derivatives are those that the rule should have.
     */
    public OpSpec float32() {
        return new OpSpec(data.computedIn(Precision.FLOAT32));
    }

    /** The same for float16: 11 binary digits, up to 65,504. The default tolerance is 2⁻⁸ relative and 1e-6 absolute. */
    public OpSpec float16() {
        return new OpSpec(data.computedIn(Precision.FLOAT16));
    }

    /** The same for bfloat16: 8 binary digits. The default tolerance is 2⁻⁵ relative and 1e-6 absolute. */
    public OpSpec bfloat16() {
        return new OpSpec(data.computedIn(Precision.BFLOAT16));
    }

    /**
     * Adds the next input: its name in reports, its axes and its domain.
     *
     * @throws IllegalStateException if the spec already has a reference
     */
    public OpSpec input(String name, Dims dims, Values values) {
        return withInput(name, dims, values, true);
    }

    OpSpec inputByAttribute(String name, Dims dims, Function<Object, Values> values) {
        return withInput(
                name,
                dims,
                Optional.empty(),
                attribute -> values.apply(attribute).domain(),
                true);
    }

    /**
     * Adds an input with respect to which the op has no derivative, such as indices or a condition.
     *
     * @throws IllegalStateException if the spec already has a reference
     */
    public OpSpec inputWithoutDerivative(String name, Dims dims, Values values) {
        return withInput(name, dims, values, false);
    }

    /** Sets the expected value of each element of an op of one input, given the element of the input. */
    public OpSpec reference(DoubleUnaryOperator value) {
        Objects.requireNonNull(value, "value");
        return new OpSpec(
                data.withReferenceByElement((in, attribute) -> in.get(0).map(value)));
    }

    /** Sets the expected value of each element of an op of two inputs that broadcast, given their elements. */
    public OpSpec reference(DoubleBinaryOperator value) {
        Objects.requireNonNull(value, "value");
        return new OpSpec(data.withReferenceByElement(
                (in, attribute) -> Elementwise.apply(in, x -> value.applyAsDouble(x[0], x[1]))));
    }

    /**
     * Sets the expected value, given the values of the inputs. The tolerance is then absolute as well, see {@link
     * #tolerance}.
     */
    public OpSpec referenceTensor(Function<? super List<Tensor>, Tensor> value) {
        Objects.requireNonNull(value, "value");
        return new OpSpec(data.withReference((in, attribute) -> value.apply(in)));
    }

    /**
     * Sets how closely the value must agree with the reference: |value − reference| ≤ relative · |reference| +
     * absolute. The default is 1e-12 relative. A reference by tensor may cancel, so its default is 1e-12 absolute as
     * well.
     */
    public OpSpec tolerance(double relative, double absolute) {
        return new OpSpec(data.withTolerance(new Tolerance(relative, absolute)));
    }

    /**
     * Sets the smallest and largest size of a symbol, 0 and 4 by default. {@code "*"} means all axes that it stands
     * for, and those of broadcastable inputs.
     *
     * <p>Laws about large tensors draw longer axes if the largest size is the default, as in {@code size("n", 1, 4)}
     * for axes that are not empty. They respect any other largest size.
     */
    public OpSpec size(String symbol, int smallest, int largest) {
        Objects.requireNonNull(symbol, "symbol");
        if (smallest < 0 || largest < Math.max(1, smallest)) {
            throw new IllegalArgumentException(
                    "The size of " + symbol + " cannot be from " + smallest + " to " + largest);
        }
        return new OpSpec(data.withSizes(symbol, new Sizes(smallest, largest)));
    }

    /** Declares kinks or jumps where elements of these inputs are equal, as for the maximum of a and b. */
    public OpSpec apart(String... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return new OpSpec(data.withApart(List.of(inputs)));
    }

    /** Requires that the op refuse inputs of these shapes and name the two that clash in its message. */
    public OpSpec refuses(Shape... shapes) {
        Objects.requireNonNull(shapes, "shapes");
        return new OpSpec(data.withRefused(List.of(shapes)));
    }

    /** Leaves out a law that does not apply to this op. The report lists it as skipped, with the reason. */
    public OpSpec without(Law law, String reason) {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(reason, "reason");
        return new OpSpec(data.without(law.name(), reason));
    }

    /**
     * Adds a law of your own. It is tried on cases from the whole domain, and the smallest case that breaks it is
     * reported with its message:
     *
     * <pre>{@code
     * .law("f(2x) = 2 f(x)", at -> {
     *     Tensor twice = at.value(List.of(at.values().get(0).map(x -> 2 * x)));
     *     assertThat(twice).isEqualTo(at.value().map(y -> 2 * y));
     * })
     * }</pre>
     *
     * @param sentence the law in words, for the report
     * @param check throws an exception or an {@link AssertionError} if a case breaks the law
     */
    public OpSpec law(String sentence, Consumer<? super OpCase> check) {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(check, "check");
        return new OpSpec(data.withOwn(new SpecData.OwnLaw(sentence, where -> check.accept(OpCase.of(where)))));
    }

    /**
     * Declares an op whose rule by design is not the derivative of its value, and whose derivative it is instead. The
     * laws then compare the rule with the numerical derivative of this function.
     *
     * <pre>{@code
     * OpSpec.unary(RoundStraightThrough::new)
     *         .input("x", anyShape(), Values.any())
     *         .gradientOf(in -> in.get(0))
     * }</pre>
     *
     * <p>Reversing a gradient is {@code in -> in.get(0).negate()}; a lookup that does not train row 0 is a lookup in a
     * table whose row 0 is multiplied by 0. {@link Law#IN_A_GRAPH} is left out.
     *
     * @param surrogate builds a node of the shape of the op from its inputs
     */
    public OpSpec gradientOf(Function<? super List<Node>, ? extends Node> surrogate) {
        Objects.requireNonNull(surrogate, "surrogate");
        return withSurrogate((in, attribute) -> surrogate.apply(in));
    }

    /**
     * The same for a rule that depends on the upstream gradient in a way of its own: it is the gradient of this scalar. An
     * op that passes x on and clips its gradient to ±1 has
     *
     * <pre>{@code
     * .gradientOf((in, upstream) -> in.get(0).multiply(Functions.clip(upstream, -1, 1)).sum())
     * }</pre>
     *
     * <p>{@link Law#LINEAR} and {@link Law#SHARED_NODE} are left out, because they need not hold.
     *
     * @param objective builds the scalar from the inputs and the upstream gradient
     */
    public OpSpec gradientOf(BiFunction<? super List<Node>, ? super Node, ? extends Node> objective) {
        Objects.requireNonNull(objective, "objective");
        String reason = "gradientOf(…) says how the rule depends on upstream";
        return new OpSpec(data.withSurrogate((in, upstream, attribute) -> objective.apply(in, upstream)))
                .without(Law.IN_A_GRAPH, OF_A_SURROGATE)
                .without(Law.LINEAR, reason)
                .without(Law.SHARED_NODE, reason);
    }

    OpSpec ofFunction() {
        return new OpSpec(data.of(Kind.FUNCTION));
    }

    OpSpec ofModel() {
        return new OpSpec(data.of(Kind.MODEL));
    }

    OpSpec withSurrogate(BiFunction<? super List<Node>, Object, ? extends Node> surrogate) {
        return new OpSpec(data.withSurrogate((in, upstream, attribute) -> {
                    Node meant = surrogate.apply(in, attribute);
                    if (!meant.shape().equals(upstream.shape())) {
                        throw new IllegalArgumentException("gradientOf: the surrogate must have the op's shape "
                                + upstream.shape() + ", but has " + meant.shape());
                    }
                    return meant.multiply(upstream).sum();
                }))
                .without(Law.IN_A_GRAPH, OF_A_SURROGATE);
    }

    private OpSpec withInput(String name, Dims dims, Values values, boolean hasDerivative) {
        Objects.requireNonNull(values, "values");
        Domain domain = values.domain();
        return withInput(name, dims, Optional.of(domain), attribute -> domain, hasDerivative);
    }

    private OpSpec withInput(
            String name, Dims dims, Optional<Domain> fixed, Function<Object, Domain> domain, boolean hasDerivative) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dims, "dims");
        if (data.reference().isPresent()) {
            throw new IllegalStateException(
                    "OpSpec: the input " + name + " comes after the reference; add all inputs before it");
        }
        return new OpSpec(
                data.withInput(new InputSpec(name, dims.axes(), dims.isBroadcastable(), fixed, domain, hasDerivative)));
    }

    SpecData data() {
        return data;
    }
}
