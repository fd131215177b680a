package dev.gradus.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Reporter;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.BeforeContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import net.jqwik.api.lifecycle.Store;

/**
 * Skips laws that do not apply and reports broken ones on one screen. The first broken law of a contract is reported
 * completely and the next ones briefly. Tests of further broken laws are aborted instead of failed. jqwik's own report,
 * which would repeat everything twice, is suppressed. Each report says how to replay it with {@code -Dgradus.seed}.
 */
final class ContractHook implements BeforeContainerHook, SkipExecutionHook, AroundPropertyHook {
    private static final String SEED = "gradus.seed";
    private static final int REPORTED = 3;

    /** Creates the count of broken laws in the container, so that all properties of the contract share it. */
    @Override
    public void beforeContainer(ContainerLifecycleContext context) {
        brokenLaws();
    }

    private static Store<AtomicInteger> brokenLaws() {
        return Store.getOrCreate(ContractHook.class, Lifespan.RUN, AtomicInteger::new);
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return context instanceof PropertyLifecycleContext property
                ? excuse(property).map(SkipResult::skip).orElse(SkipResult.doNotSkip())
                : SkipResult.doNotSkip();
    }

    private static Optional<String> excuse(PropertyLifecycleContext property) {
        return property.testInstance() instanceof ModelContract contract
                ? property.findAnnotation(ObeysAsModel.class)
                        .map(ObeysAsModel::value)
                        .flatMap(contract.model()::excuse)
                : property.findAnnotation(Obeys.class)
                        .map(Obeys::value)
                        .flatMap(law -> law.excuse(
                                ((OpContract) property.testInstance()).spec().data()));
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional.ofNullable(System.getProperty(SEED)).ifPresent(context.attributes()::setSeed);
        PropertyExecutionResult result = property.execute();
        if (context.findAnnotation(Obeys.class).isEmpty()
                && context.findAnnotation(ObeysAsModel.class).isEmpty()) {
            return result;
        }
        Throwable thrown = result.throwable().orElse(null);
        if (thrown instanceof ReportedError broken) {
            context.wrapReporter(reporter -> new Silence());
            int others = brokenLaws().get().getAndIncrement();
            ReportedError report = broken.after(others, replay(context, result));
            return others < REPORTED ? result.mapToFailed(report) : result.mapToAborted(report);
        }
        if (thrown == null) {
            context.wrapReporter(reporter -> new Silence());
        }
        return result;
    }

    private static String replay(PropertyLifecycleContext context, PropertyExecutionResult result) {
        String test = context.containerClass().getSimpleName() + "#"
                + context.targetMethod().getName();
        return "-Dtest=" + test
                + result.seed().map(seed -> " -D" + SEED + "=" + seed).orElse("");
    }

    /** Suppresses jqwik's closing report on a property. */
    private static final class Silence implements Reporter {
        @Override
        public void publishValue(String key, String value) {}

        @Override
        public void publishReport(String key, Object object) {}

        @Override
        public void publishReports(String key, Map<String, Object> objects) {}
    }
}
