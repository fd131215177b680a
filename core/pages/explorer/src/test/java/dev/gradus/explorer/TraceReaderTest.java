package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.explain.Explanation;
import dev.gradus.explain.TraceJson;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traces that are read back, and five that PyTorch wrote: {@code src/test/python/pytorch_traces.py} makes them with {@code
 * gradus_trace.py}, which users have.
 */
class TraceReaderTest {
    private static final double RTOL = 1e-12;

    static final List<String> OF_PYTORCH =
            List.of("and-layer", "two-layers", "penalised-logistic-regression", "attention", "recurrence");

    static String ofPyTorch(String name) {
        try (InputStream in =
                Objects.requireNonNull(TraceReaderTest.class.getResourceAsStream("pytorch/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> ourOwnTraceIsReadAsItWas() {
        Map<String, Trace> traces = new LinkedHashMap<>();
        traces.put("lesson", Trace.of(Examples.lesson()));
        traces.put("two layers", Trace.of(Examples.twoLayers()));
        traces.put("fan-out", Trace.of(Examples.fanOut()));
        traces.put("recurrent", Trace.of(Examples.recurrent(3)));
        traces.put("deep", Trace.of(Examples.deep(6, 5)));
        traces.put("forward alone", forward());
        return traces.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    String json = TraceJson.of(each.getValue());
                    TraceReader read = TraceReader.of(json);
                    assertThat(TraceJson.of(read.trace())).isEqualTo(json);
                    assertThat(read.foreignOps()).isEmpty();
                    assertThat(read.largestDifference()).isZero();
                    assertThat(Explorer.of(read.trace()).html())
                            .isEqualTo(Explorer.of(each.getValue()).html());
                }));
    }

    private static Trace forward() {
        Input x = Input.of("x", 3), v = Input.of("v", 3);
        Node y = x.sin().multiply(x).named("y");
        Node tangent = Tangents.of(y).along(x, v).named("ẏ");
        return Trace.forward(
                Evaluator.of(Graph.of(y, tangent)).feed(x, Tensor.of(1.0, 2, 3)).feed(v, Tensor.of(1.0, 0, 2)));
    }

    @Test
    void anOptimizersStepsAreLeftOut() {
        Run run = Examples.lesson();
        Trace read =
                TraceReader.of(TraceJson.of(GradientDescent.of(1).trace(run))).trace();
        assertThat(read.steps()).isNotEmpty().noneMatch(step -> step.phase() == Phase.UPDATE);
    }

    /** An op that only its user has. */
    private static final class Cube extends UnaryOp {
        Cube(Node x) {
            super(x, Cube::new);
        }

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().square().multiply(3)));
        }
    }

    private static Trace cubes() {
        Parameter w = Parameter.of("w", Tensor.of(1.5, -2));
        Parameter c = Parameter.of("c", Tensor.of(0.5));
        return Trace.of(Run.of(Graph.of(
                new Cube(w.multiply(c).named("u")).named("q").add(w).sum().named("J"))));
    }

    @Test
    void aForeignOpIsABoxWithItsNumbers() {
        Trace trace = cubes();
        TraceReader read = TraceReader.of(TraceJson.of(trace));
        assertThat(read.foreignOps()).containsExactly("Cube");
        assertThat(byName(read.trace())).isEqualTo(byName(trace));
        assertThat(Explorer.of(read.trace()).html()).contains("Cube");
    }

    @Test
    void anOpWhoseRuleGivesOtherNumbersIsForeign() {
        String json = TraceJson.of(cubes()).replace("\"op\":\"Cube\"", "\"op\":\"Square\"");
        TraceReader read = TraceReader.of(json);
        assertThat(read.foreignOps()).containsExactly("Square");
        assertThat(byName(read.trace())).isEqualTo(byName(cubes()));
    }

    private static Map<String, Tensor> byName(Trace trace) {
        Map<String, Tensor> numbers = new LinkedHashMap<>();
        trace.graph().nodes().forEach(node -> {
            if (node.isNamed()) {
                numbers.put(node.label(), trace.value(node));
            }
        });
        trace.gradients().forEach((node, gradient) -> {
            if (node.isNamed()) {
                numbers.put("∂/∂" + node.label(), trace.value(gradient));
            }
        });
        return numbers;
    }

    @TestFactory
    Stream<DynamicTest> numbersOfPyTorchAreThoseOfTheSameModelHere() {
        Map<String, Trace> own = new LinkedHashMap<>();
        own.put("and-layer", Trace.of(Examples.lesson()));
        own.put("two-layers", twoLayers());
        own.put("penalised-logistic-regression", penalisedLogisticRegression());
        own.put("attention", attention());
        own.put("recurrence", recurrence());
        assertThat(own.keySet()).containsExactlyElementsOf(OF_PYTORCH);
        return own.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    TraceReader read = TraceReader.of(ofPyTorch(each.getKey()));
                    Map<String, Tensor> theirs = byName(read.trace());
                    Map<String, Tensor> ours = byName(each.getValue());
                    assertThat(theirs.keySet()).containsExactlyInAnyOrderElementsOf(ours.keySet());
                    ours.forEach((name, tensor) -> assertThat(
                                    theirs.get(name).difference(tensor).within(RTOL, RTOL))
                            .as("%s: %s", name, theirs.get(name).difference(tensor))
                            .isTrue());
                    assertThat(read.foreignOps()).isEmpty();
                    assertThat(read.largestDifference()).isLessThan(RTOL);
                    assertThat(read.writtenBy()).startsWith("PyTorch ");
                }));
    }

    private static Parameter parameter(String name, double factor, int... sizes) {
        return Parameter.of(name, Examples.wave(Shape.of(sizes)).map(value -> factor * value));
    }

    /** PyTorch stores the weights of a linear layer transposed. */
    private static Node linear(Node x, String name, double factor, int out, int in) {
        return x.matMul(parameter(name + "weight", factor, out, in).transpose())
                .add(parameter(name + "bias", factor, out));
    }

    private static Trace trace(Node J, Map<Input, Tensor> feeds) {
        Run run = Run.of(Graph.of(J.named("J")));
        feeds.forEach(run::feed);
        return Trace.of(run);
    }

    private static Trace twoLayers() {
        Input x = Input.of("x", 5, 3), y = Input.of("y", 5);
        Node h = linear(x, "first.", 0.5, 4, 3).relu().named("h");
        Node z = linear(h, "second.", 0.5, 3, 4).named("z");
        return trace(new CrossEntropyLoss(z, y), Map.of(x, Examples.wave(Shape.of(5, 3)), y, Tensor.of(0, 2, 1, 1, 0)));
    }

    private static Trace penalisedLogisticRegression() {
        Input x = Input.of("x", 6, 3), y = Input.of("y", 6, 1);
        Parameter w = parameter("weight", 1, 1, 3);
        Node z = x.matMul(w.transpose()).add(parameter("bias", 1, 1)).named("z");
        Node fit = new BinaryCrossEntropyLoss(z, y).named("fit");
        return trace(
                fit.add(w.square().sum().multiply(0.01)),
                Map.of(x, Examples.wave(Shape.of(6, 3)), y, Tensor.of(Shape.of(6, 1), 1, 0, 1, 1, 0, 0)));
    }

    private static Trace attention() {
        Input x = Input.of("x", 2, 3, 4);
        Node flat = x.reshape(6, 4);
        List<Node> made = new ArrayList<>();
        for (String name : List.of("q", "k", "v")) {
            Parameter w = parameter(name.toUpperCase(Locale.ROOT) + ".weight", 0.5, 4, 4);
            made.add(flat.matMul(w.transpose()).reshape(2, 3, 4).named(name));
        }
        Node scores = made.get(0).batchMatMul(made.get(1).transpose(0, 2, 1)).divide(2);
        Node p = scores.softmax(2).named("p");
        return trace(p.batchMatMul(made.get(2)).square().mean(), Map.of(x, Examples.wave(Shape.of(2, 3, 4))));
    }

    private static Trace recurrence() {
        Parameter w = parameter("W", 0.5, 3, 3), u = parameter("U", 0.5, 2, 3), b = parameter("b", 0.5, 1, 3);
        Map<Input, Tensor> feeds = new LinkedHashMap<>();
        Input start = Input.of("h_0", 4, 3);
        feeds.put(start, Examples.wave(Shape.of(4, 3)));
        Node h = start;
        for (int t = 1; t <= 3; t++) {
            int factor = t;
            Input x = Input.of("x_" + t, 4, 2);
            feeds.put(x, Examples.wave(Shape.of(4, 2)).map(value -> StrictMath.cos(factor * value)));
            h = h.matMul(w).add(x.matMul(u)).add(b).tanh().named("h_" + t);
        }
        return trace(h.multiply(h).sum(), feeds);
    }

    /** The page shows PyTorch's numbers, and its own script can compute every op anew from them. */
    @Test
    void stepsHaveTheNumbersThatWereWritten() {
        for (String name : OF_PYTORCH) {
            Trace trace = TraceReader.of(ofPyTorch(name)).trace();
            for (Step step : trace.steps()) {
                assertThat(step.value()).isEqualTo(trace.value(step.result()));
            }
            assertThat(TraceJson.of(TraceReader.of(TraceJson.of(trace)).trace()))
                    .isEqualTo(TraceJson.of(trace));
        }
    }

    @Test
    void mainWritesThePage(@TempDir Path folder) throws IOException {
        Path trace = Files.writeString(folder.resolve("trace.json"), ofPyTorch("and-layer"));
        Path page = folder.resolve("page.html");
        TraceReader.main(trace.toString(), page.toString(), "A layer of PyTorch");
        assertThat(Files.readString(page)).contains("<title>A layer of PyTorch: step by step, numbers by PyTorch ");
        assertThatThrownBy(() -> TraceReader.main(trace.toString())).hasMessageContaining("the file of the page");
    }

    @Test
    void whatIsNoTraceIsRefusedWithTheReason() {
        refused("[1]", "must be an object");
        refused("{\"format\":\"other\",\"version\":1}", "no trace of version 1");
        refused("{\"format\":\"gradus-trace\",\"version\":2}", "no trace of version 1");
        String json = TraceJson.of(Trace.of(Examples.lesson()));
        refused(
                json.replace("\"kind\":\"parameter\"", "\"kind\":\"weight\""),
                "must be input, parameter, constant or op");
        refused(json.replace("\"phase\":\"SEED\"", "\"phase\":\"SOWN\""), "step of phase 'SOWN'");
        refused(
                json.replace("\"value\":[0,0,0,1,1,0,1,1]", "\"value\":[0,0]"),
                "2 numbers for the node 0 ('x') of shape");
        refused(json.replace("\"value\":[0,0,0,1,1,0,1,1]", "\"other\":0"), "lacks the numbers of the node 0 ('x')");
        refused(json.replace("\"objective\":", "\"objective\":9"), "a node 9");
        refused(json.replace("\"id\":1,", "\"id\":0,"), "two nodes 0");
        refused(json.replace("\"id\":1,", "\"id\":-1,"), "negative id -1");
        refused(json.replace("\"input\":1", "\"input\":-1"), "negative input -1");
        refused(
                json.replace("\"version\":1,", "\"version\":1,\"precision\":\"NaN\","),
                "'precision' must be an integer");
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> TraceReader.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void itsMathematicsIsThatOfTheSameModelHere() {
        assertThat(Explanation.of(TraceReader.of(ofPyTorch("two-layers")).trace())
                        .text())
                .isEqualTo(Explanation.of(twoLayers()).text());
    }
}
