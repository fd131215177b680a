package dev.gradus.run;

import dev.gradus.kernel.host.Host;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An optimization of a run's plan. None changes a bit of any result. {@link Run.Builder#without} switches optimizations
 * off for one run, and the system property {@code dev.gradus.without} for all runs of a JVM. Its value is {@code all},
 * or names separated by commas, such as {@code groups,in_place}. {@link Run#plan()} prints what each optimization
 * found.
 */
public enum Optimization {
    /** Computes an op with constant inputs once, when the run is planned. */
    FOLDED_CONSTANTS,
    /** Removes identities that are exact in IEEE 754: x ∗ 1, x / 1, x − 0, −(−x), (xᵀ)ᵀ; never x ∗ 0 or x + 0. */
    EXACT_IDENTITIES,
    /** Lets a reshape, or a transpose that moves no element, use the array of its operand. */
    VIEWS,
    /** Computes ops with equal classes, attributes and inputs once. */
    SHARED_SUBEXPRESSIONS,
    /**
     * Computes a reduction, softmax or product together with the ops that it alone reads, a block of rows at a time, so
     * that large values between them stay in the cache.
     */
    ROW_BLOCKS,
    /** Lets a matrix product read a transposed operand without copying it. */
    ABSORBED_TRANSPOSES,
    /** Gives each result of a loop an array of its own, and does not compute results that nothing reads. */
    SEPARATE_RESULTS,
    /** Computes adjacent elementwise ops on large values together, block by block, so that blocks stay in the cache. */
    GROUPS,
    /**
     * Computes adjacent ops by one generated loop, once they have run long enough to repay its compilation. Always off in a
     * native image and on Android, which cannot load generated classes.
     */
    GENERATED_LOOPS,
    /** Reuses an array that is no longer needed for another value of the same size. */
    REUSED_BUFFERS,
    /** Lets an elementwise op write over an operand that nothing else reads. */
    IN_PLACE;

    /** The system property that switches optimizations off. */
    static final String WITHOUT = "dev.gradus.without";

    static Set<Optimization> defaults() {
        Set<Optimization> on = without(System.getProperty(WITHOUT, ""));
        if (!Host.loadsGeneratedClasses()) {
            on.remove(GENERATED_LOOPS);
        }
        return on;
    }

    static Set<Optimization> without(String value) {
        Set<Optimization> on = EnumSet.allOf(Optimization.class);
        if (value.equals("all")) {
            on.clear();
        } else if (!value.isEmpty()) {
            for (String name : value.split(",", -1)) {
                on.remove(named(name.strip().replace('_', ' ')));
            }
        }
        return on;
    }

    private static Optimization named(String name) {
        for (Optimization optimization : values()) {
            if (optimization.toString().equals(name)) {
                return optimization;
            }
        }
        throw new IllegalArgumentException("The system property " + WITHOUT + " contains \"" + name
                + "\", which is no optimization; it must be all, or names of " + EnumSet.allOf(Optimization.class)
                + " separated by commas");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
