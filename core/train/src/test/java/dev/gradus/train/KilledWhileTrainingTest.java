package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training process is repeatedly killed at random moments and restarted. The result is the same, bit for bit, as without
 * interruption. The property {@code gradus.kills} sets the number of kills.
 */
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
        List<Epoch> whatIsLeft = TrainsForever.trainer(file).train(0);
        assertThat(whatIsLeft).as("the file is whole").isEmpty();
        int epochs = epochs(file);
        assertThat(epochs).isGreaterThanOrEqualTo(KILLS);
        TrainsForever.trainer(whole).train(epochs);
        assertThat(file).hasSameBinaryContentAs(whole);
    }

    private static int epochs(Path file) throws IOException {
        int[] made = new int[1];
        ClassificationModel model = new ClassificationModel();
        Parameters parameters = Parameters.of(List.of(model.W, model.b));
        TrainingState.of(parameters)
                .with("trainer", new Resumable() {
                    @Override
                    public Map<String, Tensor> state() {
                        return Map.of("epochs", Tensor.scalar(0));
                    }

                    @Override
                    public void restore(Map<String, Tensor> state) {
                        made[0] = (int) state.get("epochs").item();
                    }
                })
                .with("optimizer", Adam.of(1).memory(parameters))
                .with("batches", Batches.of(1, Tensor.zeros(1)).shuffled(NumpyRandom.seed(0)))
                .with("earlyStopping", EarlyStopping.of(parameters, 1))
                .load(file);
        return made[0];
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
