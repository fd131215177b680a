package dev.gradus.examples;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the properties that a document declares, as {@code mvn test} would; called from the document's shell. */
public final class Contracts {
    /** What the laws of a contract take. */
    private static final String CASE = "dev.gradus.testkit.OpCase";

    private static final String SEED = "gradus.seed";

    /** Fewer than a reader's 1000: documents are to be tested quickly, and what they show fails early. */
    private static final String TRIES = "100";

    private Contracts() {}

    /** Prints the failures' reports, and the counts as Maven does. */
    public static void run(Class<?> contract, String property, String seed) {
        DiscoverySelector chosen = property.isEmpty() ? selectClass(contract) : selectMethod(contract, property, CASE);
        Events tests = silently(seed, chosen);
        List<Throwable> thrown = tests.failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        thrown.forEach(failure -> System.out.println(failure.toString().stripTrailing()));
        long failures = thrown.stream().filter(AssertionError.class::isInstance).count();
        System.out.printf(
                "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n",
                tests.started().count() + tests.skipped().count(),
                failures,
                thrown.size() - failures,
                tests.skipped().count());
    }

    /** jqwik prints every failure by itself. */
    private static Events silently(String seed, DiscoverySelector chosen) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setProperty(SEED, seed);
        try {
            return EngineTestKit.engine("jqwik")
                    .selectors(chosen)
                    .configurationParameter("jqwik.tries.default", TRIES)
                    .configurationParameter("jqwik.database", "")
                    .execute()
                    .testEvents();
        } finally {
            System.clearProperty(SEED);
            System.setOut(out);
        }
    }
}
