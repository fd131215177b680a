package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that cannot load generated classes does without them and computes the same bits. */
@Tag("long")
class GeneratedClassesTest {
    private static final Pattern GENERATED = Pattern.compile("\\bGenerated(Loop|Unrolled)\\b");

    @TempDir
    private Path folder;

    @Test
    void aJvmLoadsThem() throws Exception {
        program("dev.gradus.kernels=simd");
        assertThat(generated()).containsOnlyOnce("GeneratedLoop", "GeneratedUnrolled");
    }

    /** As in a native image, as on Android, and by the user's choice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.graalvm.nativeimage.imagecode=runtime",
                "java.vm.name=Dalvik",
                "dev.gradus.without=generated_loops dev.gradus.kernels=scalar"
            })
    void otherProgramsLoadNoneAndComputeTheSameBits(String properties) throws Exception {
        String expected = program("dev.gradus.kernels=simd");
        assertThat(program(properties.split(" ", -1))).isEqualTo(expected);
        assertThat(generated()).isEmpty();
    }

    /** What a program prints that sets these properties. */
    private String program(String... properties) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "-cp",
                System.getProperty("java.class.path")));
        command.add(Steps.class.getName());
        command.addAll(List.of(properties));
        Process process = new ProcessBuilder(command).start();
        process.getErrorStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Set<String> generated() throws IOException {
        String loaded = Files.readString(folder.resolve("classes"));
        assertThat(loaded).contains("dev.gradus.run.Run ");
        return GENERATED.matcher(loaded).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** A small graph and a large one, each run until its generated code would be in use. */
    static final class Steps {
        private Steps() {}

        public static void main(String[] properties) {
            for (String property : properties) {
                // Options of the command line cannot set all of them.
                String[] parts = property.split("=", -1);
                System.setProperty(parts[0], parts[1]);
            }
            System.out.println(descend(3, 30_000) + " " + descend(1 << 20, 24));
        }

        private static double descend(int size, int steps) {
            Parameter w = Parameter.of("w", Tensor.generate(Shape.of(size), i -> i / (double) size));
            Node J = w.sin().add(w.exp()).multiply(w.tanh()).sigmoid().mean();
            Run run = Run.of(Graph.of(J));
            double value = 0;
            for (int step = 0; step < steps; step++) {
                value = run.forward();
                run.backward();
                run.update(w, (values, gradient) -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] -= 0.1 * gradient[i];
                    }
                });
            }
            return value;
        }
    }
}
