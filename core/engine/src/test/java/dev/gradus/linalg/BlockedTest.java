package dev.gradus.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Algorithms in blocks of matrix products produce the bits of the plain loops, for any size. */
class BlockedTest {
    static IntStream sizes() {
        return IntStream.of(0, 1, 2, 7, 8, 9, 15, 16, 17, 24, 31, 33, 64, 65, 100, 129, 150);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void plannedRunsHaveTheBitsOfTheDefinition(int n) {
        Input a = Input.of("a", 2, n, n), p = Input.of("p", 2, n, n), b = Input.of("b", 2, n, n + 3);
        Input column = Input.of("c", 2, n, 1);
        Stream<Node> triangular = IntStream.range(0, 16)
                .mapToObj(i -> new TriangularSolve(p, i < 8 ? b : column, (i & 1) > 0, (i & 2) > 0, (i & 4) > 0));
        List<Node> ops = Stream.concat(
                        triangular,
                        Stream.of(
                                new Cholesky(p),
                                new Solve(a, b),
                                new Solve(a, column),
                                new Inverse(a),
                                new Determinant(a, Determinant.Part.VALUE),
                                new Determinant(a, Determinant.Part.LOG_MAGNITUDE),
                                new Determinant(a, Determinant.Part.SIGN)))
                .toList();
        Graph graph = Graph.of(ops);
        Tensor general = random(a.shape(), n);
        Tensor positive = positiveDefinite(general);
        Evaluator plain = Evaluator.of(graph).feed(a, general).feed(p, positive);
        plain.feed(b, random(b.shape(), n + 1)).feed(column, random(column.shape(), n + 2));
        Run planned = Run.of(graph).feed(a, general).feed(p, positive);
        planned.feed(b, random(b.shape(), n + 1)).feed(column, random(column.shape(), n + 2));
        planned.forward();
        planned.forward();
        for (Node op : ops) {
            assertThat(planned.value(op).toArray())
                    .as(((Op) op).name() + ((Op) op).attributes())
                    .isEqualTo(plain.value(op).toArray());
        }
        if (n > 0) {
            checkEquations(plain, ops, general, positive);
        }
    }

    /** Checks that the factors and solutions satisfy their equations. */
    private static void checkEquations(Evaluator plain, List<Node> ops, Tensor general, Tensor positive) {
        Node l = Constant.of(plain.value(ops.get(16)));
        assertThat(value(l.matMul(Matrices.transposed(l))).difference(positive).within(1e-12, 1e-12))
                .isTrue();
        Solve solve = (Solve) ops.get(17);
        Tensor product = value(Constant.of(general).matMul(Constant.of(plain.value(solve))));
        assertThat(product.difference(plain.value(solve.input(1))).within(1e-9, 1e-9))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void aPivotThatIsNotUsableIsNamed(int n) {
        Input a = Input.of("K", 2, n, n);
        double[] numbers = positiveDefinite(random(a.shape(), 1)).toArray();
        int last = 2 * n * n - 1;
        numbers[last] = -5;
        assertRefused(
                new Cholesky(a),
                numbers,
                "Cholesky: K (2, " + n + ", " + n + ") is not positive definite:" + " in place [1] of the batch pivot "
                        + (n - 1) + " is −");
        double[] triangle = positiveDefinite(random(a.shape(), 1)).toArray();
        triangle[n * n + (n - 2) * (n + 1)] = 0;
        String singular =
                "K (2, " + n + ", " + n + ") is singular: in place [1] of the batch pivot " + (n - 2) + " is 0";
        assertRefused(new TriangularSolve(a, a, false, false, false), triangle, "TriangularSolve: " + singular);
        assertRefused(new TriangularSolve(a, a, true, false, false), triangle, "TriangularSolve: " + singular);
        double[] zeroColumn = positiveDefinite(random(a.shape(), 1)).toArray();
        for (int i = 0; i < n; i++) {
            zeroColumn[n * n + i * n + n - 2] = 0;
        }
        assertRefused(new Solve(a, a), zeroColumn, "Solve: " + singular);
        assertRefused(new Inverse(a), zeroColumn, "Inverse: " + singular);
    }

    private static void assertRefused(Op op, double[] numbers, String message) {
        Graph graph = Graph.of(op);
        Input a = (Input) op.input(0);
        Tensor value = Tensor.of(a.shape(), numbers);
        assertThatThrownBy(() -> Evaluator.of(graph).feed(a, value).value(op))
                .isInstanceOf(MatrixValueException.class)
                .hasMessageStartingWith(message);
        assertThatThrownBy(() -> Run.of(graph).feed(a, value).forward())
                .isInstanceOf(MatrixValueException.class)
                .hasMessageStartingWith(message);
    }

    private static Tensor random(Shape shape, long seed) {
        Random random = new Random(seed);
        return Tensor.generate(shape, i -> random.nextDouble() - 0.5);
    }

    private static Tensor positiveDefinite(Tensor a) {
        int n = a.shape().size(-1);
        Node factor = Constant.of(a);
        return value(factor.matMul(Matrices.transposed(factor)).add(Constant.of(Tensor.eye(n))));
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }
}
