package dev.gradus.playground.build.browser;

import dev.gradus.run.Pass;
import java.util.EnumSet;
import java.util.Set;

/** The passes over a plan that make sense in a browser. */
public final class Passes {
    private Passes() {}

    /** All but generated loops, which are made of class files. */
    public static Set<Pass> defaults() {
        Set<Pass> passes = EnumSet.allOf(Pass.class);
        passes.remove(Pass.GENERATED_LOOPS);
        return passes;
    }
}
