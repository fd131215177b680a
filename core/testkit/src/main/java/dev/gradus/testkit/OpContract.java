package dev.gradus.testkit;

import dev.gradus.testkit.cases.Draw;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * The laws that an op must obey, each as a property of its own. A test class implements this interface and specifies
 * the op:
 *
 * <pre>{@code
 * class SoftplusProperties implements OpContract {
 *     @Override
 *     public OpSpec spec() {
 *         return OpSpec.unary(Softplus::new)
 *                 .input("x", dims("n", "m"), Values.between(-40, 40))
 *                 .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0));
 *     }
 * }
 * }</pre>
 *
 * <p>The three laws that take most of the time carry the tag {@code thorough}: a build with many ops may leave them out of
 * its quick tests.
 */
@AddLifecycleHook(value = ContractHook.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public interface OpContract {
    /** The specification of the op. */
    OpSpec spec();

    /** See {@link Dims#dims}. */
    default Dims dims(String... axes) {
        return Dims.dims(axes);
    }

    /** See {@link Dims#anyShape}. */
    default Dims anyShape() {
        return Dims.anyShape();
    }

    /** See {@link Dims#broadcastable}. */
    default Dims broadcastable() {
        return Dims.broadcastable();
    }

    /** {@link Law#VALUE}. */
    @Property
    @Obeys(Law.VALUE)
    default void valueEqualsReference(@ForAll("anywhere") OpCase where) {
        Law.VALUE.check(where.where());
    }

    /** {@link Law#GRADIENT}. */
    @Property
    @Obeys(Law.GRADIENT)
    default void gradientEqualsNumerical(@ForAll("smooth") OpCase where) {
        Law.GRADIENT.check(where.where());
    }

    /** {@link Law#LINEAR}. */
    @Property
    @Obeys(Law.LINEAR)
    default void backwardIsLinearInUpstream(@ForAll("anywhere") OpCase where) {
        Law.LINEAR.check(where.where());
    }

    /** {@link Law#ZERO}. */
    @Property
    @Obeys(Law.ZERO)
    default void zeroUpstreamGivesZero(@ForAll("anywhere") OpCase where) {
        Law.ZERO.check(where.where());
    }

    /** {@link Law#ADJOINT}. */
    @Property
    @Obeys(Law.ADJOINT)
    default void jacobianAndTransposeAgree(@ForAll("smoothAndLarge") OpCase where) {
        Law.ADJOINT.check(where.where());
    }

    /** {@link Law#SECOND_ORDER}. */
    @Property
    @Obeys(Law.SECOND_ORDER)
    default void secondOrder(@ForAll("smoothOfAllSizes") OpCase where) {
        Law.SECOND_ORDER.check(where.where());
    }

    /** {@link Law#THIRD_ORDER}, where the spec asks for it. */
    @Property
    @Obeys(Law.THIRD_ORDER)
    default void thirdOrder(@ForAll("smoothOfAllSizes") OpCase where) {
        Law.THIRD_ORDER.check(where.where());
    }

    /** {@link Law#MAGNITUDES}. */
    @Property
    @Obeys(Law.MAGNITUDES)
    default void rightAtAllMagnitudes(@ForAll("magnitudes") OpCase where) {
        Law.MAGNITUDES.check(where.where());
    }

    /** {@link Law#EVERYWHERE}; few tries, because each examines thousands of numbers. */
    @Property
    @Tag("thorough")
    @Obeys(Law.EVERYWHERE)
    default void rightInNarrowRegions(@ForAll("searched") OpCase where) {
        Law.EVERYWHERE.check(where.where());
    }

    /** {@link Law#NEAR_EDGES}; fewer tries, because each checks all second derivatives. */
    @Property
    @Obeys(Law.NEAR_EDGES)
    default void rightNextToEdges(@ForAll("nearEdges") OpCase where) {
        Law.NEAR_EDGES.check(where.where());
    }

    /** {@link Law#DEGENERATE}; fewer tries, because each checks all second derivatives. */
    @Property
    @Obeys(Law.DEGENERATE)
    default void rightForDegenerateData(@ForAll("degenerate") OpCase where) {
        Law.DEGENERATE.check(where.where());
    }

    /** {@link Law#SHARED_NODE}. */
    @Property
    @Obeys(Law.SHARED_NODE)
    default void nodeUsedTwiceGetsBothGradients(@ForAll("anywhere") OpCase where) {
        Law.SHARED_NODE.check(where.where());
    }

    /** {@link Law#KINKS}. */
    @Property
    @Obeys(Law.KINKS)
    default void subgradientAtKinks(@ForAll("atKinks") OpCase where) {
        Law.KINKS.check(where.where());
    }

    /** {@link Law#IN_A_GRAPH}. */
    @Property
    @Obeys(Law.IN_A_GRAPH)
    default void rightInsideARandomGraph(@ForAll("inAGraph") OpCase where) {
        Law.IN_A_GRAPH.check(where.where());
    }

    /** {@link Law#SHAPES}. */
    @Property
    @Obeys(Law.SHAPES)
    default void shapesAreInferred(@ForAll("anywhere") OpCase where) {
        Law.SHAPES.check(where.where());
    }

    /** {@link Law#REFUSALS}. */
    @Property
    @Obeys(Law.REFUSALS)
    default void badShapesAreRefused(@ForAll("anywhere") OpCase where) {
        Law.REFUSALS.check(where.where());
    }

    /** {@link Law#NO_TRACE}. */
    @Property
    @Obeys(Law.NO_TRACE)
    default void nothingIsTouchedOrKept(@ForAll("anywhere") OpCase where) {
        Law.NO_TRACE.check(where.where());
    }

    /** {@link Law#DETERMINISTIC}. */
    @Property
    @Obeys(Law.DETERMINISTIC)
    default void sameInputsGiveSameBits(@ForAll("anywhere") OpCase where) {
        Law.DETERMINISTIC.check(where.where());
    }

    /** {@link Law#NO_MEMORY}; few tries, because each computes the op with many similar inputs. */
    @Property
    @Obeys(Law.NO_MEMORY)
    default void nothingIsRemembered(@ForAll("oftenLarge") OpCase where) {
        Law.NO_MEMORY.check(where.where());
    }

    /** {@link Law#THREADS}; few tries, because each waits for another thread and calls the op hundreds of times. */
    @Property
    @Tag("thorough")
    @Obeys(Law.THREADS)
    default void twoThreadsMayCallAtOnce(@ForAll("smoothLines") OpCase where) {
        Law.THREADS.check(where.where());
    }

    /** {@link Law#IDENTITY}. */
    @Property
    @Obeys(Law.IDENTITY)
    default void withInputsIsTheSameOp(@ForAll("anywhere") OpCase where) {
        Law.IDENTITY.check(where.where());
    }

    /** {@link Law#EXTREMES}. */
    @Property
    @Obeys(Law.EXTREMES)
    default void extremesGiveNoNaN(@ForAll("extremes") OpCase where) {
        Law.EXTREMES.check(where.where());
    }

    /** {@link Law#SMALLEST_SIZES}. */
    @Property
    @Obeys(Law.SMALLEST_SIZES)
    default void sizesZeroAndOne(@ForAll("smallestSizes") OpCase where) {
        Law.SMALLEST_SIZES.check(where.where());
    }

    /** {@link Law#LONG_TENSORS}; few tries, because each has up to 65,537 elements. */
    @Property
    @Tag("thorough")
    @Obeys(Law.LONG_TENSORS)
    default void rightForLongTensors(@ForAll("longTensors") OpCase where) {
        Law.LONG_TENSORS.check(where.where());
    }

    /** {@link Law#DEPENDENCE}. */
    @Property
    @Obeys(Law.DEPENDENCE)
    default void valueDependsOnWhatItSays(@ForAll("anywhere") OpCase where) {
        Law.DEPENDENCE.check(where.where());
    }

    /** {@link Law#NOTATION}. */
    @Property
    @Obeys(Law.NOTATION)
    default void printsWhatItComputes(@ForAll("smooth") OpCase where) {
        Law.NOTATION.check(where.where());
    }

    /** {@link Law#RUN}. */
    @Property
    @Obeys(Law.RUN)
    default void plainAndPlannedAgree(@ForAll("anywhere") OpCase where) {
        Law.RUN.check(where.where());
    }

    /** Cases from the whole domain. */
    @Provide
    default Arbitrary<OpCase> anywhere() {
        return OpCase.drawn(spec(), Draw.ANYWHERE);
    }

    /** Cases away from kinks, ties and edges. */
    @Provide
    default Arbitrary<OpCase> smooth() {
        return OpCase.drawn(spec(), Draw.SMOOTH);
    }

    /** Cases away from kinks, ties and edges, with more elements. */
    @Provide
    default Arbitrary<OpCase> smoothAndLarge() {
        return OpCase.drawn(spec(), Draw.SMOOTH_LARGE);
    }

    /** Cases away from kinks, ties and edges, sometimes with more elements. */
    @Provide
    default Arbitrary<OpCase> smoothOfAllSizes() {
        return OpCase.drawn(spec(), Draw.SMOOTH_ALL_SIZES);
    }

    /** Cases away from kinks, ties and edges, with one axis of some hundred elements. */
    @Provide
    default Arbitrary<OpCase> smoothLines() {
        return OpCase.drawn(spec(), Draw.SMOOTH_LINE);
    }

    /** Cases from the whole domain, often with more elements. */
    @Provide
    default Arbitrary<OpCase> oftenLarge() {
        return OpCase.drawn(spec(), Draw.OFTEN_LARGE);
    }

    /** Cases away from kinks, ties and edges, with one axis just longer than a power of two. */
    @Provide
    default Arbitrary<OpCase> longTensors() {
        return OpCase.drawn(spec(), Draw.LONG);
    }

    /** Cases away from kinks, ties and edges, with tiny and huge numbers. */
    @Provide
    default Arbitrary<OpCase> magnitudes() {
        return OpCase.drawn(spec(), Draw.MAGNITUDES);
    }

    /**
     * Cases away from kinks, ties and edges, with a number at which the op disagrees most with its reference or its
     * rule.
     */
    @Provide
    default Arbitrary<OpCase> searched() {
        return OpCase.drawn(spec(), Draw.SEARCHED);
    }

    /** Cases next to kinks, ties, poles and edges, but not at them. */
    @Provide
    default Arbitrary<OpCase> nearEdges() {
        return OpCase.drawn(spec(), Draw.NEAR_EDGES);
    }

    /** Cases with equal elements, zeros, or numbers that are all tiny. */
    @Provide
    default Arbitrary<OpCase> degenerate() {
        return OpCase.drawn(spec(), Draw.DEGENERATE);
    }

    /** Cases away from kinks, ties and edges, inside a random larger graph. */
    @Provide
    default Arbitrary<OpCase> inAGraph() {
        return OpCase.drawn(spec(), Draw.IN_A_GRAPH);
    }

    /** Cases at kinks or ties. */
    @Provide
    default Arbitrary<OpCase> atKinks() {
        return OpCase.drawn(spec(), Draw.AT_KINKS);
    }

    /** Cases with the largest and smallest magnitudes. */
    @Provide
    default Arbitrary<OpCase> extremes() {
        return OpCase.drawn(spec(), Draw.EXTREMES);
    }

    /** Cases whose axes are as small as the spec allows, or empty. */
    @Provide
    default Arbitrary<OpCase> smallestSizes() {
        return OpCase.drawn(spec(), Draw.SMALLEST_SIZES);
    }
}
