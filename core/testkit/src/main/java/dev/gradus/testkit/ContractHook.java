package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.ReportFile;
import dev.gradus.testkit.report.SourcePlace;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Reporter;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.BeforeContainerHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Skips laws that do not apply and reports broken ones on one screen. The first broken law of a contract is reported
 * completely and the next ones briefly. Tests of further broken laws are aborted instead of failed. jqwik's own report,
 * which would repeat everything twice, is suppressed. Each report ends with the command that replays it.
 *
 * <p>The command names the law in {@code -Dgradus.law}, and the properties of all other laws are skipped. Surefire would
 * not find a property by {@code -Dtest=Class#method}, because the contract's methods are inherited from an interface.
 */
final class ContractHook implements BeforeContainerHook, SkipExecutionHook, AroundPropertyHook, AroundTryHook {
    private static final String SEED = "gradus.seed";
    private static final String LAW = "gradus.law";

    /** That of the current property; properties run one after the other. */
    private Budget budget = Budget.unlimited();

    /** Draws the cases of the current property. */
    private Optional<CaseGenerator> generator = Optional.empty();

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
                ? notAskedFor(property)
                        .or(() -> excuse(property))
                        .map(SkipResult::skip)
                        .orElse(SkipResult.doNotSkip())
                : SkipResult.doNotSkip();
    }

    private static Optional<String> notAskedFor(PropertyLifecycleContext property) {
        return Optional.ofNullable(System.getProperty(LAW))
                .map(ContractHook::existing)
                .filter(asked -> !law(property).map(Enum::name).equals(Optional.of(asked)))
                .map(asked -> "-D" + LAW + " asks for " + asked + " only");
    }

    /** A run in which every property is skipped would look like one in which all laws hold. */
    private static String existing(String asked) {
        Set<String> laws = Stream.concat(Arrays.stream(Law.values()), Arrays.stream(ModelLaw.values()))
                .map(Enum::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!laws.contains(asked)) {
            throw new IllegalArgumentException("-D" + LAW + "=" + asked + " names no law; use one of " + laws);
        }
        return asked;
    }

    /** The law that a property checks; none for a property that the user added to a contract. */
    private static Optional<Enum<?>> law(PropertyLifecycleContext property) {
        Optional<Enum<?>> ofOps = property.findAnnotation(Obeys.class).map(Obeys::value);
        return ofOps.or(() -> property.findAnnotation(ObeysAsModel.class).map(ObeysAsModel::value));
    }

    private static String sentence(Enum<?> law) {
        return law instanceof Law ofOps ? ofOps.sentence() : ((ModelLaw) law).sentence();
    }

    private static Share share(Enum<?> law) {
        return law instanceof Law ofOps ? ofOps.share() : ((ModelLaw) law).share();
    }

    private static Optional<String> excuse(PropertyLifecycleContext property) {
        return law(property)
                .flatMap(law -> law instanceof Law ofOps
                        ? ofOps.excuse(spec(property).data())
                        : ((ModelContract) property.testInstance()).model().excuse((ModelLaw) law));
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional.ofNullable(System.getProperty(SEED)).ifPresent(context.attributes()::setSeed);
        Optional<Enum<?>> law = law(context);
        boolean isReplay = System.getProperty(LAW) != null;
        Share share = law.map(ContractHook::share).orElse(Share.ALL);
        budget = law.isEmpty() || isReplay ? Budget.unlimited(share) : Budget.ofTries(share);
        generator = Optional.of(generator(context, law));
        generator.ifPresent(budget::drawsFrom);
        PropertyExecutionResult result = property.execute();
        if (law.isEmpty()) {
            return result;
        }
        budget.report(context.containerClass().getSimpleName(), sentence(law.get()));
        Optional<ReportFile> file = ReportFile.asked();
        String test = context.containerClass().getName();
        Throwable thrown = result.throwable().orElse(null);
        if (thrown instanceof ReportedError broken) {
            context.wrapReporter(reporter -> new Silence());
            int others = brokenLaws().get().getAndIncrement();
            boolean isReported = others < BrokenLawsError.REPORTED;
            boolean shrinks = isReported || file.isPresent();
            ReportedError smallest = shrinks ? smallest(context, law.get(), result, broken) : broken;
            ReportedError report =
                    smallest.from(origin(context, result)).after(others, replay(context, law.get(), result));
            file.ifPresent(all -> all.write(test, law.get().name(), Optional.of(report.toJson())));
            return isReported ? result.mapToFailed(report) : result.mapToAborted(report);
        }
        if (thrown == null) {
            context.wrapReporter(reporter -> new Silence());
            file.ifPresent(all -> all.write(test, law.get().name(), Optional.empty()));
        }
        return result;
    }

    private static OpSpec spec(PropertyLifecycleContext context) {
        return context.testInstance() instanceof DerivativeContract ofFunction
                ? ofFunction.spec().asOp()
                : ((OpContract) context.testInstance()).spec();
    }

    /** Returns the generator of the cases of a law, or of a property that the user added to a contract. */
    private static CaseGenerator generator(PropertyLifecycleContext context, Optional<Enum<?>> law) {
        OpSpec spec = context.testInstance() instanceof ModelContract ofModel
                ? ofModel.model().inputs()
                : spec(context);
        Draw draw = law.map(known -> known instanceof Law ofOps ? ofOps.draw() : ((ModelLaw) known).draw())
                .orElse(Draw.ANYWHERE);
        return new CaseGenerator(spec.data(), draw);
    }

    private Origin origin(PropertyLifecycleContext context, PropertyExecutionResult result) {
        return new Origin(
                context.containerClass().getName(),
                SourcePlace.of(context.containerClass(), List.of("spec", "model")),
                result.seed().orElse(""),
                budget.tries());
    }

    /** Leaves out tries, and ends a property without failure when its time is over, but tries it at least once. */
    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        parameters.forEach(parameter -> {
            if (parameter instanceof OpCase notDrawnYet) {
                generator.ifPresent(notDrawnYet::from);
            }
        });
        return switch (budget.next()) {
            case MADE ->
                budget.found(() -> Optional.of(executed(aTry, parameters)))
                        .orElseGet(() -> TryExecutionResult.satisfied(true));
            case SKIPPED -> TryExecutionResult.satisfied();
            case NONE_LEFT -> TryExecutionResult.satisfied(true);
        };
    }

    private static TryExecutionResult executed(TryExecutor aTry, List<Object> parameters) {
        TryExecutionResult result = aTry.execute(parameters);
        result.throwable().ifPresent(Deadline::rethrow); // jqwik takes it for a failure
        return result;
    }

    /** Shrinks the case that jqwik has found. */
    private static ReportedError smallest(
            PropertyLifecycleContext context, Enum<?> law, PropertyExecutionResult result, ReportedError broken) {
        Consumer<Case> check = law instanceof Law ofOps
                ? ofOps::check
                : where -> ((ModelLaw) law).check(((ModelContract) context.testInstance()).model(), where);
        return result.falsifiedParameters().stream()
                .flatMap(List::stream)
                .flatMap(parameter -> parameter instanceof OpCase found ? Stream.of(found.drawn()) : Stream.empty())
                .findFirst()
                .map(drawn -> Laws.smallest(check, drawn, broken, Budget.ofShrinking()))
                .orElse(broken);
    }

    private static String replay(PropertyLifecycleContext context, Enum<?> law, PropertyExecutionResult result) {
        return "mvn test -Dtest=" + context.containerClass().getSimpleName() + " -D" + LAW + "=" + law.name()
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
