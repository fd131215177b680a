package dev.gradus.playground.bits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine computes the same bits in a browser as on the JVM: every op on samples of its contract, forward and backward,
 * random graphs, fused multiply-adds, trainings, and what is written about them. A new op is here by its contract.
 */
@Tag("long")
class SameBitsInBrowsersTest {
    private static final List<String> FUNCTIONS = List.of("graphs", "fma", "losses", "admissions", "texts", "lessons");

    private static BitsProgram program;
    private static Path page;
    private static Map<String, String> expected;

    @BeforeAll
    static void compileAndRunOnTheJvm() throws Exception {
        program = BitsProgram.load();
        expected = new LinkedHashMap<>();
        for (int i = 0; i < program.contracts().size(); i++) {
            expected.put(program.contracts().get(i), program.opOnJvm(i));
        }
        for (String function : FUNCTIONS) {
            expected.put(function, program.onJvm(function));
        }
        page = program.page();
    }

    @AfterAll
    static void close() throws IOException {
        program.close();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void hashesAreThoseOfTheJvm(Browsers kind) {
        PageBrowser browser = kind.open();
        browser.show(page);
        Map<String, String> different = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : expected.entrySet()) {
            int contract = program.contracts().indexOf(each.getKey());
            String call = contract < 0 ? each.getKey() + "()" : "op(" + contract + ")";
            // Without the browser's multiply-add both browsers run the same instructions: one shows that they are
            // right.
            for (String way : kind == Browsers.CHROMIUM ? List.of("fused", "exact") : List.of("fused")) {
                Object found = answer(browser, "return (await " + way + ")." + call + ";");
                if (!found.equals(each.getValue())) {
                    different.put(each.getKey() + " " + way, each.getValue() + " on the JVM, " + found);
                }
            }
        }
        assertThat(program.contracts()).hasSizeGreaterThan(150);
        assertThat(different).isEmpty();
    }

    /** What a call answers or, where it throws, the message, so that the test names each contract that does. */
    private static Object answer(PageBrowser browser, String call) {
        try {
            return browser.run(call);
        } catch (IllegalStateException thrown) {
            return String.valueOf(thrown.getMessage());
        }
    }
}
