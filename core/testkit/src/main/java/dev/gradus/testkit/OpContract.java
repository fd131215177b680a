package dev.gradus.testkit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
    default void valueEqualsReference(@ForAll OpCase where) {
        Law.VALUE.check(where.where());
    }

    /** {@link Law#GRADIENT}. */
    @Property
    @Obeys(Law.GRADIENT)
    default void gradientEqualsNumerical(@ForAll OpCase where) {
        Law.GRADIENT.check(where.where());
    }

    /** {@link Law#LINEAR}. */
    @Property
    @Obeys(Law.LINEAR)
    default void backwardIsLinearInUpstream(@ForAll OpCase where) {
        Law.LINEAR.check(where.where());
    }

    /** {@link Law#ZERO}. */
    @Property
    @Obeys(Law.ZERO)
    default void zeroUpstreamGivesZero(@ForAll OpCase where) {
        Law.ZERO.check(where.where());
    }

    /** {@link Law#ADJOINT}. */
    @Property
    @Obeys(Law.ADJOINT)
    default void jacobianAndTransposeAgree(@ForAll OpCase where) {
        Law.ADJOINT.check(where.where());
    }

    /** {@link Law#SECOND_ORDER}. */
    @Property
    @Obeys(Law.SECOND_ORDER)
    default void secondOrder(@ForAll OpCase where) {
        Law.SECOND_ORDER.check(where.where());
    }

    /** {@link Law#THIRD_ORDER}; fewer tries, because each differentiates three times. */
    @Property
    @Obeys(Law.THIRD_ORDER)
    default void thirdOrder(@ForAll OpCase where) {
        Law.THIRD_ORDER.check(where.where());
    }

    /** {@link Law#MAGNITUDES}. */
    @Property
    @Obeys(Law.MAGNITUDES)
    default void rightAtAllMagnitudes(@ForAll OpCase where) {
        Law.MAGNITUDES.check(where.where());
    }

    /** {@link Law#EVERYWHERE}; few tries, because each examines thousands of numbers. */
    @Property
    @Tag("thorough")
    @Obeys(Law.EVERYWHERE)
    default void rightInNarrowRegions(@ForAll OpCase where) {
        Law.EVERYWHERE.check(where.where());
    }

    /** {@link Law#NEAR_EDGES}; fewer tries, because each checks all second derivatives. */
    @Property
    @Obeys(Law.NEAR_EDGES)
    default void rightNextToEdges(@ForAll OpCase where) {
        Law.NEAR_EDGES.check(where.where());
    }

    /** {@link Law#DEGENERATE}; fewer tries, because each checks all second derivatives. */
    @Property
    @Obeys(Law.DEGENERATE)
    default void rightForDegenerateData(@ForAll OpCase where) {
        Law.DEGENERATE.check(where.where());
    }

    /** {@link Law#SHARED_NODE}. */
    @Property
    @Obeys(Law.SHARED_NODE)
    default void nodeUsedTwiceGetsBothGradients(@ForAll OpCase where) {
        Law.SHARED_NODE.check(where.where());
    }

    /** {@link Law#KINKS}. */
    @Property
    @Obeys(Law.KINKS)
    default void subgradientAtKinks(@ForAll OpCase where) {
        Law.KINKS.check(where.where());
    }

    /** {@link Law#IN_A_GRAPH}. */
    @Property
    @Obeys(Law.IN_A_GRAPH)
    default void rightInsideARandomGraph(@ForAll OpCase where) {
        Law.IN_A_GRAPH.check(where.where());
    }

    /** {@link Law#SHAPES}. */
    @Property
    @Obeys(Law.SHAPES)
    default void shapesAreInferred(@ForAll OpCase where) {
        Law.SHAPES.check(where.where());
    }

    /** {@link Law#REFUSALS}. */
    @Property
    @Obeys(Law.REFUSALS)
    default void badShapesAreRefused(@ForAll OpCase where) {
        Law.REFUSALS.check(where.where());
    }

    /** {@link Law#NO_TRACE}. */
    @Property
    @Obeys(Law.NO_TRACE)
    default void nothingIsTouchedOrKept(@ForAll OpCase where) {
        Law.NO_TRACE.check(where.where());
    }

    /** {@link Law#DETERMINISTIC}. */
    @Property
    @Obeys(Law.DETERMINISTIC)
    default void sameInputsGiveSameBits(@ForAll OpCase where) {
        Law.DETERMINISTIC.check(where.where());
    }

    /** {@link Law#NO_MEMORY}; few tries, because each computes the op with many similar inputs. */
    @Property
    @Obeys(Law.NO_MEMORY)
    default void nothingIsRemembered(@ForAll OpCase where) {
        Law.NO_MEMORY.check(where.where());
    }

    /** {@link Law#THREADS}; few tries, because each waits for another thread and calls the op hundreds of times. */
    @Property
    @Tag("thorough")
    @Obeys(Law.THREADS)
    default void twoThreadsMayCallAtOnce(@ForAll OpCase where) {
        Law.THREADS.check(where.where());
    }

    /** {@link Law#IDENTITY}. */
    @Property
    @Obeys(Law.IDENTITY)
    default void withInputsIsTheSameOp(@ForAll OpCase where) {
        Law.IDENTITY.check(where.where());
    }

    /** {@link Law#EXTREMES}. */
    @Property
    @Obeys(Law.EXTREMES)
    default void extremesGiveNoNaN(@ForAll OpCase where) {
        Law.EXTREMES.check(where.where());
    }

    /** {@link Law#SMALLEST_SIZES}. */
    @Property
    @Obeys(Law.SMALLEST_SIZES)
    default void sizesZeroAndOne(@ForAll OpCase where) {
        Law.SMALLEST_SIZES.check(where.where());
    }

    /** {@link Law#LONG_TENSORS}; few tries, because each has up to 65,537 elements. */
    @Property
    @Tag("thorough")
    @Obeys(Law.LONG_TENSORS)
    default void rightForLongTensors(@ForAll OpCase where) {
        Law.LONG_TENSORS.check(where.where());
    }

    /** {@link Law#DEPENDENCE}. */
    @Property
    @Obeys(Law.DEPENDENCE)
    default void valueDependsOnWhatItSays(@ForAll OpCase where) {
        Law.DEPENDENCE.check(where.where());
    }

    /** {@link Law#NOTATION}. */
    @Property
    @Obeys(Law.NOTATION)
    default void printsWhatItComputes(@ForAll OpCase where) {
        Law.NOTATION.check(where.where());
    }

    /** {@link Law#RUN}. */
    @Property
    @Obeys(Law.RUN)
    default void plainAndPlannedAgree(@ForAll OpCase where) {
        Law.RUN.check(where.where());
    }

    /** {@link Law#OWN}, where the spec adds laws. */
    @Property
    @Obeys(Law.OWN)
    default void ownLawsHold(@ForAll OpCase where) {
        Law.OWN.check(where.where());
    }
}
