package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Scan;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that an earlier version wrote still open, to the same bits. Damaged ones are refused. */
class EarlierFilesTest {
    private static final int MUTATIONS = 1000;

    private final Map<String, double[]> numbers = numbers();

    @TempDir
    private Path folder;

    private static byte[] earlier(String name) {
        try (InputStream in =
                Objects.requireNonNull(EarlierFilesTest.class.getResourceAsStream("earlier/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The data and what the earlier version computed. */
    private static Map<String, double[]> numbers() {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (String line : new String(earlier("numbers.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] words = line.split(" ", -1);
            numbers.put(
                    words[0],
                    Arrays.stream(words)
                            .skip(1)
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        return numbers;
    }

    private Path file(String name, byte... content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private double[] prediction(Path model) throws IOException {
        Tensor x = Tensor.of(Shape.of(10, 3), Objects.requireNonNull(numbers.get("x")));
        return Model.load(model).predictor().predict(Batch.of(x)).toArray();
    }

    /** The numbers of both parameters two epochs after this state. */
    private static Map<String, double[]> continued(Path state) throws IOException {
        NumpyRandom random = NumpyRandom.seed(5);
        Parameter w = Parameter.of("W", RandomTensors.normal(random, 0, 1, Shape.of(3, 2)));
        Parameter b = Parameter.of("b", Tensor.of(new double[][] {{0.25, -0.0}}));
        Tensor scale = RandomTensors.normal(random, 0, 1, Shape.of(30, 3));
        BatchRuns runs = BatchRuns.of(n -> {
            Input x = Input.of("x", Shape.of(n, 3).named("n", "features")), y = Input.of("y", n, 2);
            Node scaled =
                    Activations.elu(x.multiply(Constant.of(scale).sum(0)), 0.5).leakyRelu(0.1);
            Node summed = Scan.over(scaled, 1)
                    .carry("h", Constant.of(Tensor.zeros(n)))
                    .body((h, e) -> h.multiply(0.5).add(e).tanh())
                    .carry();
            Node yHat = scaled.matMul(w).add(b).add(summed.reshape(n, 1)).clip(-2, 3);
            return BatchGraph.of(new MseLoss(yHat, y), x, y).predicting(yHat);
        });
        Tensor x = RandomTensors.normal(random, 0, 1, Shape.of(10, 3)),
                y = RandomTensors.normal(random, 0, 1, Shape.of(10, 2));
        Batches batches = Batches.of(4, x, y).shuffled(NumpyRandom.seed(11));
        FirstOrderOptimizer adam = Adam.of(0.01);
        TrainingState.of(runs.parameters())
                .with("adam", adam.memory(runs.parameters()))
                .with("batches", batches)
                .load(state);
        Trainer.of(runs, batches, adam).train(2);
        return Map.of(
                "W", runs.parameters().get(w).toArray(),
                "b", runs.parameters().get(b).toArray());
    }

    @Test
    void aModelPredictsTheSameBits() throws IOException {
        assertThat(prediction(file("model.safetensors", earlier("model.safetensors"))))
                .isEqualTo(numbers.get("prediction"));
        assertThat(Model.load(folder.resolve("model.safetensors")).text("note")).isEqualTo("früher");
    }

    @Test
    void aTrainingGoesOnWithTheSameBits() throws IOException {
        Map<String, double[]> after = continued(file("training.npz", earlier("training.npz")));
        assertThat(after.get("W")).isEqualTo(numbers.get("W"));
        assertThat(after.get("b")).isEqualTo(numbers.get("b"));
    }

    @Test
    @Timeout(300)
    void aDamagedModelIsRefused() throws Exception {
        double[] expected = Objects.requireNonNull(numbers.get("prediction"));
        for (byte[] damaged : damaged(earlier("model.safetensors"))) {
            Path file = file("damaged.safetensors", damaged);
            refusedOr(() -> assertThat(prediction(file)).isEqualTo(expected));
        }
    }

    @Test
    @Timeout(300)
    void aDamagedTrainingIsRefused() throws Exception {
        Map<String, Tensor> whole = state(file("training.npz", earlier("training.npz")));
        for (byte[] damaged : damaged(earlier("training.npz"))) {
            Path file = file("damaged.npz", damaged);
            refusedOr(() -> assertThat(state(file)).isEqualTo(whole));
        }
    }

    /** What a state of these names and shapes contains. */
    private static Map<String, Tensor> state(Path file) throws IOException {
        Parameter w = Parameter.of("W", Tensor.zeros(3, 2)), b = Parameter.of("b", Tensor.zeros(1, 2));
        Parameters parameters = Parameters.of(List.of(w, b));
        FirstOrderOptimizer adam = Adam.of(0.01);
        Batches batches =
                Batches.of(4, Tensor.zeros(10, 3), Tensor.zeros(10, 2)).shuffled(NumpyRandom.seed(11));
        TrainingState.of(parameters)
                .with("adam", adam.memory(parameters))
                .with("batches", batches)
                .load(file);
        Map<String, Tensor> read = new LinkedHashMap<>(Map.of("W", parameters.get(w), "b", parameters.get(b)));
        read.putAll(adam.memory(parameters).state());
        read.putAll(batches.state());
        return read;
    }

    @Test
    @Timeout(300)
    void aDamagedReceiptIsRefused() throws Exception {
        byte[] receipt;
        try (InputStream in =
                Objects.requireNonNull(EarlierFilesTest.class.getResourceAsStream("network.receipt.json"))) {
            receipt = in.readAllBytes();
        }
        String text = new String(receipt, StandardCharsets.UTF_8);
        for (byte[] damaged : damaged(receipt)) {
            Path file = file("damaged.receipt.json", damaged);
            refusedOr(() -> assertThat(Receipt.load(file).toJson()).isEqualTo(text));
        }
    }

    private interface Check {
        void run() throws IOException;
    }

    private static void refusedOr(Check isTheSame) throws IOException {
        try {
            isTheSame.run();
        } catch (FileFormatException refused) {
            assertThat(refused).hasMessageContaining("damaged.");
        }
    }

    /** The content with a few other bytes, without a part, with a part twice, and cut off. */
    private static List<byte[]> damaged(byte... content) {
        Random random = new Random(7);
        return random.ints(MUTATIONS, 0, 4)
                .mapToObj(kind -> {
                    int from = random.nextInt(content.length);
                    int to = Math.min(content.length, from + 1 + random.nextInt(16));
                    byte[] start = Arrays.copyOf(content, kind == 1 ? from : kind == 2 ? to : content.length);
                    byte[] end = Arrays.copyOfRange(content, kind == 1 ? to : from, content.length);
                    if (kind == 0) {
                        for (int change = random.nextInt(4); change >= 0; change--) {
                            start[random.nextInt(start.length)] = (byte) random.nextInt(256);
                        }
                        return start;
                    } else if (kind == 3) {
                        return Arrays.copyOf(content, from);
                    }
                    byte[] both = Arrays.copyOf(start, start.length + end.length);
                    System.arraycopy(end, 0, both, start.length, end.length);
                    return both;
                })
                .toList();
    }
}
