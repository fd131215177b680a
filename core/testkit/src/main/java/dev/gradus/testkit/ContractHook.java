package dev.gradus.testkit;

import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.opentest4j.TestAbortedException;

/**
 * Adds to a report how to replay it, replays what {@code -Dgradus.seed} says, and shows a law that does not apply as
 * skipped, with the spec's reason.
 */
final class ContractHook implements AroundPropertyHook {
    static final String SEED = "gradus.seed";

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional<String> excuse = excuse(context);
        if (excuse.isPresent()) {
            context.attributes().setTries(1);
            return property.execute().mapToAborted(new TestAbortedException(excuse.get()));
        }
        Optional.ofNullable(System.getProperty(SEED)).ifPresent(context.attributes()::setSeed);
        PropertyExecutionResult result = property.execute();
        if (result.throwable().orElse(null) instanceof BrokenLawError broken) {
            return result.mapToFailed(broken.withReplay(replay(context, result)));
        }
        return result;
    }

    private static Optional<String> excuse(PropertyLifecycleContext context) {
        Optional<Law> law = context.findAnnotation(Obeys.class).map(Obeys::value);
        return law.flatMap(((OpContract) context.testInstance()).spec()::excuse);
    }

    private static String replay(PropertyLifecycleContext context, PropertyExecutionResult result) {
        return "-Dtest=" + context.containerClass().getSimpleName() + "#"
                + context.targetMethod().getName()
                + result.seed().map(seed -> " -D" + SEED + "=" + seed).orElse("");
    }
}
