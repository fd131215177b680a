package dev.gradus.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The singular values of B D, for a well-conditioned B and any diagonal D, have small relative errors. */
class SingularValuesTest {

    /** B has orthonormal columns, so the values are the elements of D. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void orthogonalColumnsOfAnyLengthsAreTheValues(int seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(5), rows = columns + random.nextInt(3);
        double[] lengths = lengths(columns, random, -290, 290);
        Tensor matrix = scaled(orthonormal(rows, columns, random), lengths);

        double[] expected = lengths.clone();
        Arrays.sort(expected);
        for (Tensor a : new Tensor[] {matrix, transposed(matrix)}) {
            double[] values = value(new SingularValues(Constant.of(a))).toArray();
            for (int j = 0; j < columns; j++) {
                assertThat(values[j] / expected[columns - 1 - j]).isCloseTo(1, within(1e-14));
            }
        }
    }

    /** The product of the values is |det B| |det D| if B is not orthogonal. It overflows, so logarithms are added. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void theProductOfTheValuesIsTheDeterminant(int seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(4);
        Tensor noise =
                Tensor.generate(Shape.of(n, n), i -> (i % (n + 1) == 0 ? 1 : 0) + (random.nextDouble() - 0.5) / n);
        double[] lengths = lengths(n, random, -300, 0);

        double[] values =
                value(new SingularValues(Constant.of(scaled(noise, lengths)))).toArray();

        double logDeterminant =
                value(LinearAlgebra.logDeterminant(Constant.of(noise))).item();
        double expected =
                logDeterminant + DoubleStream.of(lengths).map(Math::log).sum();
        assertThat(DoubleStream.of(values).map(Math::log).sum()).isCloseTo(expected, within(1e-12));
    }

    /** Vectors are orthonormal, and each column of A V has the length of its value. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void vectorsAreOrthonormal(int seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(5), rows = columns + random.nextInt(3);
        Tensor matrix = scaled(orthonormal(rows, columns, random), lengths(columns, random, -290, 290));
        for (Tensor a : new Tensor[] {matrix, transposed(matrix)}) {
            Svd svd = new Svd(Constant.of(a));
            Tensor identity = Tensor.eye(columns);
            Node u = svd.u(), v = svd.v();
            assertThat(value(u.transpose().matMul(u)).difference(identity).within(0, 1e-14))
                    .isTrue();
            assertThat(value(v.transpose().matMul(v)).difference(identity).within(0, 1e-14))
                    .isTrue();
        }
    }

    /** The rule divides by differences of values whose squares would overflow or underflow. */
    @ParameterizedTest
    @ValueSource(doubles = {0x1p-660, 0x1p-500, 0x1p500, 0x1p660})
    void vectorsOfLargeAndSmallMatricesHaveAGradient(double scale) {
        Tensor matrix = Tensor.of(new double[][] {{1, 2}, {3, 5}, {-2, 1}});
        Tensor gradient = gradientOfVectors(matrix);
        Tensor scaled = gradientOfVectors(matrix.map(x -> x * scale));
        assertThat(scaled.map(x -> x * scale).difference(gradient).within(0, 1e-13))
                .isTrue();
    }

    private static Tensor gradientOfVectors(Tensor matrix) {
        Parameter a = Parameter.of("A", matrix);
        Svd svd = new Svd(a);
        Node sum = svd.u()
                .select(-1, 0)
                .sin()
                .sum()
                .add(svd.v().select(-1, 1).cos().sum());
        return value(Gradients.of(sum).wrt(a));
    }

    private static double[] lengths(int count, Random random, int least, int greatest) {
        return random.doubles(count, least, greatest).map(x -> Math.pow(10, x)).toArray();
    }

    private static Tensor orthonormal(int rows, int columns, Random random) {
        Tensor a = Tensor.generate(Shape.of(rows, columns), i -> random.nextGaussian());
        return value(new Qr(Constant.of(a)).q());
    }

    private static Tensor scaled(Tensor matrix, double[] lengths) {
        double[] elements = matrix.toArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] *= lengths[i % lengths.length];
        }
        return Tensor.of(matrix.shape(), elements);
    }

    private static Tensor transposed(Tensor matrix) {
        return value(Constant.of(matrix).transpose());
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }
}
