package dev.gradus.properties;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A public function with operands for it.
 *
 * @param operands what it is called with
 * @param function the call, which gives one node or several
 */
record FunctionSample(List<Operand> operands, Function<List<Input>, List<Node>> function) {

    /** What to draw for one operand. */
    interface Values {
        double[] draw(Shape shape, Random random);
    }

    /**
     * One operand.
     *
     * @param low where the function's domain begins, or a smooth piece of it
     * @param high where that ends
     * @param isVariable whether the function has derivatives by it, as it has not by indices
     */
    record Operand(String name, Shape shape, Values values, double low, double high, boolean isVariable) {

        /** Numbers that may be moved between these bounds. */
        static Operand between(String name, double low, double high, int... sizes) {
            double margin = (high - low) / 16;
            Values values = (shape, random) -> random.doubles(shape.elements(), low + margin, high - margin)
                    .toArray();
            return new Operand(name, Shape.of(sizes), values, low, high, true);
        }

        /** These numbers, which say where or what kind, and not how much. */
        static Operand given(String name, Tensor numbers) {
            return new Operand(
                    name, numbers.shape(), (shape, random) -> numbers.toArray(), Double.NaN, Double.NaN, false);
        }

        /** Well-conditioned matrices of full rank, whose singular values differ. */
        static Operand regular(String name, int... sizes) {
            return matrices(name, (random, i, j) -> random.nextDouble(-0.4, 0.4) + (i == j ? i + 1.5 : 0), sizes);
        }

        /** Positive definite matrices, whose eigenvalues differ. */
        static Operand definite(String name, int... sizes) {
            return matrices(name, (random, i, j) -> i == j ? i + random.nextDouble(1.2, 1.8) : 0.1 * (i + j), sizes);
        }

        private interface Element {
            double at(Random random, int row, int column);
        }

        private static Operand matrices(String name, Element element, int... sizes) {
            int rows = sizes[sizes.length - 2], columns = sizes[sizes.length - 1];
            Values values = (shape, random) -> IntStream.range(0, shape.elements())
                    .mapToDouble(place -> element.at(random, place / columns % rows, place % columns))
                    .toArray();
            return new Operand(name, Shape.of(sizes), values, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);
        }

        Input input() {
            return Input.of(name, shape);
        }

        Tensor draw(Random random) {
            return Tensor.of(shape, values.draw(shape, random));
        }
    }

    List<Input> inputs() {
        return operands.stream().map(Operand::input).toList();
    }

    /** Where the function is called with all its operands moved along directions, t may be between these two. */
    double[] room(List<Tensor> at, List<double[]> directions) {
        double low = Double.NEGATIVE_INFINITY, high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < operands.size(); i++) {
            double[] x = at.get(i).toArray(), v = directions.get(i);
            for (int k = 0; k < x.length; k++) {
                if (v[k] != 0) {
                    double a = (operands.get(i).low() - x[k]) / v[k],
                            b = (operands.get(i).high() - x[k]) / v[k];
                    low = Math.max(low, Math.min(a, b));
                    high = Math.min(high, Math.max(a, b));
                }
            }
        }
        return new double[] {low, high};
    }

    /** Numbers between −1 and 1 for each variable, zeros for what is given. */
    List<double[]> directions(Random random) {
        return operands.stream()
                .map(operand -> operand.isVariable()
                        ? random.doubles(operand.shape().elements(), -1, 1).toArray()
                        : new double[operand.shape().elements()])
                .toList();
    }

    @Override
    public String toString() {
        return function.apply(inputs()) + " of " + Arrays.toString(operands.toArray());
    }
}
