package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was recorded repeats to the same bits; any other file, data or digest is recognized. */
class ReceiptTest {
    private static final int ROWS = 37, FEATURES = 9, HIDDEN = 17;

    /** Written once by {@link #golden}; all JVMs, kernels and browsers must repeat it. */
    private static final String GOLDEN = "network.receipt.json";

    @TempDir
    private Path folder;

    private static Run and() {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter w = Parameter.of("W", NumpyRandom.seed(0).normal(0, 1, Shape.of(2, 1)));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        MseLoss loss = new MseLoss(x.matMul(w).add(b).sigmoid(), y);
        return Run.of(Graph.of(loss))
                .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                .feed(y, new double[] {0, 0, 0, 1});
    }

    private static ReceiptRecorder recorded(Run run, FirstOrderOptimizer optimizer, int epochs) {
        ReceiptRecorder recorder = Receipt.record(run, optimizer).withSeed(0);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.forward();
            run.backward();
            optimizer.step(run);
            recorder.epoch();
        }
        return recorder;
    }

    private static Map<String, Tensor> data() {
        NumpyRandom random = NumpyRandom.seed(5);
        return Map.of(
                "x", random.normal(0, 1, Shape.of(ROWS, FEATURES)),
                "y", random.normal(0, 1, Shape.of(ROWS, 1)));
    }

    private static BatchRuns network() {
        NumpyRandom random = NumpyRandom.seed(9);
        Parameter w1 = Parameter.of("W1", random.normal(0, 0.2, Shape.of(FEATURES, HIDDEN)));
        Parameter b1 = Parameter.of("b1", Tensor.zeros(HIDDEN));
        Parameter w2 = Parameter.of("W2", random.normal(0, 0.2, Shape.of(HIDDEN, 1)));
        return BatchRuns.of(n -> {
            Input x = Input.of("x", n, FEATURES), y = Input.of("y", n, 1);
            return BatchGraph.of(new MseLoss(x.matMul(w1).add(b1).tanh().matMul(w2), y), x, y);
        });
    }

    private Receipt trained(FirstOrderOptimizer optimizer, Batches batches, int epochs) throws IOException {
        Path file = folder.resolve("receipt.json");
        Trainer.of(network(), batches, optimizer).withReceipt(file).train(epochs);
        return Receipt.load(file);
    }

    private static Batches batches() {
        Map<String, Tensor> data = data();
        return Batches.of(16, data.get("x"), data.get("y"));
    }

    @Test
    void aLoopIsRepeatedToTheSameBits() throws IOException {
        Receipt receipt = recorded(and(), GradientDescent.of(1), 200).receipt();
        Path file = folder.resolve("and.receipt.json");
        receipt.save(file);
        Receipt loaded = Receipt.load(file);
        assertThat(loaded.toJson()).isEqualTo(receipt.toJson());
        assertThat(loaded.seed()).contains(0L);
        assertThat(loaded.missing()).isEmpty();
        assertThat(loaded).hasToString("receipt of 200 epochs of x (4, 2), y (4, 1)");
        Receipt.Verdict verdict = loaded.verify();
        assertThat(verdict.isSame()).isTrue();
        assertThat(verdict)
                .hasToString(
                        "The same, bit for bit: after each of 200 epochs, all parameters are those of the receipt.");
        assertThat(loaded.verify(Map.of(), (epoch, loss) -> epoch < 7))
                .hasToString("Stopped after epoch 7 of 200; up to there all bits are the same.");
    }

    static Stream<FirstOrderOptimizer> optimizers() {
        return Stream.of(
                GradientDescent.of(0.1),
                Momentum.of(0.1, 0.9),
                Momentum.nesterov(0.1, 0.8).withWeightDecay(0.01),
                RmsProp.of(0.01, 0.9, 1e-7),
                Adagrad.of(0.1, 0.001, 1e-9),
                Adadelta.of(1),
                Adam.of(0.01, 0.8, 0.99, 1e-7).withClipNorm(0.5),
                AdamW.of(0.01, 0.02),
                NAdam.of(0.01),
                Lion.of(0.003, 0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerIsRepeated(FirstOrderOptimizer optimizer) throws IOException {
        Receipt receipt = trained(optimizer, batches().shuffled(NumpyRandom.seed(3)), 4);
        assertThat(receipt.verify().isSame()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batchesInOrderAreRepeatedWithoutTheIncompleteOne(boolean dropsLast) throws IOException {
        Receipt receipt = trained(Adam.of(0.01), dropsLast ? batches().dropLast() : batches(), 3);
        assertThat(receipt.toJson()).doesNotContain("generator");
        assertThat(receipt.verify().isSame()).isTrue();
    }

    @Test
    void theSeedReplacesTheStateOfTheGenerator() {
        for (long seed : new long[] {3, 4}) {
            FirstOrderOptimizer adam = Adam.of(0.01);
            BatchRuns runs = network();
            Batches batches = batches().shuffled(NumpyRandom.seed(3));
            ReceiptRecorder recorder = Receipt.record(runs, batches, adam).withSeed(seed);
            new MiniBatchTraining(runs, batches).train(adam);
            recorder.epoch();
            Receipt receipt = recorder.receipt();
            assertThat(receipt.toJson().contains("generator")).isEqualTo(seed != 3);
            assertThat(Receipt.ofJson(receipt.toJson()).verify().isSame()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 53, (1L << 53) + 1, 1234567890123456789L, Long.MIN_VALUE, Long.MAX_VALUE})
    void aSeedKeepsAllDigits(long seed) {
        ReceiptRecorder recorder = Receipt.record(and(), GradientDescent.of(1)).withSeed(seed);
        assertThat(Receipt.ofJson(recorder.receipt().toJson()).seed()).contains(seed);
    }

    @Test
    void theTrainingCanBeLookedAtBeforeItIsRepeated() {
        Run run = and();
        double before = run.forward();
        ReceiptTraining training =
                recorded(run, GradientDescent.of(1), 5).receipt().training(Map.of());
        assertThat(training.steps()).isEqualTo(1);
        BatchGraph graph = training.graphs().get(0);
        assertThat(graph.inputs()).extracting(Input::label).containsExactly("x", "y");
        Run same = Run.of(graph.graph(), training.parameters());
        for (Input input : graph.inputs()) {
            same.feed(input, run.value(run.graph().inputs().get(graph.inputs().indexOf(input))));
        }
        assertThat(same.forward()).isEqualTo(before);
        assertThat(training.repeat((epoch, loss) -> epoch < 3).repeated()).isEqualTo(3);
        assertThat(same.forward()).isNotEqualTo(before).isNotEqualTo(run.forward());
    }

    @Test
    void frozenParametersStayFrozen() {
        Run run = and();
        run.parameters().freeze(run.parameters().parameter("b"));
        assertThat(recorded(run, GradientDescent.of(1), 5).receipt().verify().isSame())
                .isTrue();
    }

    /** On whatever JVM this test runs, with vectors or without, the bits are those of the JVM that wrote the file. */
    @Test
    void aReceiptOfAnotherMachineIsRepeated() throws IOException {
        String json;
        try (var in = ReceiptTest.class.getResourceAsStream(GOLDEN)) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(Receipt.ofJson(json).verify().isSame()).isTrue();
        assertThat(golden()).isEqualTo(json);
    }

    private static String golden() {
        FirstOrderOptimizer adam = Adam.of(0.01);
        BatchRuns runs = network();
        Batches batches = batches().shuffled(NumpyRandom.seed(3));
        ReceiptRecorder recorder = Receipt.record(runs, batches, adam).withSeed(3);
        MiniBatchTraining training = new MiniBatchTraining(runs, batches);
        for (int epoch = 0; epoch < 30; epoch++) {
            training.train(adam);
            recorder.epoch();
        }
        return recorder.receipt().toJson();
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        byte[] bytes =
                recorded(and(), GradientDescent.of(1), 2).receipt().toJson().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("changed.json");
        for (int i = 0; i < bytes.length; i++) {
            for (int change : new int[] {1, 2, 32, 128, 255}) {
                bytes[i] ^= (byte) change;
                Files.write(file, bytes);
                assertThatThrownBy(() -> Receipt.load(file))
                        .as("byte %d", i)
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageMatching("(?s).*Receipt: .*(damaged|incomplete|is not a receipt).*");
                bytes[i] ^= (byte) change;
            }
        }
        Files.write(file, bytes);
        assertThat(Receipt.load(file).verify().isSame()).isTrue();
    }

    @Test
    void everyCutIsNoticed() {
        String json = recorded(and(), GradientDescent.of(1), 2).receipt().toJson();
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Receipt.ofJson(cut))
                    .withMessageStartingWith("Receipt: it is");
        }
    }

    /** Whoever changes a file can write a new checksum, but not the numbers of the training. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 20})
    void aForgedDigestIsFoundAtItsEpoch(int epoch) {
        String json = recorded(and(), GradientDescent.of(1), 20).receipt().toJson();
        String digest = json.substring(json.indexOf("\"epochs\":[") + 10)
                .split(",")[epoch - 1]
                .replaceAll("[^0-9a-f]", "");
        String forged = sealed(json.replace(digest, "0".repeat(64)));
        Receipt.Verdict verdict = Receipt.ofJson(forged).verify();
        assertThat(verdict.isSame()).isFalse();
        assertThat(verdict.firstDifference()).hasValue(epoch);
        assertThat(verdict.toString()).startsWith("After epoch " + epoch + " of 20 the parameters differ");
    }

    @Test
    void aForgedTrainingIsFoundAtOnce() {
        String json = recorded(and(), GradientDescent.of(1), 20).receipt().toJson();
        assertThat(Receipt.ofJson(sealed(json.replace("\"learningRate\":1,", "\"learningRate\":2,")))
                        .verify()
                        .firstDifference())
                .hasValue(1);
        assertThat(Receipt.ofJson(sealed(json.replace("\"op\":\"Sigmoid\"", "\"op\":\"Tanh\"")))
                        .verify()
                        .firstDifference())
                .hasValue(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipt.ofJson(sealed(json.replace("[0,0,0,1]", "[0,0,0,2]")))
                        .verify())
                .withMessage("Receipt: y does not have the numbers of the training: its digest is another one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipt.ofJson(sealed(json.replace("\"op\":\"Sigmoid\"", "\"op\":\"Runtime\"")))
                        .verify())
                .withMessageStartingWith("Receipt: no training can be made of it: ")
                .withMessageContaining("Runtime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipt.ofJson(sealed(json.replace("receipt\":1", "receipt\":2"))))
                .withMessageStartingWith("Receipt: it has the version 2, but this program knows only version 1");
    }

    private static String sealed(String json) {
        String body = json.substring(0, json.lastIndexOf(",\"checksum\""));
        return body + ",\"checksum\":\"" + Sha256.of(body) + "\"}\n";
    }

    @Test
    void largeDataAreHandedOver() {
        Tensor x = NumpyRandom.seed(1).normal(0, 1, Shape.of(3000, 2));
        Input input = Input.of("x", 3000, 2);
        Parameter w = Parameter.of("W", Tensor.ones(2, 1));
        Run run = Run.of(Graph.of(input.matMul(w).square().mean())).feed(input, x);
        Receipt receipt = Receipt.ofJson(
                recorded(run, GradientDescent.of(0.1), 3).receipt().toJson());
        assertThat(receipt.missing()).containsExactly("x");
        assertThat(receipt.toJson()).hasSizeLessThan(1500);
        assertThat(receipt.verify(Map.of("x", x)).isSame()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(receipt::verify)
                .withMessage(
                        "Receipt: it contains only the digest of x, which has the shape (3000, 2); pass x to verify");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> receipt.verify(Map.of("x", x.rows(0, 1))))
                .withMessage("Receipt: x has the shape (2, 2), but in the training it had (3000, 2)");
    }

    @Test
    void whatCannotBeRepeatedIsRefused() {
        Run run = and();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipt.record(run, Adam.of(1).withSchedule(Schedule.exponential(0.9))))
                .withMessageContaining("cannot describe a schedule");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(run, Lbfgs.of()).withReceipt(folder))
                .withMessage("Trainer: a receipt cannot describe the optimizer Lbfgs; use one such as Adam");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(network(), List.of(Batch.of(Tensor.zeros(1, 2))), Adam.of(1))
                        .withReceipt(folder))
                .withMessageContaining("Batches, whose order it can describe");
        FirstOrderOptimizer used = Adam.of(0.1);
        recorded(and(), used, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Receipt.record(run, used))
                .withMessageContaining("already made 1 steps");
        ReceiptRecorder recorder = recorded(run, GradientDescent.of(1), 1);
        run.feed(run.graph().inputs().get(0), Tensor.zeros(4, 2));
        assertThatIllegalStateException().isThrownBy(recorder::receipt).withMessageContaining("fed with other data");
    }

    @Test
    void aResumedTrainingHasNoReceipt() {
        Path state = folder.resolve("state.npz");
        Trainer.of(and(), Adam.of(1)).savedIn(state).train(1);
        Trainer resumed = Trainer.of(and(), Adam.of(1)).savedIn(state).withReceipt(folder.resolve("r.json"));
        assertThatIllegalStateException()
                .isThrownBy(() -> resumed.train(2))
                .withMessageContaining("resumes a training");
    }
}
