package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Loop;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each op of a lifted graph has the line of this file that computes it, and those of the calls. */
class PlacesTest {
    private static final double[] X = {0, 1, 2, 3, 4};
    private static final double[] Y = {0, 0, 1, 1, 1};

    private final List<String> source = Files.readAllLines(Path.of("src/test/java/dev/gradus/lift/PlacesTest.java"));

    PlacesTest() throws IOException {}

    private static double loss(double[] w) {
        double sum = 0;
        for (int i = 0; i < X.length; i++) {
            double error = sigmoid(w[0] * X[i] + w[1]) - Y[i];
            sum += error * error;
        }
        return Math.sqrt(sum);
    }

    private static double sigmoid(double z) {
        double power = Math.exp(-z);
        return 1 / (1 + power);
    }

    @Test
    void opsHaveTheLinesOfTheirInstructions() {
        Lifted f = Lift.of(PlacesTest::loss);
        Node J = f.on(Parameter.of("w", Tensor.of(0.5, -1)));
        Map<String, List<String>> lines = Map.of(
                "Exp", List.of("double power = Math.exp(-z);", "double error = sigmoid(w[0] * X[i] + w[1]) - Y[i];"),
                "Sqrt", List.of("return Math.sqrt(sum);"),
                "CumulativeSum", List.of("sum += error * error;"));
        List<String> found = new ArrayList<>();
        for (Node node : TopologicalOrder.of(List.of(J))) {
            if (node instanceof Op op) {
                assertThat(f.places()).containsKey(op);
                assertThat(lines(f.places().get(op))).isNotEmpty().allMatch(line -> line.matches(".*[=;]"));
                if (lines.containsKey(op.name())) {
                    assertThat(lines(f.places().get(op))).as(op.name()).isEqualTo(lines.get(op.name()));
                    found.add(op.name());
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(lines.keySet());
        assertThat(f.places().get(J).get(0).toString())
                .matches("dev\\.gradus\\.lift\\.PlacesTest\\.loss\\(PlacesTest\\.java:\\d+\\)");
    }

    private List<String> lines(List<StackTraceElement> places) {
        return places.stream()
                .map(place -> source.get(place.getLineNumber() - 1).strip())
                .toList();
    }

    private static double logistic(double rate) {
        double x = 0.5;
        for (int i = 0; i < 50; i++) {
            double rest = 1 - x;
            x = rate * x * rest;
        }
        return x;
    }

    @Test
    void loopHasAllLinesOfItsStepAndEachOpOfTheStepItsOwn() {
        Lifted f = Lift.of(PlacesTest::logistic);
        Node x = f.on(Parameter.of("rate", Tensor.scalar(3)));
        Loop loop = (Loop) TopologicalOrder.of(List.of(x)).stream()
                .filter(node -> node instanceof Loop)
                .findFirst()
                .orElseThrow();
        assertThat(lines(f.places().get(loop)))
                .containsExactlyInAnyOrder("double rest = 1 - x;", "x = rate * x * rest;");
        for (Node node : loop.body().nodes()) {
            if (node instanceof Op op) {
                assertThat(lines(f.places().get(op)))
                        .as(op.name())
                        .containsExactly(
                                op.name().startsWith("Multiply") ? "x = rate * x * rest;" : "double rest = 1 - x;");
            }
        }
    }

    @Test
    void nodesOfTheUserHaveNoPlace() {
        Lifted f = Lift.of(PlacesTest::loss);
        Node w = Parameter.of("v", Tensor.of(0.5, -1)).exp();
        Node J = f.on(w);
        assertThat(f.places()).containsKey(J).doesNotContainKey(w);
    }
}
