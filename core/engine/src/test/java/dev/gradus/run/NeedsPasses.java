package dev.gradus.run;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties that look for what passes find where the system property switches passes off. */
final class NeedsPasses implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        String without = System.getProperty(Pass.WITHOUT, "");
        return without.isEmpty() ? SkipResult.doNotSkip() : SkipResult.skip("passes are switched off: " + without);
    }
}
