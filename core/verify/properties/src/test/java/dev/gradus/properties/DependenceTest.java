package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Dependence;
import dev.gradus.node.Input;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an op says of how its elements depend on its operands' is true: elements of operands are changed one by one. */
class DependenceTest {
    private static Op op(PyTorchCase sample) {
        List<Input> inputs = new ArrayList<>();
        for (Tensor value : sample.inputs()) {
            inputs.add(Input.of("x" + inputs.size(), value.shape()));
        }
        return (Op) sample.build(inputs);
    }

    private static double[] value(Op op, double[][] in) {
        double[] out = new double[op.shape().elements()];
        op.forward(in, out);
        return out;
    }

    private static double[][] arrays(PyTorchCase sample) {
        return sample.inputs().stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    @TestFactory
    Stream<DynamicTest> nothingElseHasAnInfluence() {
        return PyTorchCase.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> checkInfluences(sample)));
    }

    /** Each element takes the value of the next one, which the op takes too. */
    private static void checkInfluences(PyTorchCase sample) {
        Op op = op(sample);
        if (op.dependence() == Dependence.ANY) {
            return; // any influence is right, and not every matrix has a factorization
        }
        double[][] in = arrays(sample);
        double[] before = value(op, in);
        for (int input = 0; input < in.length; input++) {
            for (int from = 0; from < in[input].length; from++) {
                double kept = in[input][from];
                in[input][from] = in[input][(from + 1) % in[input].length];
                double[] after = value(op, in);
                in[input][from] = kept;
                for (int to = 0; to < after.length; to++) {
                    if (Double.doubleToLongBits(before[to]) != Double.doubleToLongBits(after[to])) {
                        assertThat(mayDepend(op, to, input, from))
                                .as("element %d depends on element %d of input %d", to, from, input)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static boolean mayDepend(Op op, int to, int input, int from) {
        Shape operand = op.input(input).shape();
        int[] result = op.shape().index(to);
        int[] source = operand.index(from);
        return switch (op.dependence()) {
            case ELEMENTWISE, SELECTION, REPETITION -> isBroadcast(operand, source, result, operand.rank());
            case VIEW -> from == to;
            case SUM, REDUCTION -> Arrays.equals(kept(op, source), withoutOnes(op, result));
            case PRODUCT ->
                isBroadcast(operand, source, result, operand.rank() - 2)
                        && source[source.length - 2 + input] == result[result.length - 2 + input];
            case MOVE, ANY -> true;
        };
    }

    /** Whether the first axes of an operand, aligned with the result's at the right, agree with them or have size 1. */
    private static boolean isBroadcast(Shape operand, int[] source, int[] result, int axes) {
        int shift = result.length - source.length;
        return IntStream.range(0, axes)
                .allMatch(axis -> operand.size(axis) == 1 || source[axis] == result[axis + shift]);
    }

    /** The place along the axes that are not reduced, where there is more than one. */
    private static int[] kept(Op op, int[] source) {
        return IntStream.range(0, source.length)
                .filter(axis ->
                        !op.reducedAxes().contains(axis) && op.input(0).shape().size(axis) > 1)
                .map(axis -> source[axis])
                .toArray();
    }

    private static int[] withoutOnes(Op op, int[] index) {
        return IntStream.range(0, index.length)
                .filter(axis -> op.shape().size(axis) > 1)
                .map(axis -> index[axis])
                .toArray();
    }

    @TestFactory
    Stream<DynamicTest> theValueIsWhatTheWordSays() {
        return PyTorchCase.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> checkValue(sample)));
    }

    private static void checkValue(PyTorchCase sample) {
        Op op = op(sample);
        double[][] in = arrays(sample);
        double[] out = value(op, in);
        Dependence dependence = op.dependence();
        if (dependence == Dependence.VIEW) {
            assertThat(out).containsExactly(in[0]);
        } else if (dependence.isMove()) {
            DoubleStream elements = Arrays.stream(in).flatMapToDouble(Arrays::stream);
            List<Double> moved =
                    DoubleStream.concat(elements, DoubleStream.of(0)).boxed().toList();
            assertThat(Arrays.stream(out).boxed().toList()).isSubsetOf(moved);
        } else if (dependence == Dependence.SUM && Arrays.stream(in[0]).allMatch(Double::isFinite)) {
            double scale = Arrays.stream(in[0]).map(Math::abs).sum();
            assertThat(Math.abs(Arrays.stream(out).sum() - Arrays.stream(in[0]).sum()))
                    .isLessThanOrEqualTo(1e-12 * scale);
        } else if (dependence == Dependence.SELECTION) {
            for (int chosen = 0; chosen < out.length; chosen++) {
                double[] values = out;
                int place = chosen;
                assertThat(IntStream.range(0, in.length).anyMatch(input -> isLeftOut(op, in, values, place, input)))
                        .isTrue();
            }
        }
        assertThat(op.reducedAxes().isEmpty() || dependence.isReduction()).isTrue();
    }

    /** Whether this operand may be NaN everywhere and the element stays as it is. */
    private static boolean isLeftOut(Op op, double[][] in, double[] out, int place, int input) {
        double[][] without = in.clone();
        without[input] = in[input].clone();
        Arrays.fill(without[input], Double.NaN);
        return value(op, without)[place] == out[place];
    }

    /** An op that is not in this list says more of itself than that anything may depend on anything. */
    @Test
    void onlyTheseDependOnAnything() {
        TreeSet<String> unknown = new TreeSet<>();
        for (String name : SampleOps.names()) {
            if (SampleOps.of(name).dependence() == Dependence.ANY) {
                unknown.add(name);
            }
        }
        assertThat(unknown)
                .containsExactly(
                        "ArgMaxPool",
                        "ArgSort",
                        "BinaryCrossEntropyLoss",
                        "Cholesky",
                        "Convolution",
                        "CrossEntropyLoss",
                        "CumulativeArgMax",
                        "CumulativeLogSumExp",
                        "CumulativeProduct",
                        "CumulativeSum",
                        "Custom",
                        "Determinant",
                        "DropoutMask",
                        "HuberLoss",
                        "Inverse",
                        "InverseGaps",
                        "L1Loss",
                        "LinearRecurrence",
                        "LogSoftmax",
                        "Loop",
                        "Lu",
                        "MatrixExponential",
                        "MaxPool",
                        "MseLoss",
                        "OneHot",
                        "Qr",
                        "ScatterAdd",
                        "ScatterAlong",
                        "ScatterMax",
                        "SingularValues",
                        "Softmax",
                        "Solution",
                        "Solve",
                        "SpectralGradient",
                        "Svd",
                        "SymmetricEigen",
                        "SymmetricEigenvalues",
                        "TriangularSolve");
    }
}
