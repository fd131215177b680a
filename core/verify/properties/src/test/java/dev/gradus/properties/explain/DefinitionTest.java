package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.Softplus;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What an op is said to be in simpler words is what it computes. */
class DefinitionTest {
    private static final Node Z = Constant.of("z", Tensor.generate(Shape.of(3, 2), i -> 0.7 * i - 1.6));
    private static final Node Y = Constant.of("y", Tensor.generate(Shape.of(3, 2), i -> i % 2 == 0 ? 0.25 : 0.75));
    private static final Node LABELS = Constant.of("labels", Tensor.of(new double[] {0, 1, 1}));

    @TestFactory
    Stream<DynamicTest> definitionsHold() {
        List<Op> ops = List.of(
                new Sigmoid(Z),
                new Softplus(Z),
                new MseLoss(Z, Y),
                new L1Loss(Z, Y),
                new BinaryCrossEntropyLoss(Z, Y),
                new CrossEntropyLoss(Z, Y),
                new CrossEntropyLoss(Z, LABELS));
        return ops.stream()
                .map(op -> DynamicTest.dynamicTest(op.describe(), () -> {
                    Node definition = op.definition().orElseThrow();
                    Evaluator numbers = Evaluator.of(Graph.of(op, definition));
                    double[] expected = numbers.value(op).toArray();
                    double[] actual = numbers.value(definition).toArray();
                    assertThat(actual).hasSameSizeAs(expected);
                    for (int i = 0; i < actual.length; i++) {
                        assertThat(actual[i]).isCloseTo(expected[i], within(1e-14));
                    }
                }));
    }
}
