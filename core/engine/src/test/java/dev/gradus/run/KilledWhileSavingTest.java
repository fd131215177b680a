package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that save in loops are killed at random moments, again and again: the file is always whole, no save disturbs
 * another one, and what the dead leave behind is removed. The property {@code gradus.kills} says how often.
 */
@Tag("long")
class KilledWhileSavingTest {
    private static final int KILLS = Integer.getInteger("gradus.kills", 4);

    @TempDir
    private Path folder;

    @Test
    void theFileIsAlwaysWhole() throws IOException, InterruptedException {
        Path file = folder.resolve("model.npz");
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process saving = start(file);
            assertThat(saving.getInputStream().read()).as("the first save").isEqualTo('1');
            TimeUnit.MICROSECONDS.sleep(random.nextInt(30_000));
            kill(saving);
            assertThat(isOneOfTheSets(file)).as("after kill %d", kill + 1).isTrue();
            assertThat(files()).as("files after kill %d", kill + 1).hasSizeLessThanOrEqualTo(2);
        }
        SavesForever.parameters().save(file);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void twoProcessesDoNotRemoveEachOthersFiles() throws IOException, InterruptedException {
        Path file = folder.resolve("model.npz");
        Process other = start(file);
        for (int kill = 0; kill < KILLS; kill++) {
            Process saving = start(file);
            assertThat(saving.getInputStream().read()).as("the first save").isEqualTo('1');
            kill(saving);
            assertThat(isOneOfTheSets(file)).as("after kill %d", kill + 1).isTrue();
        }
        kill(other);
        SavesForever.parameters().save(file);
        assertThat(files()).containsExactly(file);
    }

    /** A process that a save failed in has ended by itself. */
    private static void kill(Process saving) throws InterruptedException {
        assertThat(saving.isAlive()).as("saving still").isTrue();
        saving.destroyForcibly().waitFor();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavesForever.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean isOneOfTheSets(Path file) throws IOException {
        Parameters read = SavesForever.parameters();
        read.load(file);
        double number = read.get(read.all().get(2)).item();
        return number >= 1
                && read.all().stream()
                        .allMatch(parameter -> read.get(parameter).equals(Tensor.full(parameter.shape(), number)));
    }
}
