package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What system properties say about all runs is looked at before anything is planned. */
class ThreadsPropertyTest {
    @Test
    void aWholeNumberIsTheMostThreads() {
        assertThat(ThreadsProperty.of(Optional.of("1"))).isEqualTo(1);
        assertThat(ThreadsProperty.of(Optional.of("2147483647"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(ThreadsProperty.of(Optional.empty())).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "x", "", " ", "1.5", "2147483648", "0x2", "1 "})
    void anythingElseIsRefusedWithTheRange(String value) {
        assertThatThrownBy(() -> ThreadsProperty.of(Optional.of(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The system property dev.gradus.threads is \"" + value
                        + "\", but must be a whole number from 1 to 2147483647");
    }

    /** Even of a run of so few numbers that it needs neither threads nor kernels. */
    @ParameterizedTest
    @CsvSource({
        "-Ddev.gradus.threads=0, 'IllegalArgumentException: The system property dev.gradus.threads is \"0\", but must be'",
        "-Ddev.gradus.threads=, 'IllegalArgumentException: The system property dev.gradus.threads is \"\", but must be'",
        "-Ddev.gradus.kernels=SSE, 'IllegalStateException: The system property dev.gradus.kernels must be'",
        "-Ddev.gradus.without=loops, 'The system property dev.gradus.without contains \"loops\", which is no optimization'",
        "-Ddev.gradus.threads=2, planned",
    })
    void everyRunLooksAtTheProperties(String option, String answer) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Plans.class.getName())
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(answer);
    }

    /** A program that plans a run and prints what comes of it. */
    static final class Plans {
        private Plans() {}

        public static void main(String[] arguments) {
            try {
                Run.of(Graph.of(Input.of("x").exp()));
                System.out.println("planned");
            } catch (IllegalArgumentException | IllegalStateException refused) {
                System.out.println(refused);
            }
        }
    }
}
