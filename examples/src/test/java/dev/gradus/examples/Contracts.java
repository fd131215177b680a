package dev.gradus.examples;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the properties that a document declares, as {@code mvn test} would; called from the document's shell. */
public final class Contracts {
    private static final String SEED = "gradus.seed";
    private static final String LAW = "gradus.law";

    /** Fewer than a reader's 1000: documents are to be tested quickly, and what they show fails early. */
    private static final String TRIES = "100";

    private Contracts() {}

    /**
     * Prints the failures' reports, and the counts as Maven does.
     *
     * @param law empty for all laws
     */
    public static void run(Class<?> contract, String law, String seed) {
        Events tests = silently(contract, law, seed);
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
    private static Events silently(Class<?> contract, String law, String seed) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setProperty(SEED, seed);
        if (!law.isEmpty()) {
            System.setProperty(LAW, law);
        }
        try {
            return EngineTestKit.engine("jqwik")
                    .selectors(selectClass(contract))
                    .configurationParameter("jqwik.tries.default", TRIES)
                    .configurationParameter("jqwik.database", "")
                    .execute()
                    .testEvents();
        } finally {
            System.clearProperty(SEED);
            System.clearProperty(LAW);
            System.setOut(out);
        }
    }
}
