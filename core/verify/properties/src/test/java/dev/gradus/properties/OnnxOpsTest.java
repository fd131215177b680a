package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.onnx.Close;
import dev.gradus.onnx.OnnxChecker;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxExport;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxRuntime;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/onnx-operators.md");

    /** Ops whose value is random, or is what a user's code makes of it. */
    private static final Set<String> WITHOUT_CASES =
            Set.of("DropoutMask", "Custom", "WithGradient", "TextbookForm", "Loop", "LoopResult", "Solution");

    /** Ops whose values or gradients are what is left of a saturated sigmoid. */
    private static final Set<String> SIGMOIDS = Set.of("Sigmoid", "Softplus");

    /** So many cases of an op are tried where tests that take long are not. */
    private static final int FEW = 3;

    private static final Map<String, List<PyTorchCase>> CASES = Stream.concat(
                    PyTorchCase.all().stream(), PyTorchCase.notAsked().stream())
            .collect(Collectors.groupingBy(PyTorchCase::op, TreeMap::new, Collectors.toList()));

    /** All cases of an op that can be written, or of its gradients, as one graph. */
    private record Cases(Graph graph, Map<Input, Tensor> feeds) {
        static Optional<Cases> of(List<PyTorchCase> cases, boolean ofGradients) {
            List<Node> outputs = new ArrayList<>();
            Map<Input, Tensor> feeds = new LinkedHashMap<>();
            for (int i = 0; i < cases.size(); i++) {
                PyTorchCase one = cases.get(i);
                List<Input> inputs = new ArrayList<>();
                for (int k = 0; k < one.inputs().size(); k++) {
                    inputs.add(Input.of("x" + i + "." + k, one.inputs().get(k).shape()));
                }
                List<Node> wanted = wanted(one, inputs, ofGradients);
                if (!wanted.isEmpty()
                        && operators(OnnxExport.of(Graph.of(wanted))).isPresent()) {
                    outputs.addAll(wanted);
                    for (int k = 0; k < inputs.size(); k++) {
                        feeds.put(inputs.get(k), one.inputs().get(k));
                    }
                }
            }
            if (outputs.isEmpty()) {
                return Optional.empty();
            }
            Graph graph = Graph.of(outputs);
            feeds.keySet().retainAll(graph.inputs());
            return Optional.of(new Cases(graph, feeds));
        }

        private static List<Node> wanted(PyTorchCase one, List<Input> inputs, boolean ofGradients) {
            Node op = one.build(inputs);
            if (!ofGradients) {
                return List.of(op);
            }
            Gradients gradients = Gradients.of(op, Constant.of(one.upstream()));
            List<Node> wanted = new ArrayList<>();
            for (int k = 0; k < inputs.size(); k++) {
                if (one.isDifferentiated(k)) {
                    wanted.add(gradients.wrt(inputs.get(k)));
                }
            }
            return wanted;
        }

        /** The same with inputs that single precision has. */
        Cases rounded() {
            Map<Input, Tensor> floats = new LinkedHashMap<>();
            feeds.forEach((input, value) -> floats.put(input, value.map(number -> (float) number)));
            return new Cases(graph, floats);
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

    private interface Check {
        void of(String op, Cases cases) throws Exception;
    }

    /** The values, and then the gradients, of this number of cases of each op. */
    private static Stream<DynamicTest> everyOp(int most, Predicate<PyTorchCase> which, Check check) {
        return CASES.entrySet().stream()
                .map(op -> DynamicTest.dynamicTest(op.getKey(), () -> {
                    List<PyTorchCase> cases =
                            op.getValue().stream().filter(which).limit(most).toList();
                    for (boolean ofGradients : new boolean[] {false, true}) {
                        Optional<Cases> all = Cases.of(cases, ofGradients);
                        if (all.isPresent()) {
                            check.of(op.getKey(), all.get());
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> onnxRuntimeAgreesOnAFewCases() {
        return everyOp(FEW, one -> true, OnnxOpsTest::compareDoubles);
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> onnxRuntimeAgreesInDoublePrecision() {
        return everyOp(Integer.MAX_VALUE, one -> true, OnnxOpsTest::compareDoubles);
    }

    private static void compareDoubles(String op, Cases cases) throws Exception {
        compare(
                cases,
                OnnxExport.of(cases.graph).toBytes(),
                SIGMOIDS.contains(op) ? Close::assertDoubleOfSigmoids : Close::assertDouble);
    }

    /** Of moderate numbers: single precision has no others, and rounds the inputs. */
    @TestFactory
    @Tag("long")
    Stream<DynamicTest> onnxRuntimeAgreesInSinglePrecision() {
        return everyOp(
                Integer.MAX_VALUE,
                OnnxOpsTest::isModerate,
                (op, cases) -> compare(
                        cases.rounded(),
                        OnnxExport.of(cases.graph).float32().toBytes(),
                        SIGMOIDS.contains(op) ? Close::assertSingleOfSigmoids : Close::assertSingle));
    }

    private static boolean isModerate(PyTorchCase one) {
        return Stream.concat(one.inputs().stream(), Stream.of(one.upstream(), one.value()))
                .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
                .map(Math::abs)
                .allMatch(number -> number == 0 || number > 1e-3 && number < 1e3);
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> whatIsWrittenIsReadAgain() {
        return everyOp(Integer.MAX_VALUE, one -> true, (op, cases) -> {
            OnnxModel model = OnnxModel.of("op.onnx", OnnxExport.of(cases.graph).toBytes(), Map.of());
            Evaluator evaluator = Evaluator.of(model.graph());
            model.graph()
                    .inputs()
                    .forEach(input -> evaluator.feed(input, cases.named().get(input.label())));
            List<Tensor> expected = cases.values();
            List<Node> outputs = List.copyOf(model.outputs().values());
            for (int i = 0; i < expected.size(); i++) {
                Close.assertDouble(evaluator.value(outputs.get(i)), expected.get(i), "output " + i);
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

    /** onnx.checker's full check, with inference of all shapes. */
    @Test
    @Tag("long")
    void onnxCheckerAcceptsAllFiles(@TempDir Path folder) throws Exception {
        for (Map.Entry<String, List<PyTorchCase>> op : CASES.entrySet()) {
            for (boolean ofGradients : new boolean[] {false, true}) {
                Optional<Cases> cases = Cases.of(op.getValue(), ofGradients);
                if (cases.isPresent()) {
                    OnnxExport export = OnnxExport.of(cases.get().graph);
                    String name = op.getKey() + (ofGradients ? "-gradients" : "");
                    export.write(folder.resolve(name + ".onnx"));
                    export.float32().write(folder.resolve(name + "-float32.onnx"));
                }
            }
        }
        assertThat(OnnxChecker.faults(folder)).isEmpty();
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

    @Test
    void anOpThatIsRefusedIsNamed() {
        Op op = SampleOps.of("Lu");
        assertThatThrownBy(() -> OnnxExport.of(Graph.of(op.sum())).toBytes())
                .isInstanceOf(OnnxException.class)
                .hasMessage("The node " + op.describe()
                        + " cannot be written: ONNX has no operator for Lu, nor is it composed of others");
    }

    @Test
    void everyOpIsThere() {
        Set<String> names = new TreeSet<>(CASES.keySet());
        names.addAll(WITHOUT_CASES);
        assertThat(names).isEqualTo(SampleOps.names());
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
        CASES.keySet().forEach(name -> samples.put(name, Sample.of(name)));
        WITHOUT_CASES.forEach(name -> samples.put(name, Sample.of(name)));
        long written = samples.values().stream()
                .filter(sample -> sample.value.isPresent())
                .count();
        StringBuilder page = new StringBuilder("""
                # Ops and ONNX's operators

                %d of the %d ops can be written to an ONNX file. The table says as which operators an example of each is written, and
                whether its gradient is, too: Constant and Cast aside. Where float32 is written otherwise, it says so. Generated by
                `OnnxOpsTest`, which compares all of them with ONNX Runtime. [How to write and read files](14-onnx.md).

                | op | written as | in float32 | gradient |
                |---|---|---|---|
                """.formatted(written, samples.size()));
        samples.forEach((name, sample) -> {
            String value = text(sample.value);
            String single = text(sample.single);
            String gradient = sample.gradient.isPresent() ? "yes" : sample.hasGradient ? "no" : "none";
            page.append(
                    "| `%s` | %s | %s | %s |\n".formatted(name, value, single.equals(value) ? "" : single, gradient));
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
