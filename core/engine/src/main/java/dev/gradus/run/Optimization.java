package dev.gradus.run;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An optimization of a graph before it runs. None changes a bit of any result. {@link Run.Builder#without} switches optimizations
 * off, and for all runs of a JVM so does the system property {@code dev.gradus.without}: {@code all}, or names with
 * commas between, as {@code groups,in_place}. {@link Run#plan()} prints what they did.
 */
public enum Optimization {
    /** An op with constant inputs is computed once, when the run is planned. */
    FOLDED_CONSTANTS,
    /** What IEEE 754 makes exact is left out: x ∗ 1, x / 1, x − 0, −(−x), (xᵀ)ᵀ; never x ∗ 0 or x + 0. */
    EXACT_IDENTITIES,
    /** A reshape, or a transpose that moves no element, reads the array that is there. */
    VIEWS,
    /** Ops of the same class, attributes and inputs are computed once. */
    SHARED_SUBEXPRESSIONS,
    /** A matrix product reads a transposed operand as it is stored. */
    ABSORBED_TRANSPOSES,
    /** Each result of a loop has an array of its own; results that nothing reads are not computed. */
    SEPARATE_RESULTS,
    /** Adjacent elementwise ops on large values are computed together, block by block, in the cache. */
    GROUPS,
    /** Adjacent ops on large values are computed by one loop, compiled once they have run long enough to pay for it. */
    GENERATED_LOOPS,
    /** An array that is no longer needed serves another value of the same size. */
    REUSED_BUFFERS,
    /** An elementwise op writes over an operand that nothing else needs. */
    IN_PLACE;

    /** The system property that switches optimizations off: {@code all}, or their names with commas between. */
    static final String WITHOUT = "dev.gradus.without";

    static Set<Optimization> defaults() {
        return without(System.getProperty(WITHOUT, ""));
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
        throw new IllegalArgumentException("The system property " + WITHOUT + " names no optimization \"" + name
                + "\"; it may be all, or some of " + EnumSet.allOf(Optimization.class) + " with commas between");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
