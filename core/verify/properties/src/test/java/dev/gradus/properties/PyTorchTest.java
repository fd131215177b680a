package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and gradients of every op beside those of PyTorch's float64, which {@code src/test/python/pytorch_golden.py}
 * wrote down.
 */
class PyTorchTest {
    /** Both round differently: sums in another order, functions within their last digits. */
    private static final double RTOL = 1e-12;

    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        Map<String, List<PyTorchCase>> byOp = new LinkedHashMap<>();
        PyTorchCase.all()
                .forEach(one ->
                        byOp.computeIfAbsent(one.op(), op -> new ArrayList<>()).add(one));
        return byOp.entrySet().stream()
                .map(op -> DynamicTest.dynamicTest(op.getKey(), () -> {
                    assertThat(op.getValue()).hasSizeGreaterThanOrEqualTo(10);
                    op.getValue().forEach(PyTorchTest::check);
                }));
    }

    private static void check(PyTorchCase expected) {
        check(expected, expected::build);
    }

    /** The function of inputs of the case's shapes has its value and its gradients. */
    static void check(PyTorchCase expected, Function<List<Input>, Node> function) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < expected.inputs().size(); i++) {
            inputs.add(Input.of("x" + i, expected.inputs().get(i).shape()));
        }
        Node op = function.apply(inputs);
        Evaluator evaluator = Evaluator.of(Graph.of(op));
        for (int i = 0; i < inputs.size(); i++) {
            evaluator.feed(inputs.get(i), expected.inputs().get(i));
        }
        assertClose(evaluator.value(op), expected.value(), expected, "value");
        Gradients gradients = Gradients.of(op, Constant.of(expected.upstream()));
        for (int i = 0; i < inputs.size(); i++) {
            Tensor none = Tensor.zeros(inputs.get(i).shape());
            if (expected.isDifferentiated(i)) {
                assertClose(
                        evaluator.value(gradients.wrt(inputs.get(i))),
                        expected.gradients().get(i).orElse(none),
                        expected,
                        "gradient of input " + i);
            }
        }
    }

    /**
     * Small numbers next to large ones of the same tensor may be what is left of a cancellation. So may the slopes of
     * saturated sigmoids and tangents, in both libraries: 1 − σ is a multiple of 2⁻⁵³.
     */
    private static void assertClose(Tensor actual, Tensor expected, PyTorchCase one, String what) {
        double largest = Arrays.stream(expected.toArray())
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double saturated = Set.of("Sigmoid", "Tanh").contains(one.op()) ? 1e-15 : 0;
        double atol = Math.max(Math.min(RTOL * largest, RTOL), saturated);
        assertThat(actual.difference(expected).within(RTOL, atol))
                .as(() -> one + ", " + what + ": " + actual.difference(expected) + "\n" + actual + "\n" + expected)
                .isTrue();
    }
}
