package dev.gradus.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.kernel.KernelHash;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels.Choice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static final String SCALAR = "-Ddev.gradus.kernels=scalar";
    private static final String SIMD = "-Ddev.gradus.kernels=simd";
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void simdKernelsAreUsedIfAvailable() {
        assertThat(AvailableKernels.of("", NONE)).isEqualTo(new AvailableKernels(Choice.SIMD_ONCE_FASTER, NONE));
        assertThat(AvailableKernels.of("", Optional.of("too narrow")))
                .isEqualTo(new AvailableKernels(Choice.SCALAR, NONE));
    }

    @Test
    void thePropertySelectsTheKernels() {
        assertThat(AvailableKernels.of("scalar", NONE)).isEqualTo(new AvailableKernels(Choice.SCALAR, NONE));
        assertThat(AvailableKernels.of("simd", NONE)).isEqualTo(new AvailableKernels(Choice.SIMD, NONE));
        assertThat(AvailableKernels.of("simd", Optional.of("too narrow")).problem())
                .contains("too narrow");
    }

    @Test
    void anUnknownValueOfThePropertyIsRejected() {
        assertThat(AvailableKernels.of("SSE", NONE).problem())
                .contains("The system property dev.gradus.kernels must be \"scalar\" or \"simd\", but is \"SSE\"");
        assertThatThrownBy(() -> run("-Ddev.gradus.kernels=SSE"))
                .hasMessageContaining("must be \"scalar\" or \"simd\"");
    }

    /** The bits do not depend on the kernels or the vector width, and missing vectors are reported once. */
    @Test
    void everyJvmComputesTheSameBits() throws Exception {
        String hash = run(SCALAR).output();
        assertThat(hash).startsWith("ScalarKernels ");
        String simdHash = hash.replace("Scalar", "Simd");

        String chosen = run(MODULE).output();
        assertThat(chosen).isIn(simdHash, hash);
        if (chosen.equals(simdHash)) {
            assertThat(run(MODULE, SIMD).output()).isEqualTo(simdHash);
            assertThat(run(MODULE, SIMD, "-XX:MaxVectorSize=32").output()).isEqualTo(simdHash);
        }
        assertThat(run(MODULE, SCALAR))
                .isEqualTo(run(MODULE, SCALAR))
                .matches(run -> run.output().equals(hash));

        Outcome without = run();
        assertThat(without.output()).isEqualTo(hash);
        assertThat(without.log())
                .containsOnlyOnce(
                        "Start Java with --add-modules jdk.incubator.vector (in builds: in the argLine of Maven's"
                                + " Surefire, the jvmArgs of Gradle's test tasks), or with -Ddev.gradus.kernels=scalar to"
                                + " use the scalar kernels without this message");
        assertThat(run(SCALAR).log()).isEmpty();
        Outcome narrow = run(MODULE, "-XX:MaxVectorSize=16");
        assertThat(narrow.output()).isIn(simdHash, hash);
        assertThat(narrow.log()).as("the user cannot do anything about it").doesNotContain("kernels");
    }

    @Test
    void forcedSimdKernelsAreRejectedIfVectorsAreTooNarrow() {
        assertThatThrownBy(() -> run(MODULE, SIMD, "-XX:MaxVectorSize=16"))
                .hasMessageContaining("vectors of 2 numbers are too narrow to be faster");
    }

    @Test
    void forcedSimdKernelsAreRejectedWithTheRemedyIfTheModuleIsMissing() {
        assertThatThrownBy(() -> run(SIMD)).hasMessageContaining("Start Java with --add-modules jdk.incubator.vector");
    }

    private record Outcome(String output, String log) {}

    private static Outcome run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(locationOf(Kernels.class) + System.getProperty("path.separator") + locationOf(KernelHash.class));
        command.add(KernelHash.class.getName());
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String log = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(log);
        }
        return new Outcome(output, log);
    }

    private static Path locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
