package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.onnx.Close;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxExport;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxRuntime;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every op beside ONNX Runtime: what it computes of the exported op and its rule, for the inputs that PyTorch was asked about.
 * docs/onnx-operators.md says what each op is written as, and which ones are refused; to write the page anew run this test with
 * {@code -Dgradus.update=true}.
 */
class OnnxOpsTest {
    private static final Path PAGE = Path.of("../../docs/onnx-operators.md");

    /** Ops whose value is random, or is what a user's code makes of it. */
    private static final Set<String> WITHOUT_CASES =
            Set.of("DropoutMask", "Custom", "WithGradient", "Loop", "LoopPart", "Solution");

    /** All cases of an op, or of its gradient, as one graph. */
    private record Cases(Graph graph, Map<Input, Tensor> feeds) {
        static Cases valuesOf(String name) {
            return of(name, false);
        }

        static Cases gradientsOf(String name) {
            return of(name, true);
        }

        private static Cases of(String name, boolean ofGradients) {
            List<Node> outputs = new ArrayList<>();
            Map<Input, Tensor> feeds = new LinkedHashMap<>();
            List<PyTorchCase> cases =
                    PyTorchCase.all().stream().filter(one -> one.op().equals(name)).toList();
            for (int i = 0; i < cases.size(); i++) {
                PyTorchCase one = cases.get(i);
                List<Input> inputs = new ArrayList<>();
                for (int k = 0; k < one.inputs().size(); k++) {
                    Input input = Input.of("x" + i + "." + k, one.inputs().get(k).shape());
                    feeds.put(input, one.inputs().get(k));
                    inputs.add(input);
                }
                Node op = one.build(inputs);
                if (ofGradients) {
                    Gradients gradients = Gradients.of(op, Constant.of(one.upstream()));
                    for (int k = 0; k < inputs.size(); k++) {
                        if (one.isDifferentiated(k)) {
                            outputs.add(gradients.wrt(inputs.get(k)));
                        }
                    }
                } else {
                    outputs.add(op);
                }
            }
            Graph graph = Graph.of(outputs);
            feeds.keySet().retainAll(graph.inputs());
            return new Cases(graph, feeds);
        }

        List<Tensor> values() {
            Evaluator evaluator = Evaluator.of(graph);
            feeds.forEach(evaluator::feed);
            return graph.outputs().stream().map(evaluator::value).toList();
        }

        Map<String, Tensor> named() {
            return feeds.entrySet().stream()
                    .collect(Collectors.toMap(feed -> feed.getKey().label(), Map.Entry::getValue));
        }
    }

    private interface Comparison {
        void compare(Tensor actual, Tensor expected, String what);
    }

    private static Stream<DynamicTest> everyOp(Function<String> check) {
        return SampleOps.names().stream()
                .filter(name -> !WITHOUT_CASES.contains(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> check.of(name)));
    }

    private interface Function<T> {
        void of(T name) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> onnxRuntimeAgreesInDoublePrecision() {
        return everyOp(name -> {
            for (Cases cases : writable(name)) {
                compare(cases, OnnxExport.of(cases.graph).toBytes(), Close::assertDouble);
            }
        });
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> onnxRuntimeAgreesInSinglePrecision() {
        return everyOp(name -> {
            for (Cases cases : writable(name)) {
                compare(cases, OnnxExport.of(cases.graph).float32().toBytes(), Close::assertSingle);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrittenIsReadAgain() {
        return everyOp(name -> {
            for (Cases cases : writable(name)) {
                OnnxModel model = OnnxModel.of(name, OnnxExport.of(cases.graph).toBytes(), Map.of());
                Evaluator evaluator = Evaluator.of(model.graph());
                model.graph().inputs().forEach(input -> evaluator.feed(input, cases.named().get(input.label())));
                List<Tensor> expected = cases.values();
                List<Node> outputs = List.copyOf(model.outputs().values());
                for (int i = 0; i < expected.size(); i++) {
                    Close.assertDouble(evaluator.value(outputs.get(i)), expected.get(i), name + ", output " + i);
                }
            }
        });
    }

    private static void compare(Cases cases, byte[] file, Comparison comparison) throws Exception {
        List<Tensor> found = List.copyOf(OnnxRuntime.run(file, cases.named()).values());
        List<Tensor> expected = cases.values();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Node output = cases.graph.outputs().get(i);
            comparison.compare(found.get(i), expected.get(i), "output " + i + ", " + output.describe());
        }
    }

    /** The op's values and its gradients, as far as they can be written. */
    private static List<Cases> writable(String name) {
        List<Cases> all = new ArrayList<>();
        Sample sample = Sample.of(name);
        if (sample.value.isPresent()) {
            all.add(Cases.valuesOf(name));
        }
        if (sample.gradient.isPresent()) {
            all.add(Cases.gradientsOf(name));
        }
        return all;
    }

    /** onnx.checker's full check, with inference of all shapes. */
    @Test
    @Tag("long")
    void onnxCheckerAcceptsAllFiles(@TempDir Path folder) throws Exception {
        assumeTrue(hasOnnx(), "python3 with onnx is not installed, so exported files are not tried by onnx.checker");
        for (String name : SampleOps.names()) {
            if (!WITHOUT_CASES.contains(name)) {
                int number = 0;
                for (Cases cases : writable(name)) {
                    OnnxExport export = OnnxExport.of(cases.graph);
                    export.write(folder.resolve(name + number + ".onnx"));
                    export.float32().write(folder.resolve(name + number++ + "-float32.onnx"));
                }
            }
        }
        Process python = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import onnx, pathlib, sys\n"
                                + "for file in sorted(pathlib.Path(sys.argv[1]).glob('*.onnx')):\n"
                                + "    try: onnx.checker.check_model(str(file), full_check=True)\n"
                                + "    except Exception as e: print(file.name, e)\n",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(python.waitFor()).isZero();
    }

    private static boolean hasOnnx() throws InterruptedException {
        try {
            return new ProcessBuilder("/usr/bin/python3", "-c", "import onnx").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** What an example of an op is written as: the operators of the op and of its gradients, if they can be written. */
    private record Sample(
            Optional<Set<String>> value,
            Optional<Set<String>> single,
            Optional<Set<String>> gradient,
            boolean hasGradient) {
        static Sample of(String name) {
            Op op = SampleOps.of(name);
            List<Node> gradients = gradients(op);
            return new Sample(
                    operators(OnnxExport.of(Graph.of(op))),
                    operators(OnnxExport.of(Graph.of(op)).float32()),
                    gradients.isEmpty() ? Optional.empty() : operators(OnnxExport.of(Graph.of(gradients))),
                    !gradients.isEmpty());
        }

        private static List<Node> gradients(Op op) {
            Gradients gradients = Gradients.of(op, Input.of("u", op.shape()));
            List<Node> all = new ArrayList<>();
            for (Node input : op.inputs()) {
                if (gradients.reaches(input)) {
                    try {
                        all.add(gradients.wrt(input));
                    } catch (UndefinedGradientException none) {
                        assertThat(none).hasMessageContaining("no derivative");
                    }
                }
            }
            return all;
        }

        private static Optional<Set<String>> operators(OnnxExport export) {
            try {
                Set<String> operators = new TreeSet<>(export.operators());
                operators.remove("Constant");
                return Optional.of(operators);
            } catch (OnnxException refused) {
                assertThat(refused).hasMessageContaining("cannot be written: ONNX has no operator for ");
                return Optional.empty();
            }
        }
    }

    @Test
    void anOpThatIsRefusedIsNamed() {
        Op op = SampleOps.of("Lu");
        assertThatThrownBy(() -> OnnxExport.of(Graph.of(op.sum())).toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessage("The node " + op.describe()
                        + " cannot be written: ONNX has no operator for Lu, nor is it composed of others");
    }

    @Test
    void thePageSaysWhatIsWritten() throws IOException {
        String page = page();
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/onnx-operators.md is stale; run this test with -Dgradus.update=true")
                .isEqualTo(page);
    }

    private static String page() {
        Map<String, Sample> samples = new TreeMap<>();
        SampleOps.names().forEach(name -> samples.put(name, Sample.of(name)));
        long written = samples.values().stream().filter(sample -> sample.value.isPresent()).count();
        StringBuilder page = new StringBuilder("""
                # Ops and ONNX's operators

                %d of the %d ops can be written to an ONNX file. The table says as which operators an example of each is written, and
                whether its gradient is, too: Constant and Cast aside. Where float32 is written otherwise, it says so. Generated by
                `OnnxOpsTest`, which compares all of them with ONNX Runtime. [How to write and read files](12-onnx.md).

                | op | written as | in float32 | gradient |
                |---|---|---|---|
                """.formatted(written, samples.size()));
        samples.forEach((name, sample) -> {
            String value = text(sample.value);
            String single = text(sample.single);
            String gradient = sample.gradient.isPresent() ? "yes" : sample.hasGradient ? "no" : "none";
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(name, value, single.equals(value) ? "" : single, gradient));
        });
        return page.toString();
    }

    private static String text(Optional<Set<String>> operators) {
        return operators
                .map(names -> names.stream()
                        .filter(name -> names.size() == 1 || !name.equals("Cast"))
                        .collect(Collectors.joining(", ")))
                .orElse("refused");
    }
}
