package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Three derivatives of every function that docs/operations.md counts, each the numerical derivative of the one before, along
 * a random direction. The objective is Σ w sin ½ f(x), so that linear functions have second derivatives too.
 */
class FunctionDerivativesTest {
    private static final int ORDERS = 3;
    private static final int POINTS = 8;
    private static final double RTOL = 1e-8;

    @TestFactory
    Stream<DynamicTest> eachIsTheSlopeOfTheOneBefore() {
        return names().map(name -> DynamicTest.dynamicTest(name, () -> {
            FunctionSample sample = FunctionSamples.all().get(name);
            double[] largest = new double[ORDERS];
            for (int point = 0; point < POINTS; point++) {
                double[] magnitudes = check(sample, new Random(31L * name.hashCode() + point));
                Arrays.setAll(largest, order -> Math.max(largest[order], magnitudes[order]));
            }
            for (double magnitude : largest) {
                assertThat(magnitude)
                        .as("a function whose derivatives are 0 everywhere")
                        .isPositive();
            }
        }));
    }

    /** Some functions have two names and two samples, as they are computed in two ways. */
    private static Stream<String> names() {
        return FunctionTable.counted().stream()
                .flatMap(row -> row.names().stream())
                .filter(FunctionSamples.all()::containsKey);
    }

    /** Returns the magnitude of each derivative. */
    private static double[] check(FunctionSample sample, Random random) {
        List<Input> inputs = sample.inputs();
        List<Tensor> at =
                sample.operands().stream().map(operand -> operand.draw(random)).toList();
        List<double[]> direction = sample.directions(random);
        double[] room = sample.room(at, direction);
        Node derivative = objective(sample.function().apply(inputs), random);
        double[] magnitudes = new double[ORDERS];
        for (int order = 1; order <= ORDERS; order++) {
            Node before = derivative;
            Evaluator evaluator = Evaluator.of(Graph.of(List.of(before)));
            Estimate slope = NumericalDerivative.of(
                    t -> value(evaluator, before, inputs, at, direction, t), 0, room[0], room[1]);
            List<Node> gradients = gradients(before, sample, inputs);
            double[] terms = terms(gradients, inputs, at, direction);
            double exact = Arrays.stream(terms).sum();
            double scale = Arrays.stream(terms).map(Math::abs).sum();
            assertThat(slope.judge(exact, RTOL, scale))
                    .as(
                            "order %d at %s along %s: %s, numerically %s",
                            order, at, direction.stream().map(Arrays::toString).toList(), exact, slope)
                    .isEqualTo(Verdict.PASS);
            magnitudes[order - 1] = scale;
            derivative = along(gradients, direction);
        }
        return magnitudes;
    }

    private static Node objective(List<Node> values, Random random) {
        return values.stream()
                .map(value -> value.multiply(0.5)
                        .sin()
                        .multiply(Constant.of(weights(value, random)))
                        .sum())
                .map(Node.class::cast)
                .reduce(Node::add)
                .orElseThrow();
    }

    private static Tensor weights(Node value, Random random) {
        return Tensor.of(
                value.shape(),
                random.doubles(value.shape().elements(), 0.5, 1.5).toArray());
    }

    /** The gradient by each operand; zeros by what is given. */
    private static List<Node> gradients(Node of, FunctionSample sample, List<Input> inputs) {
        Gradients gradients = Gradients.of(of);
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            all.add(
                    sample.operands().get(i).isVariable()
                            ? gradients.wrt(inputs.get(i))
                            : Constant.of(Tensor.zeros(inputs.get(i).shape())));
        }
        return all;
    }

    /** The slope along the direction. */
    private static Node along(List<Node> gradients, List<double[]> direction) {
        Node slope = Constant.of(0);
        for (int i = 0; i < gradients.size(); i++) {
            Tensor v = Tensor.of(gradients.get(i).shape(), direction.get(i));
            slope = slope.add(gradients.get(i).multiply(Constant.of(v)).sum());
        }
        return slope;
    }

    /** What the slope along the direction is the sum of. */
    private static double[] terms(List<Node> gradients, List<Input> inputs, List<Tensor> at, List<double[]> direction) {
        Evaluator evaluator = Evaluator.of(Graph.of(gradients));
        feed(evaluator, inputs, at);
        return IntStream.range(0, gradients.size())
                .boxed()
                .flatMapToDouble(i -> {
                    double[] gradient = evaluator.value(gradients.get(i)).toArray();
                    return IntStream.range(0, gradient.length)
                            .mapToDouble(k -> gradient[k] * direction.get(i)[k]);
                })
                .toArray();
    }

    private static double value(
            Evaluator evaluator, Node node, List<Input> inputs, List<Tensor> at, List<double[]> direction, double t) {
        List<Tensor> moved = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            Tensor x = at.get(i);
            double[] v = direction.get(i);
            moved.add(Tensor.generate(x.shape(), place -> x.toArray()[place] + t * v[place]));
        }
        feed(evaluator, inputs, moved);
        return evaluator.value(node).item();
    }

    private static void feed(Evaluator evaluator, List<Input> inputs, List<Tensor> values) {
        for (int i = 0; i < inputs.size(); i++) {
            if (evaluator.graph().inputs().contains(inputs.get(i))) {
                evaluator.feed(inputs.get(i), values.get(i));
            }
        }
    }
}
