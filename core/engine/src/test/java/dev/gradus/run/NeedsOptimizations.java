package dev.gradus.run;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties that look for what optimizations find where the system property switches optimizations off. */
final class NeedsOptimizations implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        String without = System.getProperty(Optimization.WITHOUT, "");
        return without.isEmpty()
                ? SkipResult.doNotSkip()
                : SkipResult.skip("optimizations are switched off: " + without);
    }
}
