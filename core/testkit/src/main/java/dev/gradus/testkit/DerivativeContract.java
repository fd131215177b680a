package dev.gradus.testkit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * Checks derivatives that are written by hand, each law as a property of its own. A test class implements this interface and
 * specifies the function:
 *
 * <pre>{@code
 * class EnthalpyDerivatives implements DerivativeContract {
 *     @Override
 *     public FunctionSpec spec() {
 *         return FunctionSpec.of("T", "p", Enthalpy::of)
 *                 .derivative("T", Enthalpy::dT)
 *                 .where("T", Values.between(200, 2000))
 *                 .where("p", Values.logarithmic(1, 1e8));
 *     }
 * }
 * }</pre>
 *
 * <p>It checks the laws of ops that have a meaning for functions. A report names the smallest arguments that break a law, and
 * the likely mistake. {@link Derivatives} checks the same without a test engine.
 */
@AddLifecycleHook(value = ContractHook.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public interface DerivativeContract {
    /** The function, its derivatives and its domain. */
    FunctionSpec spec();

    /** {@link Law#GRADIENT}. */
    @Property
    @Obeys(Law.GRADIENT)
    default void derivativesEqualNumerical(@ForAll OpCase where) {
        Law.GRADIENT.check(where.where());
    }

    /** {@link Law#SECOND_ORDER}. */
    @Property
    @Obeys(Law.SECOND_ORDER)
    default void secondDerivativesEqualNumerical(@ForAll OpCase where) {
        Law.SECOND_ORDER.check(where.where());
    }

    /** {@link Law#ADJOINT}. */
    @Property
    @Obeys(Law.ADJOINT)
    default void rightForLargerVectors(@ForAll OpCase where) {
        Law.ADJOINT.check(where.where());
    }

    /** {@link Law#MAGNITUDES}. */
    @Property
    @Obeys(Law.MAGNITUDES)
    default void rightAtAllMagnitudes(@ForAll OpCase where) {
        Law.MAGNITUDES.check(where.where());
    }

    /** {@link Law#EVERYWHERE}. */
    @Property
    @Obeys(Law.EVERYWHERE)
    default void rightInNarrowRegions(@ForAll OpCase where) {
        Law.EVERYWHERE.check(where.where());
    }

    /** {@link Law#NEAR_EDGES}. */
    @Property
    @Obeys(Law.NEAR_EDGES)
    default void rightNextToEdges(@ForAll OpCase where) {
        Law.NEAR_EDGES.check(where.where());
    }

    /** {@link Law#DEGENERATE}. */
    @Property
    @Obeys(Law.DEGENERATE)
    default void rightForEqualElementsAndZeros(@ForAll OpCase where) {
        Law.DEGENERATE.check(where.where());
    }

    /** {@link Law#KINKS}. */
    @Property
    @Obeys(Law.KINKS)
    default void subgradientAtKinks(@ForAll OpCase where) {
        Law.KINKS.check(where.where());
    }

    /** {@link Law#EXTREMES}. */
    @Property
    @Obeys(Law.EXTREMES)
    default void extremesGiveNoNaN(@ForAll OpCase where) {
        Law.EXTREMES.check(where.where());
    }

    /** {@link Law#NO_TRACE}. */
    @Property
    @Obeys(Law.NO_TRACE)
    default void argumentsStayUnchanged(@ForAll OpCase where) {
        Law.NO_TRACE.check(where.where());
    }

    /** {@link Law#DETERMINISTIC}. */
    @Property
    @Obeys(Law.DETERMINISTIC)
    default void sameArgumentsGiveSameBits(@ForAll OpCase where) {
        Law.DETERMINISTIC.check(where.where());
    }

    /** {@link Law#NO_MEMORY}. */
    @Property
    @Obeys(Law.NO_MEMORY)
    default void nothingIsRemembered(@ForAll OpCase where) {
        Law.NO_MEMORY.check(where.where());
    }

    /** {@link Law#THREADS}. */
    @Property
    @Obeys(Law.THREADS)
    default void twoThreadsMayCallAtOnce(@ForAll OpCase where) {
        Law.THREADS.check(where.where());
    }

    /** {@link Law#OWN}. */
    @Property
    @Obeys(Law.OWN)
    default void secondDerivativesAreSymmetric(@ForAll OpCase where) {
        Law.OWN.check(where.where());
    }
}
