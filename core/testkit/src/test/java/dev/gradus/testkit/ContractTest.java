package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Relu;
import dev.gradus.node.UnaryOp;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Contracts run by jqwik itself: what a user sees in the test report. */
class ContractTest {
    static class SoftplusProperties implements OpContract {
        @Override
        public OpSpec spec() {
            return OpSpec.unary(Softplus::new)
                    .input("x", dims("n", "m"), Values.between(-40, 40))
                    .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0));
        }
    }

    static final class MaskedRelu extends UnaryOp {
        MaskedRelu(Node x) {
            super(x, MaskedRelu::new);
        }

        @Override
        public double apply(double x) {
            return Math.max(x, 0);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(x().notEqual(0).where(upstream, Constant.of(0)));
        }
    }

    static class MaskedReluProperties implements OpContract {
        @Override
        public OpSpec spec() {
            return OpSpec.unary(MaskedRelu::new)
                    .input("x", dims("n", "m"), Values.any().kinksAt(0))
                    .reference(x -> Math.max(x, 0));
        }
    }

    /** A right op: where σ is saturated its value rounds to x or 0, though its slope by β is not 0. */
    static final class Swish extends BinaryOp {
        Swish(Node x, Node beta) {
            super(x, beta, Swish::new);
        }

        @Override
        public double apply(double x, double beta) {
            return x / (1 + StrictMath.exp(-beta * x));
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node s = a().multiply(b()).sigmoid();
            Node slope = s.multiply(a().multiply(b()).negate().sigmoid());
            return List.of(
                    upstream.multiply(s.add(slope.multiply(b()).multiply(a()))).sumTo(a().shape()),
                    upstream.multiply(a().square().multiply(slope)).sumTo(b().shape()));
        }
    }

    static class SwishProperties implements OpContract {
        @Override
        public OpSpec spec() {
            return OpSpec.binary(Swish::new)
                    .input("x", broadcastable(), Values.between(-1e100, 1e100))
                    .input("β", broadcastable(), Values.between(-1e100, 1e100))
                    .reference((x, beta) -> x / (1 + Math.exp(-beta * x)));
        }
    }

    static class ReluWithoutSecondOrder implements OpContract {
        @Override
        public OpSpec spec() {
            return OpSpec.unary(Relu::new)
                    .input("x", anyShape(), Values.any().kinksAt(0))
                    .reference(x -> Math.max(x, 0))
                    .without(Law.SECOND_ORDER, "its second derivative is 0, nobody needs it");
        }
    }

    @Test
    void everyLawIsAPropertyOfItsOwn() {
        assertThat(Arrays.stream(OpContract.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(Property.class))
                        .map(method -> method.getAnnotation(Obeys.class).value()))
                .containsExactlyInAnyOrder(Law.values());
    }

    /** The first broken law is reported completely. */
    @Test
    void theLauncherRunsThePlainestLawsFirst() {
        List<String> started = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(MaskedReluProperties.class))
                                .filters(EngineFilter.includeEngines("jqwik"))
                                .configurationParameter("jqwik.tries.default", "10")
                                .configurationParameter("jqwik.database", "")
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionStarted(TestIdentifier test) {
                                if (test.isTest()) {
                                    started.add(test.getDisplayName());
                                }
                            }

                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
        assertThat(started)
                .startsWith("valueEqualsReference", "gradientEqualsNumerical", "backwardIsLinearInUpstream")
                .endsWith("plainAndPlannedAgree");
        assertThat(((BrokenLawError) failures.get(0)).law()).isEqualTo(Law.GRADIENT);
    }

    @Test
    void aRightOpPassesInSilenceAndWhatDoesNotApplyIsSkippedWithTheReason() {
        List<EngineExecutionResults> results = new ArrayList<>();
        assertThat(printedBy(() -> results.add(run(SoftplusProperties.class)))).isEmpty();
        EngineExecutionResults softplus = results.get(0);
        assertThat(names(softplus, true)).hasSize(Law.values().length - 2).contains("gradientEqualsNumerical");
        assertThat(names(softplus, false)).isEmpty();
        assertThat(skipped(softplus))
                .containsExactlyInAnyOrder(
                        "subgradientAtKinks: the spec declares no kinks",
                        "ownLawsHold: the spec adds no law of its own");

        EngineExecutionResults relu = run(ReluWithoutSecondOrder.class);
        assertThat(names(relu, false)).isEmpty();
        assertThat(skipped(relu))
                .containsExactlyInAnyOrder(
                        "secondOrder: its second derivative is 0, nobody needs it",
                        "thirdOrder: its second derivative is 0, nobody needs it",
                        "ownLawsHold: the spec adds no law of its own");
    }

    @Tag("long")
    @Test
    void aRightOpThatSaturatesPasses() {
        assertThat(Trial.of(new SwishProperties().spec(), Law.GRADIENT, 3000, 1))
                .isEmpty();
        assertThat(Trial.of(new SwishProperties().spec(), Law.SHARED_NODE, 3000, 1))
                .isEmpty();
        assertThat(Trial.of(new SwishProperties().spec(), Law.ADJOINT, 3000, 1)).isEmpty();
    }

    @Test
    void aWrongOpIsReportedOnOneScreenAndCanBeReplayed() {
        EngineExecutionResults first = run(MaskedReluProperties.class);
        assertThat(Stream.concat(names(first, false).stream(), aborted(first).stream()))
                .contains(
                        "gradientEqualsNumerical",
                        "jacobianAndTransposeAgree",
                        "subgradientAtKinks",
                        "rightInsideARandomGraph",
                        "rightAtAllMagnitudes",
                        "rightInNarrowRegions");
        String report = report(run("gradientEqualsNumerical"));
        assertThat(report.lines()).hasSizeLessThan(24).allMatch(line -> line.length() <= 120);
        assertThat(report)
                .startsWith("""
                        MaskedRelu breaks the law: the gradient equals the numerical one.
                        The gradient ∂J/∂x[0, 0] is wrong.
                          backward         1
                          numeric          0 ± 0
                          ratio            none, it should be 0
                          likely cause     for x\s""")
                .contains("  x (1, 1)         [[-1]]\n")
                .contains("  upstream (1, 1)  [[1]]\n")
                .contains("  forward          this:(n=1, m=1) = MaskedRelu(x)\n")
                .contains("  rule             ∂J/∂x:(n=1, m=1) = where(x ≠ 0, upstream, 0)\n")
                .contains("mvn test -Dtest=MaskedReluProperties -Dgradus.law=GRADIENT -Dgradus.seed=");

        String seed = report.substring(report.lastIndexOf('=') + 1).strip();
        EngineExecutionResults replayed =
                with(Map.of("gradus.law", "GRADIENT", "gradus.seed", seed), () -> run(MaskedReluProperties.class));
        assertThat(report(replayed)).isEqualTo(report);
        assertThat(skipped(replayed))
                .hasSize(Law.values().length - 1)
                .contains("valueEqualsReference: -Dgradus.law asks for GRADIENT only");
    }

    @Test
    void aLawThatDoesNotExistIsAnError() {
        EngineExecutionResults results = with(Map.of("gradus.law", "GRADINT"), () -> run(MaskedReluProperties.class));
        assertThat(failures(results))
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .hasStackTraceContaining("-Dgradus.law=GRADINT names no law; use one of [VALUE, GRADIENT, "));
    }

    private static <T> T with(Map<String, String> properties, Supplier<T> run) {
        properties.forEach(System::setProperty);
        try {
            return run.get();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    /** An op that computes another number each time, so that shrinking it may take very long. */
    static final class Noisy extends UnaryOp {
        private static final Set<Thread> CALLERS = ConcurrentHashMap.newKeySet();
        private static final AtomicInteger CALLS = new AtomicInteger();

        Noisy(Node x) {
            super(x, Noisy::new);
        }

        @Override
        public double apply(double x) {
            CALLERS.add(Thread.currentThread());
            return x + (CALLS.incrementAndGet() % 7 == 0 ? 1 : 0);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }
    }

    static class NoisyProperties implements OpContract {
        @Override
        public OpSpec spec() {
            return OpSpec.unary(Noisy::new)
                    .input("x", anyShape(), Values.between(-1e100, 1e100))
                    .reference(x -> x);
        }
    }

    /** A thread of its own would go on when the time for shrinking is over, and keep the JVM alive. */
    @Test
    void casesShrinkInTheThreadOfTheTest() {
        Noisy.CALLERS.clear();
        with(Map.of("gradus.law", "VALUE"), () -> run(NoisyProperties.class));
        assertThat(Noisy.CALLERS).containsExactly(Thread.currentThread());
    }

    @Test
    void aCaseDoesNotShrinkWhenItsTimeIsOver() {
        OpSpec spec = new MaskedReluProperties().spec();
        Shrinkable<Case> drawn = new CaseGenerator(spec.data(), Draw.SMOOTH).next(new Random(1));
        BrokenLawError error = Trial.of(spec, Law.GRADIENT, 100, 1).orElseThrow();
        assertThat(Laws.smallest(Law.GRADIENT, drawn, error, Budget.spent())).isSameAs(error);
    }

    @Test
    void aLawWhoseTimeIsOverSaysHowOftenItWasTried() {
        List<String> logged = loggedBy(() -> {
            EngineExecutionResults results =
                    with(Map.of("gradus.seconds", "0"), () -> run(selectClass(SoftplusProperties.class), 100));
            assertThat(names(results, false)).isEmpty();
        });
        assertThat(logged)
                .hasSize(Law.values().length - 2)
                .contains(
                        "SoftplusProperties: the 0 s for the law \"the value equals the reference\" were over before all of"
                                + " its tries (tries made: 1); -Dgradus.seconds=60 gives each law more time");

        assertThat(loggedBy(() -> with(Map.of("gradus.seconds", "0"), () -> {
                    Laws.check(new SoftplusProperties().spec(), 1);
                    return null;
                })))
                .hasSize(Law.values().length - 2)
                .allMatch(line -> line.startsWith("Laws.check: "));
    }

    /** The command of a report must find the case again, on a slower machine as well. */
    @Test
    void aReplayHasAllTheTimeItNeeds() {
        assertThat(loggedBy(() -> with(
                        Map.of("gradus.seconds", "0", "gradus.law", "GRADIENT"), () -> run(SoftplusProperties.class))))
                .isEmpty();
    }

    private static List<String> loggedBy(Runnable run) {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.gradus.testkit");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            run.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return logged;
    }

    /** A test runner prints each stack trace once, and all messages at the end. */
    @Test
    void aContractThatFailsPrintsFewerThanFortyLines() {
        List<Throwable> failures = new ArrayList<>();
        assertThat(printedBy(() -> {
                    EngineExecutionResults results = run(MaskedReluProperties.class);
                    failures.addAll(failures(results));
                    assertThat(aborted(results)).hasSizeGreaterThanOrEqualTo(3);
                }))
                .isEmpty();
        assertThat(failures).hasSize(3);
        StringWriter printed = new StringWriter();
        PrintWriter console = new PrintWriter(printed);
        for (Throwable failure : failures) {
            console.println("MaskedReluProperties.… <<< FAILURE!");
            failure.printStackTrace(console);
        }
        failures.forEach(failure -> console.println("MaskedReluProperties.… " + failure.getMessage()));
        assertThat(printed.toString().lines()).hasSizeLessThan(40);
        assertThat(printed.toString().split("  rule  ", -1))
                .as("one report is whole, in\n%s", printed)
                .hasSize(2);
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure.toString())
                        .startsWith(failure.getMessage())
                        .contains("mvn test -Dtest=MaskedReluProperties -Dgradus.law="));
    }

    private static String printedBy(Runnable run) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static EngineExecutionResults run(Class<?> contract) {
        return run(selectClass(contract));
    }

    private static EngineExecutionResults run(String propertyOfMaskedRelu) {
        return run(selectMethod(MaskedReluProperties.class, propertyOfMaskedRelu, OpCase.class));
    }

    private static EngineExecutionResults run(DiscoverySelector selector) {
        return run(selector, 30);
    }

    private static EngineExecutionResults run(DiscoverySelector selector, int tries) {
        return EngineTestKit.engine("jqwik")
                .selectors(selector)
                .configurationParameter("jqwik.tries.default", String.valueOf(tries))
                .configurationParameter("jqwik.database", "")
                .execute();
    }

    private static List<String> names(EngineExecutionResults results, boolean passed) {
        return (passed ? results.testEvents().succeeded() : results.testEvents().failed())
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toList());
    }

    /** What is broken too, beyond what fits on a screen. */
    private static List<String> aborted(EngineExecutionResults results) {
        return results.testEvents()
                .aborted()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    private static List<String> skipped(EngineExecutionResults results) {
        return results.testEvents()
                .skipped()
                .map(event -> event.getTestDescriptor().getDisplayName() + ": "
                        + event.getPayload(String.class).orElse(""))
                .toList();
    }

    private static String report(EngineExecutionResults ofOneProperty) {
        return ((BrokenLawError) failures(ofOneProperty).get(0)).report();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.testEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }
}
