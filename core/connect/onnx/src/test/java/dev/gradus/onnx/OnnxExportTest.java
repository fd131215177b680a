package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.flow.Scan;
import dev.gradus.flow.While;
import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Attention;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.DropoutMask;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in an exported file, and that ONNX Runtime computes the models of the lessons, for any number of examples. */
class OnnxExportTest {
    private final NumpyRandom random = NumpyRandom.seed(3);

    private Parameter parameter(String name, int... sizes) {
        return Parameter.of(name, random.normal(0, 0.5, Shape.of(sizes)));
    }

    @Test
    void namesOfTheUserAreThoseOfTheFile() {
        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Parameter w = parameter("W", 2, 1), b = parameter("b", 1, 1);
        Node yHat = x.matMul(w).add(b).sigmoid().named("ŷ");
        OnnxFile file = OnnxExport.of(Graph.of(yHat.square().sum().named("J")))
                .gradients()
                .file();
        assertThat(file.inputs()).extracting(ValueInfo::name).containsExactly("x");
        assertThat(file.inputs().get(0).dimensions().orElseThrow())
                .containsExactly(new ValueInfo.Dimension(4, "", "n_batch"), new ValueInfo.Dimension(2, "", "n_in"));
        assertThat(file.initializers()).extracting(TensorData::name).containsExactly("W", "b");
        assertThat(file.outputs()).extracting(ValueInfo::name).containsExactly("J", "∂J/∂W", "∂J/∂b");
        assertThat(file.nodes().stream().flatMap(node -> node.outputs().stream()))
                .contains("ŷ", "J", "∂J/∂W");
    }

    @Test
    void inputsAndParametersMayBeOutputs() throws Exception {
        Input x = Input.of("x", 2);
        Parameter w = parameter("W", 2);
        byte[] file = OnnxExport.of(Graph.of(x, w, Constant.of(3), x)).toBytes();
        Map<String, Tensor> results = OnnxRuntime.run(file, Map.of("x", Tensor.of(1, 2)));
        assertThat(List.copyOf(results.values()))
                .containsExactly(Tensor.of(1, 2), w.initialValue(), Tensor.scalar(3), Tensor.of(1, 2));
        assertThat(results.keySet()).doesNotHaveDuplicates();
    }

    @Test
    void aGraphOfOperatorsIsReadAsItWas() {
        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Node z = x.matMul(parameter("W", 2, 3)).add(parameter("b", 3)).named("z");
        Node h = z.greater(0).where(z.tanh(), z.multiply(0.5)).named("h");
        Graph graph =
                Graph.of(h.softmax(1).log().sum(0).transpose().square().mean().named("J"));
        OnnxModel read = OnnxModel.of("same.onnx", OnnxExport.of(graph).toBytes(), Map.of());
        assertThat(read.graph()).hasToString(graph.toString());
    }

    /** The rule of a power divides by the smallest normal number where the base is 0. */
    @Test
    void smallConstantsAreNotZeroInSinglePrecision() throws Exception {
        Input a = Input.of("a", 1), b = Input.of("b", 1);
        byte[] file = OnnxExport.of(Graph.of(a.pow(b).sum().named("J")))
                .gradients(a)
                .float32()
                .toBytes();
        Map<String, Tensor> results = OnnxRuntime.run(file, Map.of("a", Tensor.of(0.0), "b", Tensor.of(0.0)));
        assertThat(results.get("∂J/∂a")).isEqualTo(Tensor.of(0.0));
    }

    @Test
    void trainedValuesAreWritten() {
        Parameter w = parameter("W", 2);
        Graph graph = Graph.of(w.exp().named("y"));
        Parameters trained = Parameters.of(graph);
        trained.set(w, Tensor.of(5, 6));
        assertThat(OnnxExport.of(graph).parameters(trained).file().initializers())
                .containsExactly(new TensorData("W", ElementType.DOUBLE, Tensor.of(5, 6)));
    }

    @Test
    void anOpWithoutACounterpartIsRefusedByName() {
        Node y = Functions.besselI(Input.of("x", 2), 0).named("y");
        assertThatThrownBy(() -> OnnxExport.of(Graph.of(y.exp())).toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "The node y (2) cannot be written: ONNX has no operator for BesselI, nor is it composed of others");
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("model.onnx");
        OnnxExport.of(Graph.of(Input.of("x", 2).exp())).write(path);
        byte[] before = Files.readAllBytes(path);
        Node mask = new DropoutMask(Input.of("step"), Shape.of(2), 0.5, 1);
        assertThatThrownBy(() -> OnnxExport.of(Graph.of(mask)).write(path)).isInstanceOf(OnnxException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    /** A user's op goes by its definition. */
    @Test
    void aUsersOpIsWrittenByItsDefinition() throws Exception {
        Input x = Input.of("x", 3);
        byte[] file = OnnxExport.of(Graph.of(new Cube(x, true).named("y"))).toBytes();
        assertThat(OnnxRuntime.run(file, Map.of("x", Tensor.of(1, 2, 3))).get("y"))
                .isEqualTo(Tensor.of(1, 8, 27));
        assertThatThrownBy(() -> OnnxExport.of(Graph.of(new Cube(x, false))).toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "The node Cube(x) (3) cannot be written: ONNX has no operator for Cube, nor is it composed of"
                                + " others; override definition() to give the same value in simpler ops");
    }

    private static final class Cube extends UnaryOp {
        private final boolean isDefined;

        Cube(Node x, boolean isDefined) {
            super(x, in -> new Cube(in, isDefined));
            this.isDefined = isDefined;
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().square().multiply(3)));
        }

        @Override
        public java.util.Optional<Node> definition() {
            return isDefined ? java.util.Optional.of(x().multiply(x()).multiply(x())) : java.util.Optional.empty();
        }
    }

    static Stream<Arguments> models() {
        NumpyRandom random = NumpyRandom.seed(3);
        BiFunction<String, Shape, Parameter> parameter =
                (name, shape) -> Parameter.of(name, random.normal(0, 0.5, shape));
        Parameter w = parameter.apply("W", Shape.of(6, 1)), b = parameter.apply("b", Shape.of(1, 1));
        Parameter w1 = parameter.apply("W1", Shape.of(4, 8)), b1 = parameter.apply("b1", Shape.of(8));
        Parameter w2 = parameter.apply("W2", Shape.of(8, 3)), b2 = parameter.apply("b2", Shape.of(3));
        Parameter q = parameter.apply("Q", Shape.of(4, 4)), k = parameter.apply("K", Shape.of(4, 4));
        Parameter v = parameter.apply("V", Shape.of(4, 4)), r = parameter.apply("R", Shape.of(2, 2));
        Parameter kernel = parameter.apply("kernel", Shape.of(3, 2, 3, 3)), c = parameter.apply("c", Shape.of(3, 1, 1));
        return Stream.of(
                model(
                        "one layer",
                        n -> new MseLoss(Input.of("x", n, 6).matMul(w).add(b).sigmoid(), Input.of("y", n, 1))),
                model(
                        "two layers",
                        n -> new CrossEntropyLoss(
                                Input.of("x", n, 4)
                                        .matMul(w1)
                                        .add(b1)
                                        .tanh()
                                        .matMul(w2)
                                        .add(b2),
                                Input.of("y", n, 3).softmax(1))),
                model("attention with a mask", n -> {
                    Node x = Input.of("x", n, 3, 4);
                    return Attention.mergeHeads(Attention.scaledDotProduct(
                                    Attention.splitHeads(x.matMul(q), 2),
                                    Attention.splitHeads(x.matMul(k), 2),
                                    Attention.splitHeads(x.matMul(v), 2),
                                    Attention.causalMask(3)))
                            .square()
                            .mean();
                }),
                model("convolution", n -> {
                    Node h = Convolutions.conv2d(Input.of("x", n, 2, 6, 6), kernel)
                            .add(c)
                            .relu();
                    return Pools.maxPool(h, PoolWindows.of(2))
                            .reshape(n, 12)
                            .square()
                            .mean();
                }),
                model(
                        "loop",
                        n -> Scan.over(Input.of("x", 4, n, 2), 0)
                                .carry("h", Constant.of(0).broadcastTo(Shape.of(n, 2)))
                                .body((h, each) -> h.matMul(r).add(each).tanh())
                                .carry()
                                .square()
                                .mean()),
                model(
                        "while",
                        n -> While.carry("h", Input.of("x", n, 2))
                                .most(9)
                                .body(
                                        h -> h.square().sum().greater(0.1),
                                        h -> h.matMul(r).tanh())
                                .carry()
                                .square()
                                .mean()));
    }

    private static Arguments model(String name, IntFunction<Node> objective) {
        IntFunction<Graph> graphOfSize = n -> Graph.of(objective.apply(n).named("J"));
        return Arguments.of(Named.of(name, graphOfSize));
    }

    /** onnx.checker's full check, with inference of all shapes. */
    @Test
    @Tag("long")
    void onnxCheckerAcceptsModelsForAnyNumberOfExamples(@TempDir Path folder) throws Exception {
        List<Arguments> models = models().toList();
        for (int i = 0; i < models.size(); i++) {
            @SuppressWarnings("unchecked")
            IntFunction<Graph> graphOfSize =
                    ((Named<IntFunction<Graph>>) models.get(i).get()[0]).getPayload();
            OnnxExport export = OnnxExport.ofBatch("n_batch", graphOfSize).gradients();
            export.write(folder.resolve(i + ".onnx"));
            export.float32().write(folder.resolve(i + "-float32.onnx"));
        }
        assertThat(OnnxChecker.faults(folder)).isEmpty();
    }

    /** One file, run for several numbers of examples, and the graphs of these numbers. */
    @ParameterizedTest
    @MethodSource("models")
    void onnxRuntimeAgreesForAnyNumberOfExamples(IntFunction<Graph> graphOfSize) throws Exception {
        byte[] file = OnnxExport.ofBatch("n_batch", graphOfSize).gradients().toBytes();
        byte[] single =
                OnnxExport.ofBatch("n_batch", graphOfSize).gradients().float32().toBytes();
        for (int n : new int[] {1, 2, 7}) {
            Graph graph = graphOfSize.apply(n);
            Map<String, Tensor> feeds = new LinkedHashMap<>();
            Evaluator evaluator = Evaluator.of(graph);
            for (Input input : graph.inputs()) {
                Tensor value = random.normal(0, 1, input.shape());
                feeds.put(input.label(), value);
                evaluator.feed(input, value);
            }
            List<Tensor> expected =
                    new ArrayList<>(List.of(evaluator.value(graph.outputs().get(0))));
            graph.parameters().forEach(parameter -> expected.add(evaluator.gradient(parameter)));
            List<Tensor> found = List.copyOf(OnnxRuntime.run(file, feeds).values());
            List<Tensor> singles = List.copyOf(OnnxRuntime.run(single, feeds).values());
            for (int i = 0; i < expected.size(); i++) {
                Close.assertDouble(found.get(i), expected.get(i), n + " examples, output " + i);
                Close.assertSingle(singles.get(i), expected.get(i), n + " examples, output " + i);
            }
            OnnxModel model = OnnxModel.of("any.onnx", file, Map.of("n_batch", n));
            Evaluator again = Evaluator.of(model.graph());
            model.inputs().forEach((name, input) -> again.feed(input, feeds.get(name)));
            List<Node> outputs = List.copyOf(model.outputs().values());
            for (int i = 0; i < expected.size(); i++) {
                Close.assertDouble(again.value(outputs.get(i)), expected.get(i), n + " examples, read, output " + i);
            }
        }
    }

    @Test
    void sizesThatCannotBeLeftOpenAreRefused() {
        assertThatThrownBy(() -> OnnxExport.ofBatch(
                                "n", n -> Graph.of(Input.of("x", 2).exp()))
                        .toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("have no input with an axis of that size");
        assertThatThrownBy(() -> OnnxExport.ofBatch(
                                "n",
                                n -> Graph.of(Scan.over(Input.of("x", n, 2), 0)
                                        .carry("h", Constant.of(Tensor.zeros(2)))
                                        .body((h, each) -> h.add(each).tanh())
                                        .carry()))
                        .toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("nodes; export a graph of one size with OnnxExport.of");
        assertThatThrownBy(() -> OnnxExport.ofBatch(
                                "n",
                                n -> Graph.of(Input.of("x", n).add(Constant.of(Tensor.generate(Shape.of(n), i -> i)))))
                        .toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("numbers of their own for each example");
    }
}
