package dev.gradus.playground.build.browser;

import dev.gradus.run.Pass;
import java.util.EnumSet;
import java.util.Set;

/** The passes over a plan that run in a browser. */
public final class Passes {
    private Passes() {}

    /** All passes except generated loops, which need class files. */
    public static Set<Pass> defaults() {
        Set<Pass> passes = EnumSet.allOf(Pass.class);
        passes.remove(Pass.GENERATED_LOOPS);
        return passes;
    }
}
