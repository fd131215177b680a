package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.properties.FunctionSample.Operand;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A NaN or an infinity spoils only the results that depend on its element: those that change when the element takes other
 * finite values. A function that multiplies by structural zeros fails, because 0 · ∞ is NaN.
 */
class NonFiniteSpreadTest {
    private static final double[] NON_FINITE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final double[] FAR = {-1e9, 0, 1e9};
    private static final int POINTS = 4;

    /** Elimination multiplies by the zeros of triangles and of the identity, in every library. */
    private static final Set<String> ELIMINATION = Set.of(
            "LinearAlgebra.choleskyInverse",
            "LinearAlgebra.householderProduct",
            "LinearAlgebra.cholesky",
            "LinearAlgebra.lu",
            "LinearAlgebra.qr",
            "Implicit.root",
            "Implicit.fixedPoint",
            "Implicit.minimum",
            "InverseGaps");

    /** The zeros around x and between its elements take part, as {@link dev.gradus.nn.Convolution} documents. */
    private static final Set<String> PADDED =
            Set.of("Convolutions.conv1d", "Convolutions.conv2d", "Convolutions.conv3d", "Convolutions.transposed");

    @TestFactory
    Stream<DynamicTest> valuesThatDependOnOtherElementsStayFinite() {
        return samples()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
    }

    /** The same of gradients, which depend on the upstream gradient, too. */
    @Tag("long")
    @TestFactory
    Stream<DynamicTest> gradientsThatDependOnOtherElementsStayFinite() {
        return samples()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> check(entry.getKey(), gradients(entry.getValue()))));
    }

    /** The table's functions, and pools whose windows overlap. */
    private static Stream<Map.Entry<String, FunctionSample>> samples() {
        Map<String, FunctionSample> samples = new TreeMap<>(FunctionSamples.all());
        samples.keySet().removeAll(ELIMINATION);
        samples.keySet().removeAll(PADDED);
        pool(samples, "stride 2", PoolWindows.of(3).stride(2));
        pool(samples, "padding", PoolWindows.of(3, 2).stride(1).padding(1));
        pool(samples, "dilation", PoolWindows.of(2).stride(1).dilation(2));
        pool(samples, "adaptive", PoolWindows.adaptive(2, 3));
        for (boolean alignCorners : new boolean[] {false, true}) {
            image(samples, "upsampleLinear " + alignCorners, x -> Pools.upsampleLinear(x, alignCorners, 7, 9));
            image(samples, "upsampleCubic " + alignCorners, x -> Pools.upsampleCubic(x, alignCorners, 7, 9));
        }
        return samples.entrySet().stream();
    }

    private static void pool(Map<String, FunctionSample> samples, String name, PoolWindows windows) {
        image(samples, "maxPool " + name, x -> Pools.maxPool(x, windows));
        image(samples, "averagePool " + name, x -> Pools.averagePool(x, windows));
        image(samples, "averagePool without padding " + name, x -> Pools.averagePool(x, windows, false));
    }

    private static void image(Map<String, FunctionSample> samples, String name, UnaryOperator<Node> function) {
        samples.put(
                name,
                new FunctionSample(
                        List.of(Operand.between("x", -2, 2, 1, 1, 4, 5)), in -> List.of(function.apply(in.get(0)))));
    }

    /** The gradients as a function of the operands and the upstream gradients. */
    private static FunctionSample gradients(FunctionSample sample) {
        List<Operand> operands = new ArrayList<>(sample.operands());
        int count = operands.size();
        List<Node> values = sample.function().apply(sample.inputs());
        for (int i = 0; i < values.size(); i++) {
            operands.add(
                    Operand.between("upstream" + i, -2, 2, values.get(i).shape().sizes()));
        }
        return new FunctionSample(operands, inputs -> {
            List<Input> own = inputs.subList(0, count);
            List<Node> results = sample.function().apply(own);
            List<Node> all = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                Gradients gradients = Gradients.of(results.get(i), inputs.get(count + i));
                IntStream.range(0, count)
                        .filter(k -> sample.operands().get(k).isVariable() && gradients.reaches(own.get(k)))
                        .forEach(k -> all.add(gradients.wrt(own.get(k))));
            }
            return all;
        });
    }

    private static void check(String name, FunctionSample sample) {
        List<Input> inputs = sample.inputs();
        List<Node> values = sample.function().apply(inputs);
        if (values.isEmpty()) {
            return; // piecewise constant functions have no gradients
        }
        Evaluator evaluator = Evaluator.of(Graph.of(values));
        Random random = new Random(name.hashCode());
        List<List<double[]>> points = Stream.generate(() -> sample.operands().stream()
                        .map(operand -> operand.draw(random).toArray())
                        .toList())
                .limit(POINTS)
                .toList();
        List<String> wrong = new ArrayList<>();
        for (int operand = 0; operand < inputs.size(); operand++) {
            Input input = inputs.get(operand);
            if (sample.operands().get(operand).isVariable()
                    && evaluator.graph().inputs().contains(input)) {
                for (int element = 0; element < input.shape().elements(); element++) {
                    BitSet spoilt = spoilt(evaluator, inputs, values, points, operand, element);
                    if (!spoilt.isEmpty()) {
                        wrong.add(input + "[" + element + "] spoils " + spoilt + ", which do not depend on it");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The results that do not depend on an element and are not finite if it is not. */
    private static BitSet spoilt(
            Evaluator evaluator,
            List<Input> inputs,
            List<Node> values,
            List<List<double[]>> points,
            int operand,
            int element) {
        BitSet depends = new BitSet(), spoilt = new BitSet();
        for (List<double[]> point : points) {
            double[] x = point.get(operand);
            double kept = x[element];
            double[] before = value(evaluator, inputs, values, point);
            double another = points.get(POINTS - 1).get(operand)[element];
            for (double finite : DoubleStream.concat(Arrays.stream(FAR), DoubleStream.of(another))
                    .toArray()) {
                x[element] = finite;
                try {
                    double[] after = value(evaluator, inputs, values, point);
                    mark(depends, before.length, i -> before[i] != after[i]);
                } catch (RuntimeException outsideOfTheDomain) {
                    depends.set(0, before.length);
                }
            }
            for (double nonFinite : NON_FINITE) {
                x[element] = nonFinite;
                try {
                    double[] after = value(evaluator, inputs, values, point);
                    mark(spoilt, before.length, i -> Double.isFinite(before[i]) && !Double.isFinite(after[i]));
                } catch (RuntimeException outsideOfTheDomain) {
                    continue; // nothing is spoilt silently
                }
            }
            x[element] = kept;
        }
        spoilt.andNot(depends);
        return spoilt;
    }

    private static void mark(BitSet marked, int count, IntPredicate isMarked) {
        IntStream.range(0, count).filter(isMarked).forEach(marked::set);
    }

    private static double[] value(Evaluator evaluator, List<Input> inputs, List<Node> values, List<double[]> at) {
        for (int i = 0; i < inputs.size(); i++) {
            if (evaluator.graph().inputs().contains(inputs.get(i))) {
                evaluator.feed(inputs.get(i), Tensor.of(inputs.get(i).shape(), at.get(i)));
            }
        }
        return values.stream()
                .map(evaluator::value)
                .map(Tensor::toArray)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
