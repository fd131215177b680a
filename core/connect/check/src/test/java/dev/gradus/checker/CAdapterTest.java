package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.testkit.Law;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header for C and C++ and its example, built by the compilers that this machine has. */
class CAdapterTest {
    private static final Path FOLDER = Path.of("adapters", "c");

    /** Those for which the header reads and writes different things: errors, empty arrays, and arrays of all ranks. */
    private static final List<Law> LAWS =
            List.of(Law.GRADIENT, Law.LINEAR, Law.SHAPES, Law.REFUSALS, Law.EXTREMES, Law.SMALLEST_SIZES);

    @TempDir
    private Path scratch;

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"gcc -std=c99", "g++ -x c++"})
    void exampleHasOneRightRuleAndOneWrongRule(String compiler) throws IOException, InterruptedException {
        String command = compiler.substring(0, compiler.indexOf(' '));
        assumeTrue(
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command))),
                "there is no " + command);
        Path example = scratch.resolve("example");
        Process build = new ProcessBuilder(
                        "sh",
                        "-c",
                        compiler + " -Wall -Wextra -Werror -pedantic -O2 -o " + example + " "
                                + FOLDER.resolve("example.c") + " -lm")
                .redirectErrorStream(true)
                .start();
        String messages = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(messages).isZero();

        List<String> arguments = new ArrayList<>(List.of("--tries", "5"));
        LAWS.forEach(law -> arguments.addAll(List.of("--law", law.name())));
        arguments.addAll(List.of("--", example.toString()));

        Run run = Run.of(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("softplus: \\d+ laws hold, 0 are broken")
                .contains("matmul breaks the law: the gradient equals the numerical one.\nThe gradient ∂J/∂b")
                .contains("for b the gradient has the right numbers at the wrong elements");
    }

    @Test
    void headerIsShort() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("gradus_check.h"));

        assertThat(lines).hasSizeLessThanOrEqualTo(250);
    }
}
