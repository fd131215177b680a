package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Safetensors;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that was saved and loaded predicts the same bits; any other file is refused. */
class ModelTest {
    private final NumpyRandom random = NumpyRandom.seed(7);
    private final Parameter w = Parameter.of("W", RandomTensors.normal(random, 0, 1, Shape.of(3, 2)));
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, 2));
    private final Tensor scale = RandomTensors.normal(random, 0, 1, Shape.of(10, 3));
    private final BatchRuns runs = BatchRuns.of(this::model);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() {
        file = folder.resolve("model.safetensors");
        runs.parameters().set(b, Tensor.of(new double[][] {{0.25, -0.0}}));
    }

    private BatchGraph model(int n) {
        Input x = Input.of("x", Shape.of(n, 3).named("n", "features")), y = Input.of("y", n, 2);
        Node scaled = x.multiply(Constant.of(scale).sum(0));
        Node yHat = scaled.matMul(w).add(b).tanh();
        return BatchGraph.of(new MseLoss(yHat, y), x, y).predicting(yHat);
    }

    @Test
    void predictsTheSameBitsForAnyNumberOfExamples() throws IOException {
        Model.of(runs).with("encoder", "{\"é\": \"\n\"}").with("note", "").save(file);
        Model loaded = Model.load(file);
        assertThat(loaded.texts()).containsExactlyInAnyOrder("encoder", "note");
        assertThat(loaded.text("encoder")).isEqualTo("{\"é\": \"\n\"}");
        Predictor original = Predictor.of(runs), other = loaded.predictor();
        for (int n : new int[] {1, 2, 3, 17, 64, 200}) {
            Batch batch = Batch.of(RandomTensors.normal(random, 0, 1, Shape.of(n, 3)));
            assertThat(other.predict(batch)).isEqualTo(original.predict(batch));
        }
        Path again = folder.resolve("again");
        loaded.save(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void itsParametersCanBeReadAndReplaced() throws IOException {
        Model.of(runs).save(file);
        assertThat(Safetensors.read(file, "b")).isEqualTo(runs.parameters().get(b));
        Model loaded = Model.load(file);
        Parameter other = loaded.parameters().parameter("b");
        assertThat(loaded.parameters().get(other)).isEqualTo(runs.parameters().get(b));
        assertThat(loaded.graph()).hasToString(model(1).served().graph().toString());
    }

    @Test
    void aGraphOfFixedShapesCanBeTrainedFurther() throws IOException {
        Graph loss = model(4).graph();
        Model.of(loss, runs.parameters()).save(file);
        Model loaded = Model.load(file);
        Tensor x = RandomTensors.normal(random, 0, 1, Shape.of(4, 3)),
                y = RandomTensors.normal(random, 0, 1, Shape.of(4, 2));
        List<List<Tensor>> both = Stream.of(loss, loaded.graph())
                .map(graph -> {
                    Parameters values = graph == loss ? runs.parameters() : loaded.parameters();
                    Run run = Run.of(graph, values);
                    graph.inputs()
                            .forEach(input -> run.feed(input, input.label().equals("x") ? x : y));
                    run.forward();
                    run.backward();
                    return graph.parameters().stream().map(run::gradient).toList();
                })
                .toList();
        assertThat(both.get(1)).isEqualTo(both.get(0));
        assertThatIllegalStateException()
                .isThrownBy(loaded::predictor)
                .withMessage("Model: this is one graph of fixed shapes, for which use Run.of(model.graph(),"
                        + " model.parameters()); to serve any number of examples, save Model.of(runs)");
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        Model.of(model(1).served().graph(), runs.parameters()).with("t", "é").save(file);
        byte[] valid = Files.readAllBytes(file);
        Path changed = folder.resolve("changed");
        for (int i = 0; i < valid.length; i++) {
            byte[] bytes = valid.clone();
            bytes[i] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(changed, bytes);
            assertThatThrownBy(() -> Model.load(changed))
                    .as("byte %d", i)
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith("Model: ");
        }
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Model.of(model(1).served().graph(), runs.parameters()).save(file);
        byte[] valid = Files.readAllBytes(file);
        for (int length = 0; length < valid.length; length += 1 + length / 64) {
            Files.write(file, Arrays.copyOf(valid, length));
            assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FileFormatException.class);
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("Model: " + file + message);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertRefused(" does not exist");
        Safetensors.write(file, Map.of("W", Tensor.scalar(1)));
        assertRefused(": it is not the file of a model, which Model.save writes");
        Safetensors.write(file, Map.of(), Map.of("gradus-model", "2"));
        assertRefused(": it has the version '2', but this program knows only version 1; use the version of Gradus that"
                + " wrote it");
        Safetensors.write(file, Map.of(), Map.of("gradus-model", "1"));
        assertRefused(": it is damaged: its checksum is not that of its content");
    }

    @Test
    void aFailedSaveLeavesTheOldFile() throws IOException {
        Model.of(runs).save(file);
        byte[] before = Files.readAllBytes(file);
        Node withRule = w.withGradient(upstream -> upstream).sum();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Model.of(Graph.of(withRule), runs.parameters()).save(file))
                .withMessageContaining("has the attribute 'rule' of the type");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void namesOfTextsAreUnique() {
        Model model = Model.of(runs).with("a", "1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.with("a", "2"))
                .withMessage("Model: the name 'a' is already used; choose another one");
        assertThatIllegalArgumentException().isThrownBy(() -> model.with("graphs", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.text("b"))
                .withMessage("Model: there is no text named 'b'; there are [a]");
    }
}
