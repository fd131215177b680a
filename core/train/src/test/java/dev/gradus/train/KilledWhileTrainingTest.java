package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training process is repeatedly killed at random moments and restarted. The result is the same, bit for bit, as without
 * interruption. The property {@code gradus.kills} sets the number of kills.
 */
@Tag("long")
class KilledWhileTrainingTest {
    private static final int KILLS = Integer.getInteger("gradus.kills", 5);

    @TempDir
    private Path folder;

    @Test
    void goesOnAsIfNothingHadHappened() throws IOException, InterruptedException {
        Path file = folder.resolve("training.npz"), whole = folder.resolve("whole.npz");
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process training = start(file);
            assertThat(training.getInputStream().read()).as("the first epoch").isEqualTo('.');
            TimeUnit.MICROSECONDS.sleep(random.nextInt(50_000));
            assertThat(training.isAlive()).as("training still").isTrue();
            training.destroyForcibly().waitFor();
        }
        List<Epoch> history = TrainsForever.trainer(file).train(0);
        assertThat(history).as("the file is whole").hasSizeGreaterThanOrEqualTo(KILLS);
        assertThat(TrainsForever.trainer(whole).train(history.size())).isEqualTo(history);
        assertThat(file).hasSameBinaryContentAs(whole);
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Ddev.gradus.kernels=scalar",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainsForever.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
