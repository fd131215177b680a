package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of some leaves, with which formulas and their derivatives are evaluated. */
public final class DerivativesAt {
    /** The step of a five-point stencil, whose error grows with the fourth power. */
    private static final double STEP = 1.0 / 1024;

    private final Map<Leaf, Tensor> point;

    private DerivativesAt(Map<Leaf, Tensor> point) {
        this.point = point;
    }

    /** Creates an evaluation at these values of inputs and parameters. */
    public static DerivativesAt at(Map<? extends Leaf, Tensor> point) {
        return new DerivativesAt(Map.copyOf(point));
    }

    /** Returns the value of a formula. */
    public Tensor value(Node node) {
        List<Node> outputs = new ArrayList<>(point.keySet());
        outputs.add(node);
        Graph graph = Graph.of(outputs);
        Parameters parameters = Parameters.of(graph);
        Evaluator evaluator = Evaluator.of(graph, parameters);
        point.forEach((leaf, value) -> {
            if (leaf instanceof Input input) {
                evaluator.feed(input, value);
            } else if (leaf instanceof Parameter parameter) {
                parameters.set(parameter, value);
            }
        });
        return evaluator.value(node);
    }

    /** Returns the gradient computed by the rules. */
    public Tensor gradient(Node j, Node wrt) {
        return value(Gradients.of(j).wrt(wrt));
    }

    /**
     * Asserts that derivatives up to this order, including mixed ones, each computed by differentiating the previous
     * formula, equal differences.
     */
    public void assertRight(int orders, Node j, Leaf... wrt) {
        for (Leaf leaf : orders == 0 ? new Leaf[0] : wrt) {
            Node gradient = Gradients.of(j).wrt(leaf);
            double[] actual = value(gradient).toArray();
            for (int i = 0; i < actual.length; i++) {
                double expected = difference(j, leaf, i);
                assertThat(actual[i])
                        .as("∂(%s)/∂%s, element %d", j.expression(), leaf.label(), i)
                        .isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
            }
            assertRight(orders - 1, weighted(gradient), wrt);
        }
    }

    private double difference(Node j, Leaf leaf, int element) {
        double near =
                moved(leaf, element, STEP).of(j) - moved(leaf, element, -STEP).of(j);
        double far = moved(leaf, element, 2 * STEP).of(j)
                - moved(leaf, element, -2 * STEP).of(j);
        return (8 * near - far) / (12 * STEP);
    }

    private double of(Node j) {
        return value(j).item();
    }

    private DerivativesAt moved(Leaf leaf, int element, double step) {
        Tensor at = point.getOrDefault(leaf, Tensor.scalar(0));
        double[] values = at.toArray();
        values[element] += step;
        Map<Leaf, Tensor> moved = new HashMap<>(point);
        moved.put(leaf, Tensor.of(at.shape(), values));
        return new DerivativesAt(moved);
    }

    /** Returns a number that depends differently on each element. */
    private static Node weighted(Node node) {
        return node.multiply(Constant.of(Tensor.generate(node.shape(), i -> (i * 7 + 3) % 11 / 4.0 - 1)))
                .sum();
    }
}
