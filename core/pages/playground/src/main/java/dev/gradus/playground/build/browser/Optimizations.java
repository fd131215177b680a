package dev.gradus.playground.build.browser;

import dev.gradus.run.Optimization;
import java.util.EnumSet;
import java.util.Set;

/** The optimizations over a plan that make sense in a browser. */
public final class Optimizations {
    private Optimizations() {}

    /** All but generated loops, which are made of class files. */
    public static Set<Optimization> defaults() {
        Set<Optimization> optimizations = EnumSet.allOf(Optimization.class);
        optimizations.remove(Optimization.GENERATED_LOOPS);
        return optimizations;
    }
}
