package dev.gradus.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.flow.Checkpoint;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Hessian;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives where eigenvalues or singular values are 0, equal, or equal up to rounding. A function that is symmetric in
 * all values is a smooth function of the matrix. The tests also compute it without the values.
 */
@Tag("long")
class EqualValuesTest {
    /** Distances between successive eigenvalues: none, that of rounding, many small ones, and large. */
    private static final double[] GAPS = {0, 4e-16, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1};

    private static final Tensor ALMOST_EQUAL = Tensor.of(new double[][] {{2, 1, 1}, {1, 2, 1}, {1, 1, 2}});

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Two of the eigenvalues of this matrix are 1, but the computed ones are 0.9999999999999984 and 0.9999999999999999. */
    @Test
    void theHessianOfTheSumOfSquaresIsConstant() {
        Parameter a = Parameter.of("A", ALMOST_EQUAL);
        Tensor hessian =
                Hessian.of(LinearAlgebra.eigvalsh(a).square().sum()).wrt(a).value();
        Tensor expected = Tensor.generate(Shape.of(3, 3, 3, 3), at -> {
            int i = at / 27, j = at / 9 % 3, k = at / 3 % 3, l = at % 3;
            return (i == k && j == l ? 1 : 0) + (i == l && j == k ? 1 : 0);
        });
        assertThat(hessian.difference(expected).within(0, 1e-13)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void functionsOfAllEigenvaluesHaveTwoDerivatives(int seed) {
        Random random = new Random(seed);
        Tensor matrix = symmetric(random, 1 + random.nextInt(5));
        checkEigen(matrix, x -> x, LinearAlgebra::trace, 1e-13);
        checkEigen(matrix, Node::square, s -> LinearAlgebra.trace(s.matMul(s)), 1e-12);
        checkEigen(
                matrix,
                x -> x.square().multiply(x),
                s -> LinearAlgebra.trace(s.matMul(s).matMul(s)),
                1e-7);
        checkEigen(matrix, Node::log, LinearAlgebra::logDeterminant, 1e-7);
        checkEigen(matrix, Node::exp, s -> LinearAlgebra.trace(LinearAlgebra.matrixExponential(s)), 1e-7);
    }

    /** A quotient loses more digits for smaller gaps, and the limit for larger gaps. */
    private static void checkEigen(
            Tensor matrix, UnaryOperator<Node> f, UnaryOperator<Node> otherwise, double tolerance) {
        Parameter a = Parameter.of("A", matrix);
        Node symmetric = symmetricPart(a);
        check(a, f.apply(LinearAlgebra.eigvalsh(a)).sum(), otherwise.apply(symmetric), tolerance);
        checkGradient(a, f.apply(LinearAlgebra.eigh(a).values()).sum(), otherwise.apply(symmetric));
    }

    /** A symmetric function that is not a sum over the values. */
    @ParameterizedTest
    @MethodSource("seeds")
    void functionsThatMixEigenvaluesHaveTwoDerivatives(int seed) {
        Random random = new Random(seed);
        Parameter a = Parameter.of("A", symmetric(random, 1 + random.nextInt(5)));
        Node symmetric = symmetricPart(a);
        Node values = LinearAlgebra.eigvalsh(a);
        Node squares = LinearAlgebra.trace(symmetric.matMul(symmetric));
        Node sum = LinearAlgebra.trace(symmetric);
        check(a, values.square().sum().multiply(values.sum()), squares.multiply(sum), 1e-7);
        check(
                a,
                values.square().sum().log().multiply(values.sum().sin()),
                squares.log().multiply(sum.sin()),
                1e-7);
        // two nodes of the same values, whose second derivatives depend on how the gradient of one depends on the other
        check(a, values.multiply(LinearAlgebra.eigvalsh(a)).sum(), squares, 1e-12);
        check(a, values.multiply(LinearAlgebra.eigh(a).values()).sum().add(0), squares, 1e-12);
    }

    /** The projection onto the space of some eigenvectors, which is smooth if no others have the same values. */
    @ParameterizedTest
    @MethodSource("seeds")
    void projectionsOnSpacesOfEqualValuesHaveAGradient(int seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(4), first = 1 + random.nextInt(n - 1);
        Tensor q = orthogonal(random, n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i == first ? values[i - 1] + 1 : (i == 0 ? 1 : values[i - 1]) + 2e-16 * random.nextInt(2);
        }
        Tensor matrix = similar(q, values);
        Tensor b = Tensor.generate(Shape.of(n, n), i -> random.nextGaussian());
        Tensor inner = value(Constant.of(q)
                .transpose()
                .matMul(Constant.of(b).add(Constant.of(b).transpose()))
                .matMul(Constant.of(q)));
        Tensor expected = value(Constant.of(q)
                .matMul(Constant.of(Tensor.generate(Shape.of(n, n), at -> {
                    int i = at / n, j = at % n;
                    boolean isI = i >= first, isJ = j >= first;
                    return isI == isJ ? 0 : inner.get(i, j) / 2 / Math.abs(values[i] - values[j]);
                })))
                .matMul(Constant.of(q).transpose()));

        Parameter a = Parameter.of("A", matrix);
        Node space = LinearAlgebra.eigh(a).vectors().slice(-1, first, n);
        Node trace = LinearAlgebra.trace(space.matMul(space.transpose()).matMul(Constant.of(b)));
        Tensor gradient = value(Gradients.of(trace).wrt(a));
        assertThat(gradient.difference(expected).within(0, 1e-12))
                .as("%s%n%s", gradient, expected)
                .isTrue();
    }

    @Test
    void whatDependsOnTheChoiceOfVectorsThrows() {
        for (Tensor equal : new Tensor[] {ALMOST_EQUAL, Tensor.eye(3)}) {
            Parameter a = Parameter.of("A", equal);
            SymmetricEigen eigen = LinearAlgebra.eigh(a);
            Node one = eigen.vectors().select(-1, 0).select(0, 1);
            // smooth, but its derivative depends on how the root changes with the value, which the rule of the vectors
            // does
            // not see
            Node root = eigen.vectors()
                    .multiply(eigen.values().sqrt())
                    .matMul(eigen.vectors().transpose());
            Node least = LinearAlgebra.eigvalsh(a).select(0, 0);
            assertThatThrownBy(() -> value(Gradients.of(one).wrt(a)))
                    .isInstanceOf(MatrixValueException.class)
                    .hasMessageContaining("at 0 and 1, where their vectors have no derivative;")
                    .hasMessageContaining("LinearAlgebra.eigvalsh");
            assertThatThrownBy(() ->
                            value(Gradients.of(root.select(0, 0).select(0, 1)).wrt(a)))
                    .isInstanceOf(MatrixValueException.class);
            assertThat(value(Gradients.of(least).wrt(a)).toArray()).doesNotContain(Double.NaN);
            assertThatThrownBy(() -> Hessian.of(least).wrt(a).value())
                    .isInstanceOf(MatrixValueException.class)
                    .hasMessageContaining("alike");
        }
    }

    /** The rule of a checkpoint sees the upstream gradient as an input, and not how it depends on the eigenvalues. */
    @Test
    void aFunctionOutsideOfTheCheckpointOfItsEigenvaluesThrows() {
        Parameter a = Parameter.of("A", ALMOST_EQUAL);
        Node values = LinearAlgebra.eigvalsh(a);
        Node outside = Checkpoint.of(values).square().sum();
        check(
                a,
                Checkpoint.of(values.square().sum()),
                LinearAlgebra.trace(symmetricPart(a).matMul(symmetricPart(a))),
                1e-12);
        assertThatThrownBy(() -> Hessian.of(outside).wrt(a).value())
                .isInstanceOf(MatrixValueException.class)
                .hasMessageContaining("Compute them in the loop or checkpoint");
    }

    private static Node symmetricPart(Node a) {
        return a.add(a.transpose()).multiply(0.5);
    }

    /** The rule of one layer needs that of all later ones, which must not be recomputed for each layer in between. */
    @Test
    void secondDerivativesOfManyLayersStaySmall() {
        Parameter a = Parameter.of("A", ALMOST_EQUAL);
        Node layer = a;
        for (int i = 0; i < 12; i++) {
            Node values = LinearAlgebra.eigvalsh(layer);
            layer = a.add(values.expandDims(0).multiply(values.expandDims(1)));
        }
        Node gradient = Gradients.of(layer.square().sum()).wrt(a);
        Node second = Gradients.of(gradient.square().sum()).wrt(a);
        assertThat(Graph.of(second).nodes()).hasSizeLessThan(10_000); // doubling with each layer would give 300,000
    }

    @Test
    void theConditionNumberOfASingularMatrixIsInfinite() {
        for (Tensor singular : new Tensor[] {Tensor.zeros(2, 3), Tensor.of(new double[][] {{1, 1}, {1, 1}})}) {
            Parameter a = Parameter.of("A", singular);
            Node condition = LinearAlgebra.cond(a);
            assertThat(value(condition).item()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(value(Gradients.of(condition).wrt(a))).isEqualTo(Tensor.zeros(singular.shape()));
        }
    }

    /** Of any rank, square, tall and wide. */
    @ParameterizedTest
    @MethodSource("seeds")
    void functionsOfAllSingularValuesHaveTwoDerivatives(int seed) {
        Random random = new Random(seed);
        int m = 1 + random.nextInt(4), n = 1 + random.nextInt(4), rank = random.nextInt(Math.min(m, n) + 1);
        checkSingular(ofRank(random, m, n, rank));
        checkSingular(value(new Qr(
                        Constant.of(Tensor.generate(Shape.of(Math.max(m, n), n), i -> random.nextGaussian())))
                .q()));
    }

    private static void checkSingular(Tensor matrix) {
        Parameter a = Parameter.of("A", matrix);
        int n = matrix.shape().size(-1);
        Node squares = a.square().sum();
        Node logDeterminant =
                LinearAlgebra.logDeterminant(a.transpose().matMul(a).add(Constant.of(Tensor.eye(n))));
        Node values = LinearAlgebra.svdvals(a), parts = LinearAlgebra.svd(a).values();
        check(a, values.square().sum(), squares, 1e-12);
        check(a, values.square().add(1).log().sum(), logDeterminant, 1e-9);
        check(
                a,
                values.square().sum().multiply(values.square().add(1).log().sum()),
                squares.multiply(logDeterminant),
                1e-9);
        checkGradient(a, parts.square().sum(), squares);
        checkGradient(a, parts.square().add(1).log().sum(), logDeterminant);
    }

    /** V of a matrix with one rank less than n equals that of AᵀA, and U that of its transpose. */
    @ParameterizedTest
    @MethodSource("seeds")
    void vectorsThatOneValueOfZeroLeavesUniqueHaveAGradient(int seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(3), m = n + random.nextInt(3);
        Tensor matrix = ofRank(random, m, n, n - 1);
        Constant w = Constant.of(Tensor.generate(Shape.of(n, n), i -> random.nextGaussian()));
        for (boolean isWide : new boolean[] {false, true}) {
            Parameter a = Parameter.of("A", isWide ? value(Constant.of(matrix).transpose()) : matrix);
            Node product = isWide ? a.matMul(a.transpose()) : a.transpose().matMul(a);
            Node vectors =
                    isWide ? LinearAlgebra.svd(a).u() : LinearAlgebra.svd(a).v();
            Node expected = LinearAlgebra.eigh(product).vectors();
            int[] descending = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
            Node inOrder = dev.gradus.node.Moves.concat(
                    -1,
                    IntStream.of(descending)
                            .mapToObj(i -> expected.slice(-1, i, i + 1))
                            .toList());
            checkGradient(
                    a,
                    vectors.square().multiply(w).sum(),
                    inOrder.square().multiply(w).sum());
        }
    }

    @Test
    void vectorsOfTwoZerosHaveNoGradient() {
        Parameter a = Parameter.of("A", Tensor.of(new double[][] {{1, 0}, {0, 0}, {0, 0}}));
        Svd svd = LinearAlgebra.svd(a);
        assertThatThrownBy(() ->
                        value(Gradients.of(svd.u().select(-1, 1).select(0, 2)).wrt(a)))
                .isInstanceOf(MatrixValueException.class)
                .hasMessageContaining("no derivative");
    }

    @ParameterizedTest
    @MethodSource("emptyAndZero")
    void zerosAndEmptyMatricesHaveGradients(Tensor matrix) {
        Parameter a = Parameter.of("A", matrix);
        Svd svd = LinearAlgebra.svd(a);
        for (Node values : new Node[] {svd.values(), LinearAlgebra.svdvals(a)}) {
            Tensor gradient = value(Gradients.of(values.square().sum()).wrt(a));
            assertThat(gradient).isEqualTo(Tensor.zeros(matrix.shape()));
        }
        assertThat(Hessian.of(LinearAlgebra.svdvals(a).square().sum())
                        .wrt(a)
                        .value()
                        .difference(Hessian.of(a.square().sum()).wrt(a).value())
                        .within(0, 1e-14))
                .isTrue();
    }

    static Stream<Tensor> emptyAndZero() {
        return Stream.of(
                        Shape.of(0, 0),
                        Shape.of(0, 2),
                        Shape.of(2, 0),
                        Shape.of(1, 1),
                        Shape.of(1, 3),
                        Shape.of(3, 1),
                        Shape.of(2, 2),
                        Shape.of(2, 3),
                        Shape.of(3, 2),
                        Shape.of(2, 3, 2),
                        Shape.of(0, 3, 2))
                .map(Tensor::zeros);
    }

    /** Each matrix of a batch has its own equal values. */
    @Test
    void batchesAreOfSingleMatrices() {
        Random random = new Random(1);
        Tensor one = symmetric(random, 3), other = ALMOST_EQUAL;
        Parameter both = Parameter.of("A", value(Constant.of(one).stack(0, Constant.of(other))));
        Tensor hessian = Hessian.of(LinearAlgebra.eigvalsh(both).square().sum())
                .wrt(both)
                .diagonal();
        Tensor singular =
                Hessian.of(LinearAlgebra.svdvals(both).square().sum()).wrt(both).diagonal();
        assertThat(hessian.difference(Tensor.generate(both.shape(), i -> i % 9 % 4 == 0 ? 2 : 1))
                        .within(0, 1e-12))
                .isTrue();
        assertThat(singular.difference(Tensor.generate(both.shape(), i -> 2)).within(0, 1e-12))
                .isTrue();
    }

    private static void check(Parameter a, Node function, Node otherwise, double tolerance) {
        checkGradient(a, function, otherwise);
        Tensor hessian = Hessian.of(function).wrt(a).value();
        Tensor expected = Hessian.of(otherwise).wrt(a).value();
        assertThat(hessian.difference(expected).within(0, tolerance * (1 + greatest(expected))))
                .as("Hessian at %s:%n%s%nbut%n%s", a.initialValue(), hessian, expected)
                .isTrue();
    }

    private static void checkGradient(Parameter a, Node function, Node otherwise) {
        Tensor gradient = value(Gradients.of(function).wrt(a));
        Tensor expected = value(Gradients.of(otherwise).wrt(a));
        assertThat(gradient.difference(expected).within(0, 1e-12 * (1 + greatest(expected))))
                .as("gradient at %s:%n%s%nbut%n%s", a.initialValue(), gradient, expected)
                .isTrue();
    }

    private static double greatest(Tensor numbers) {
        return java.util.Arrays.stream(numbers.toArray()).map(Math::abs).max().orElse(0);
    }

    /** Creates a positive definite matrix with given distances of eigenvalues. */
    private static Tensor symmetric(Random random, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i == 0 ? 0.5 + random.nextDouble() : values[i - 1] + GAPS[random.nextInt(GAPS.length)];
        }
        return similar(orthogonal(random, n), values);
    }

    private static Tensor orthogonal(Random random, int n) {
        return value(new Qr(Constant.of(Tensor.generate(Shape.of(n, n), i -> random.nextGaussian()))).q());
    }

    private static Tensor similar(Tensor q, double[] values) {
        Constant vectors = Constant.of(q);
        return value(vectors.multiply(Constant.of(Tensor.of(values))).matMul(vectors.transpose()));
    }

    private static Tensor ofRank(Random random, int m, int n, int rank) {
        Constant left = Constant.of(Tensor.generate(Shape.of(m, rank), i -> random.nextGaussian()));
        Constant right = Constant.of(Tensor.generate(Shape.of(rank, n), i -> random.nextGaussian()));
        return value(left.matMul(right));
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }
}
