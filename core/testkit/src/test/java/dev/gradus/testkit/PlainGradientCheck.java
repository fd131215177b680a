package dev.gradus.testkit;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.domain.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The check that everybody writes: a few inputs between −2 and 2, the gradient of the sum of the op's value against
 * central differences with h = 1e-6, tolerances 1e-5 absolute and 1e-3 relative (those of PyTorch's gradcheck).
 */
final class PlainGradientCheck {
    private static final double H = 1e-6;

    private PlainGradientCheck() {}

    /** Whether the gradients agree for ten inputs of different shapes. */
    static boolean passes(OpSpec spec) {
        try {
            Random random = new Random(42);
            return IntStream.range(0, 10).allMatch(i -> passes(spec, random));
        } catch (IllegalStateException noGradient) {
            return false;
        }
    }

    private static boolean passes(OpSpec spec, Random random) {
        Case drawn = new CaseGenerator(spec.data(), Draw.SMOOTH).next(random).value();
        Op op = drawn.op();
        List<Tensor> values = new ArrayList<>();
        for (int i = 0; i < spec.data().inputs().size(); i++) {
            Domain domain = drawn.domain(i);
            Tensor ofDomain = drawn.values().get(i);
            Shape shape = drawn.layout().shape(i);
            values.add(Tensor.generate(shape, position -> {
                double uniform = 4 * random.nextDouble() - 2;
                return domain.isIntegers() || !domain.contains(uniform) ? ofDomain.toArray()[position] : uniform;
            }));
        }
        Node sum = op.sum();
        Evaluator evaluator = Evaluator.of(Graph.of(sum));
        feed(evaluator, op, values);
        Gradients gradients = Gradients.of(sum);
        for (int i = 0; i < values.size(); i++) {
            if (spec.data().inputs().get(i).hasDerivative() && !agrees(evaluator, op, values, i, gradients)) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(Evaluator evaluator, Op op, List<Tensor> values, int input, Gradients gradients) {
        double[] analytic = evaluator.value(gradients.wrt(op.input(input))).toArray();
        for (int position = 0; position < analytic.length; position++) {
            double numeric = (sum(evaluator, op, moved(values, input, position, H))
                            - sum(evaluator, op, moved(values, input, position, -H)))
                    / (2 * H);
            if (!(Math.abs(analytic[position] - numeric) <= 1e-5 + 1e-3 * Math.abs(numeric))) {
                return false;
            }
        }
        feed(evaluator, op, values);
        return true;
    }

    private static double sum(Evaluator evaluator, Op op, List<Tensor> values) {
        feed(evaluator, op, values);
        return evaluator.value(evaluator.graph().outputs().get(0)).item();
    }

    private static void feed(Evaluator evaluator, Op op, List<Tensor> values) {
        for (int i = 0; i < values.size(); i++) {
            evaluator.feed((Input) op.input(i), values.get(i));
        }
    }

    private static List<Tensor> moved(List<Tensor> values, int input, int position, double by) {
        List<Tensor> moved = new ArrayList<>(values);
        double[] elements = values.get(input).toArray();
        elements[position] += by;
        moved.set(input, Tensor.of(values.get(input).shape(), elements));
        return moved;
    }
}
