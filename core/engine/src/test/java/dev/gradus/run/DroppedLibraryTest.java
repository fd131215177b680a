package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.Kernels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that drops an application by its class loader is rid of the library, threads and generated classes included. */
@Tag("long")
class DroppedLibraryTest {
    @ParameterizedTest
    @ValueSource(strings = {"--add-modules=jdk.incubator.vector", "-Ddev.gradus.threads=2"})
    void aLibraryIsCollectedAfterLargeWork(String option) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        locationOf(DropsTheLibrary.class).toString(),
                        DropsTheLibrary.class.getName(),
                        locationOf(Run.class).toString(),
                        locationOf(Kernels.class).toString(),
                        locationOf(LargeWork.class).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("collected" + System.lineSeparator());
    }

    private static Path locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
