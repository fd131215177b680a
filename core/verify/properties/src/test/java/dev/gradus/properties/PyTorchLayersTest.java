package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Losses and layers' functions beside PyTorch's float64: values, gradients, and a second derivative of each, which {@code
 * src/test/python/pytorch_layers.py} wrote down.
 */
class PyTorchLayersTest {
    /** Sums run in another order, and a second derivative is made of differences. */
    private static final double RTOL = 1e-12;

    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        Map<String, List<PyTorchCase>> byFunction = new LinkedHashMap<>();
        PyTorchCase.in("pytorch-layers.txt")
                .forEach(one -> byFunction
                        .computeIfAbsent(one.op(), op -> new ArrayList<>())
                        .add(one));
        return byFunction.entrySet().stream()
                .map(function -> DynamicTest.dynamicTest(
                        function.getKey(), () -> function.getValue().forEach(PyTorchLayersTest::check)));
    }

    private static void check(PyTorchCase expected) {
        List<Parameter> inputs = new ArrayList<>();
        for (Tensor input : expected.inputs()) {
            inputs.add(Parameter.of("x" + inputs.size(), input));
        }
        Node value = expected.attributes().containsKey("second")
                ? secondDerivative(expected, inputs)
                : LayerFunctions.build(expected, inputs);
        Gradients gradients = Gradients.of(value, Constant.of(expected.upstream()));
        List<Node> outputs = new ArrayList<>(List.of(value));
        List<Tensor> figures = new ArrayList<>(List.of(expected.value()));
        for (int i = 0; i < inputs.size(); i++) {
            Optional<Tensor> gradient = expected.gradients().get(i);
            if (gradient.isPresent()) { // PyTorch takes weights of losses for constants
                outputs.add(gradients.wrt(inputs.get(i)));
                figures.add(gradient.get());
            }
        }
        Run run = Run.of(Graph.of(outputs));
        run.forward();
        for (int i = 0; i < outputs.size(); i++) {
            assertClose(run.value(outputs.get(i)), figures.get(i), expected + (i == 0 ? ", value" : ", gradient " + i));
        }
    }

    /** Σ c · gradient for the upstream gradient u, a node that is differentiated again. */
    private static Node secondDerivative(PyTorchCase expected, List<Parameter> inputs) {
        int count = expected.integer("second");
        Node function = LayerFunctions.build(expected, inputs.subList(0, count));
        Gradients gradients = Gradients.of(function, inputs.get(count));
        Node sum = Constant.of(0);
        int direction = count + 1;
        for (int real : expected.integers("reals")) {
            Node c = inputs.get(direction++);
            sum = sum.add(gradients.wrt(inputs.get(real)).multiply(c).sum());
        }
        return sum;
    }

    /** Small numbers next to large ones of the same tensor may be what is left of a cancellation. */
    private static void assertClose(Tensor actual, Tensor expected, String what) {
        double largest = Arrays.stream(expected.toArray()).map(Math::abs).max().orElse(0);
        assertThat(actual.difference(expected).within(RTOL, RTOL * Math.max(largest, 1)))
                .as(() -> what + ": " + actual.difference(expected) + "\n" + actual + "\n" + expected)
                .isTrue();
    }
}
