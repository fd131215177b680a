package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.properties.FunctionSample.Operand;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The gradients of a function take at most five times its own work, as Griewank proves for reverse mode ("On automatic
 * differentiation", in Mathematical Programming, 1989). The plain evaluator's operations are counted, and no clock is asked.
 * The elements of arguments and results count as work of the function, even if it moves none of them.
 */
class CostTest {
    private static final double BOUND = 5;

    /** Functions whose gradients take more, with what they may take instead. */
    private static final Map<String, Double> MORE = Map.of(
            // A slope beside the kink must not multiply an infinite upstream gradient by 0 at the kink: two
            // comparisons.
            "Node.abs", 6.0,
            // Their derivatives are special functions of their own: a quadrature, and a sum of powers.
            "Functions.sinc", 7.0,
            "Functions.digamma", 20.0,
            // The exponential of a matrix of 2n rows: eight times its products.
            "LinearAlgebra.matrixExponential", 7.0,
            "matrixExponential of 24 rows", 9.0,
            // n³/3 and 2n³/3 forward; backward has products and solutions with all n columns.
            "LinearAlgebra.lu", 6.0,
            "lu of 24 rows", 8.5,
            "cholesky of 24 rows", 9.5);

    @Test
    @SuppressWarnings("unchecked") // what another class loader loaded is this class's by name alone
    void gradientsTakeAtMostFiveTimesTheWorkOfTheirFunction() throws ReflectiveOperationException {
        Map<String, Double> ratios = ((Supplier<Map<String, Double>>) new CountingLoader()
                        .loadClass(Ratios.class.getName())
                        .getConstructor()
                        .newInstance())
                .get();

        assertThat(ratios).hasSizeGreaterThan(300);
        ratios.forEach((name, ratio) -> {
            if (MORE.containsKey(name)) {
                assertThat(ratio).as(name).isBetween(BOUND, MORE.get(name));
            } else {
                assertThat(ratio).as(name).isLessThanOrEqualTo(BOUND);
            }
        });
    }

    /** The work of each function's gradients divided by its own, as far as this class's loader counts it. */
    public static final class Ratios implements Supplier<Map<String, Double>> {
        private static final int POINTS = 16;
        private static final int ROWS = 24;

        @Override
        public Map<String, Double> get() {
            Map<String, FunctionSample> samples = new TreeMap<>(FunctionSamples.all());
            matrices(samples, "cholesky", LinearAlgebra::cholesky);
            matrices(samples, "lu", LinearAlgebra::lu);
            matrices(samples, "qr", LinearAlgebra::qr);
            matrices(samples, "inv", LinearAlgebra::inv);
            matrices(samples, "det", LinearAlgebra::det);
            matrices(samples, "eigh", LinearAlgebra::eigh);
            matrices(samples, "svd", LinearAlgebra::svd);
            matrices(samples, "matrixExponential", LinearAlgebra::matrixExponential);
            matrices(samples, "matMul", a -> a.matMul(a.transpose()));
            Map<String, Double> ratios = new TreeMap<>();
            samples.forEach((name, sample) -> ratios.put(name, ratio(name, sample)));
            return ratios;
        }

        /** Symmetric matrices with a dominant diagonal. */
        private static void matrices(Map<String, FunctionSample> samples, String name, Function<Node, Node> function) {
            Operand a = new Operand(
                    "a",
                    Shape.of(ROWS, ROWS),
                    (shape, random) -> IntStream.range(0, ROWS * ROWS)
                            .mapToDouble(i -> i / ROWS == i % ROWS
                                    ? random.nextDouble(ROWS, 2 * ROWS)
                                    : 1.0 / (1 + i / ROWS + i % ROWS))
                            .toArray(),
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    true);
            samples.put(
                    name + " of " + ROWS + " rows",
                    new FunctionSample(List.of(a), in -> List.of(function.apply(in.get(0)))));
        }

        private static double ratio(String name, FunctionSample sample) {
            List<Input> inputs = new ArrayList<>(sample.inputs());
            int operands = inputs.size();
            List<Node> values = sample.function().apply(List.copyOf(inputs));
            values.forEach(value -> inputs.add(Input.of("upstream" + inputs.size(), value.shape())));
            List<Node> all = new ArrayList<>(values);
            if (!values.isEmpty()) {
                Gradients gradients = Gradients.of(values, inputs.subList(operands, inputs.size()));
                IntStream.range(0, operands)
                        .filter(i -> sample.operands().get(i).isVariable() && gradients.reaches(inputs.get(i)))
                        .forEach(i -> all.add(gradients.wrt(inputs.get(i))));
            }
            Random random = new Random(name.hashCode());
            long forward = 0, both = 0;
            for (int point = 0; point < POINTS; point++) {
                List<Tensor> at = IntStream.range(0, inputs.size())
                        .mapToObj(i -> i < operands
                                ? sample.operands().get(i).draw(random)
                                : Tensor.generate(inputs.get(i).shape(), k -> random.nextDouble(0.5, 1.5)))
                        .toList();
                forward += work(values, inputs, at);
                both += work(all, inputs, at);
            }
            long elements = inputs.stream()
                    .mapToLong(input -> (long) POINTS * input.shape().elements())
                    .sum();
            return (double) (both - forward) / Math.max(1, forward + elements);
        }

        private static long work(List<Node> values, List<Input> inputs, List<Tensor> at) {
            Evaluator evaluator = Evaluator.of(Graph.of(values));
            for (int i = 0; i < inputs.size(); i++) {
                if (evaluator.graph().inputs().contains(inputs.get(i))) {
                    evaluator.feed(inputs.get(i), at.get(i));
                }
            }
            long before = CountingLoader.counted();
            values.forEach(evaluator::value);
            return CountingLoader.counted() - before;
        }
    }
}
