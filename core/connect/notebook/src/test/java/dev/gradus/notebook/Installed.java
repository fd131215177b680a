package dev.gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The kernel as a user installs it, but in a folder of the test. */
public final class Installed {
    private Installed() {}

    /** Writes the kernel's description for a Jupyter whose {@code JUPYTER_DATA_DIR} is the folder, and returns its file. */
    public static Path kernel(Path folder) throws IOException, InterruptedException {
        ProcessBuilder installer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        InstallKernel.class.getName())
                .redirectErrorStream(true);
        installer.environment().put("JUPYTER_DATA_DIR", folder.toString());
        Process process = installer.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        Path file = folder.resolve("kernels/gradus/kernel.json");
        assertThat(printed).contains(file.toString());
        return file;
    }
}
