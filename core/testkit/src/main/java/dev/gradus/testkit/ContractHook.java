package dev.gradus.testkit;

import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * Skips a law that does not apply, with the spec's reason. Adds to a report how to replay it, and replays {@code
 * -Dgradus.seed}.
 */
final class ContractHook implements SkipExecutionHook, AroundPropertyHook {
    private static final String SEED = "gradus.seed";

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return context instanceof PropertyLifecycleContext property
                ? excuse(property).map(SkipResult::skip).orElse(SkipResult.doNotSkip())
                : SkipResult.doNotSkip();
    }

    private static Optional<String> excuse(PropertyLifecycleContext property) {
        OpContract contract = (OpContract) property.testInstance();
        return property.findAnnotation(Obeys.class).map(Obeys::value).flatMap(contract.spec()::excuse);
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional.ofNullable(System.getProperty(SEED)).ifPresent(context.attributes()::setSeed);
        PropertyExecutionResult result = property.execute();
        return result.throwable().orElse(null) instanceof BrokenLawError broken
                ? result.mapToFailed(broken.complete(replay(context, result)))
                : result;
    }

    private static String replay(PropertyLifecycleContext context, PropertyExecutionResult result) {
        String test = context.containerClass().getSimpleName() + "#"
                + context.targetMethod().getName();
        return "-Dtest=" + test
                + result.seed().map(seed -> " -D" + SEED + "=" + seed).orElse("");
    }
}
