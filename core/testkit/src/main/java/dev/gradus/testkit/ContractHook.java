package dev.gradus.testkit;

import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.law.Rule;
import dev.gradus.testkit.law.Share;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.ReportFile;
import dev.gradus.testkit.report.SourcePlace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
        List<String> laws = Arrays.stream(Law.values()).map(Law::name).toList();
        if (!laws.contains(asked)) {
            throw new IllegalArgumentException("-D" + LAW + "=" + asked + " names no law; use one of " + laws);
        }
        return asked;
    }

    /** The law that a property checks; none for a property that the user added to a contract. */
    private static Optional<Law> law(PropertyLifecycleContext property) {
        return property.findAnnotation(Obeys.class).map(Obeys::value);
    }

    private static Optional<String> excuse(PropertyLifecycleContext property) {
        return law(property).flatMap(law -> law.excuse(spec(property)));
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional.ofNullable(System.getProperty(SEED)).ifPresent(context.attributes()::setSeed);
        Optional<Law> law = law(context);
        boolean isReplay = System.getProperty(LAW) != null;
        Optional<Rule> rule = law.map(known -> known.rule(spec(context)));
        Share share = rule.map(Rule::share).orElse(Share.ALL);
        budget = law.isEmpty() || isReplay ? Budget.unlimited(share) : Budget.ofTries(share);
        generator = Optional.of(
                new CaseGenerator(spec(context), rule.map(Rule::draw).orElse(Draw.ANYWHERE)));
        generator.ifPresent(budget::drawsFrom);
        PropertyExecutionResult result = property.execute();
        if (law.isEmpty()) {
            return result;
        }
        budget.report(
                context.containerClass().getSimpleName(), rule.orElseThrow().sentence());
        Optional<ReportFile> file = ReportFile.asked();
        String test = context.containerClass().getName();
        Throwable thrown = result.throwable().orElse(null);
        if (thrown instanceof BrokenLawError broken) {
            context.wrapReporter(reporter -> new Silence());
            int others = brokenLaws().get().getAndIncrement();
            boolean isReported = others < BrokenLawsError.REPORTED;
            boolean shrinks = isReported || file.isPresent();
            BrokenLawError smallest = shrinks ? smallest(law.get(), result, broken) : broken;
            BrokenLawError report =
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

    /** What the contract specifies: an op, or a function or a model as one. */
    private static SpecData spec(PropertyLifecycleContext context) {
        Object contract = context.testInstance();
        if (contract instanceof ModelContract ofModel) {
            return ofModel.model().asOp().data();
        }
        return contract instanceof DerivativeContract ofFunction
                ? ofFunction.spec().asOp().data()
                : ((OpContract) contract).spec().data();
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
    private static BrokenLawError smallest(Law law, PropertyExecutionResult result, BrokenLawError broken) {
        return result.falsifiedParameters().stream()
                .flatMap(List::stream)
                .flatMap(parameter -> parameter instanceof OpCase found ? Stream.of(found.drawn()) : Stream.empty())
                .findFirst()
                .map(drawn -> Laws.smallest(law, drawn, broken, Budget.ofShrinking()))
                .orElse(broken);
    }

    private static String replay(PropertyLifecycleContext context, Law law, PropertyExecutionResult result) {
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
