package dev.gradus.run;

import static dev.gradus.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.node.UnaryOp;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseJacobianTest {
    /** yᵢ = xᵢ₋₁ xᵢ + sin xᵢ₊₁, with 0 beyond both ends. */
    private static Node stencil(Node x) {
        int n = x.shape().size(0);
        Node wide = x.pad(0, 1, 1);
        return wide.slice(0, 0, n).multiply(x).add(wide.slice(0, 2, n + 2).sin());
    }

    private static double[] numbers(int count) {
        return NumpyRandom.seed(count).randn(count).toArray();
    }

    /** But for the signs of zeros. */
    private static void assertSameNumbers(Tensor sparse, Tensor whole) {
        assertThat(sparse.map(number -> number + 0)).isEqualTo(whole.map(number -> number + 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100, 100_000})
    void aTridiagonalMatrixTakesThreeProductsWhateverItsSize(int n) {
        Input x = Input.of("x", n);
        SparseJacobian jacobian = Jacobian.of(stencil(x)).sparse().wrt(x).feed(x, numbers(n));
        assertThat(jacobian.passes()).isEqualTo(3);
        assertThat(jacobian.count()).isEqualTo(3 * n - 2);
        assertThat(jacobian.toString()).isEqualTo(3 * n - 2 + " of " + (long) n * n + " elements, in 3 products");
        double[] values = jacobian.values();
        double[] at = numbers(n);
        int[] starts = jacobian.rowStarts();
        int[] columns = jacobian.columns();
        for (int row = 1; row < n - 1; row++) {
            assertThat(columns[starts[row]]).isEqualTo(row - 1);
            assertThat(values[starts[row]]).isEqualTo(at[row]);
            assertThat(values[starts[row] + 1]).isEqualTo(at[row - 1]);
        }
        assertThat(starts[n]).isEqualTo(values.length);
    }

    @Test
    void theHessianOfAChainTakesThreeProductsToo() {
        Input x = Input.of("x", 1000);
        Node steps = x.slice(0, 1, 1000).subtract(x.slice(0, 0, 999).square());
        Node rosenbrock = steps.square()
                .multiply(100)
                .sum()
                .add(Constant.of(1).subtract(x.slice(0, 0, 999)).square().sum());
        SparseJacobian hessian = Hessian.of(rosenbrock).sparse().wrt(x).feed(x, numbers(1000));
        assertThat(hessian.toString()).isEqualTo("2998 of 1000000 elements, in 3 products");
    }

    /** By columns or by rows it would take as many products as there are elements. */
    @Test
    void oneThatMeetsAllOthersTakesTwoProductsInAHessian() {
        Input x = Input.of("x", 300);
        Node first = x.slice(0, 0, 1), rest = x.slice(0, 1, 300);
        Node j = rest.sin().multiply(first.exp()).sum();
        SparseJacobian hessian = Hessian.of(j).sparse().wrt(x).feed(x, numbers(300));
        assertThat(hessian.passes()).isEqualTo(2);
        assertSameNumbers(
                hessian.value(), Hessian.of(j).wrt(x).feed(x, numbers(300)).value());
        assertThat(Jacobian.of(Gradients.of(j).wrt(x)).sparse().wrt(x).passes()).isEqualTo(300);
    }

    @Test
    void rowsAreAddedWhereAColumnIsFull() {
        Input x = Input.of("x", 50);
        Node y = x.multiply(x.slice(0, 0, 1));
        assertThat(Jacobian.of(y).sparse().wrt(x).passes()).isEqualTo(2);
        assertThat(Jacobian.of(y).byRows().sparse().wrt(x).passes()).isEqualTo(50);
        assertThat(Jacobian.of(y).byColumns().sparse().wrt(x).passes()).isEqualTo(2);
        Node sums = Moves.concat(0, x.square(), x.sum().reshape(1));
        assertThat(Jacobian.of(sums).sparse().wrt(x).passes()).isEqualTo(2);
        assertThat(Jacobian.of(sums).byColumns().sparse().wrt(x).passes()).isEqualTo(50);
    }

    @Test
    void eachExampleOfABatchIsABlock() {
        Input x = Input.of("x", 40, 3);
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(3, 2));
        Node y = x.matMul(W).softmax(1);
        SparseJacobian jacobian = Jacobian.of(y).sparse().wrt(x).feed(x, numbers(120));
        assertThat(jacobian.toString()).isEqualTo("240 of 9600 elements, in 2 products");
        assertSameNumbers(
                jacobian.value(), Jacobian.of(y).wrt(x).feed(x, numbers(120)).value());
    }

    /** Known zeros of a matrix cut off what they are multiplied with. */
    @Test
    void aConstantMatrixGivesItsOwnPattern() {
        Input x = Input.of("x", 6, 1);
        Tensor second = Tensor.generate(
                Shape.of(6, 6), index -> new double[] {-2, 1, 0, 0, 0, 0}[Math.abs(index / 6 - index % 6)]);
        SparseJacobian jacobian =
                Jacobian.of(Constant.of(second).matMul(x)).sparse().wrt(x).feed(x, new double[6]);
        assertThat(jacobian.passes()).isEqualTo(3);
        assertThat(jacobian.value().reshape(6, 6)).isEqualTo(second);
        assertThat(jacobian.count()).isEqualTo(16);
    }

    @Test
    void theStepsOfAScanAreFollowed() {
        Input x = Input.of("x", 30, 2);
        Node y = Scan.over("x", x, 0)
                .steps(step -> step.output("y", step.element("x").sum().sin()))
                .output();
        SparseJacobian jacobian = Jacobian.of(y).sparse().wrt(x).feed(x, numbers(60));
        assertThat(jacobian.toString()).isEqualTo("60 of 1800 elements, in 1 product");
        assertSameNumbers(
                jacobian.value(), Jacobian.of(y).wrt(x).feed(x, numbers(60)).value());
    }

    /** Where an element is looked up is known only if the indices are. */
    @Test
    void lookedUpElementsAreKnownIfTheIndicesAre() {
        Input x = Input.of("x", 5), indices = Input.of("indices", 3);
        Node known = x.take(Constant.of(Tensor.of(new double[] {4, 0, 4})), 0);
        assertThat(Jacobian.of(known).sparse().wrt(x).columns()).containsExactly(4, 0, 4);
        assertThat(Jacobian.of(x.take(indices, 0)).sparse().wrt(x).count()).isEqualTo(15);
    }

    @Test
    void whatHasNoDerivativeIsNoElement() {
        Input x = Input.of("x", 4);
        Node y = x.greater(0).where(x.square(), x.stopGradient()).add(x.floor().sum());
        SparseJacobian jacobian = Jacobian.of(y).sparse().wrt(x);
        assertThat(jacobian.columns()).containsExactly(0, 1, 2, 3);
        SparseJacobian none = Jacobian.of(x.floor()).sparse().wrt(x);
        assertThat(none.toString()).isEqualTo("0 of 16 elements, in 0 products");
        assertThat(none.feed(x, new double[4]).values()).isEmpty();
    }

    /** The value of the op is x, element by element; its rule is what the derivatives are. */
    @Test
    void aRuleThatMixesElementsFillsTheMatrix() {
        Input x = Input.of("x", 4);
        Node mean = x.withGradient(u -> u.mean().broadcastTo(u.shape())).sin();
        SparseJacobian jacobian = Jacobian.of(mean).sparse().wrt(x).feed(x, numbers(4));
        assertThat(jacobian.count()).isEqualTo(16);
        assertSameNumbers(
                jacobian.value(), Jacobian.of(mean).wrt(x).feed(x, numbers(4)).value());
    }

    @Test
    void aRuleOfSingleElementsKeepsTheMatrixSparse() {
        Input x = Input.of("x", 40);
        Node clipped = x.withGradient(u -> u.clip(-1, 1).multiply(x.sigmoid()));
        Node custom = Custom.of(
                List.of(clipped, x.flip(0)),
                (in, out) -> Arrays.setAll(out, i -> in[0][i] * in[1][i]),
                (op, u) -> List.of(u.multiply(op.input(1)), u.multiply(op.input(0))));
        assertThat(Jacobian.of(clipped).sparse().wrt(x).toString()).isEqualTo("40 of 1600 elements, in 1 product");
        assertThat(Jacobian.of(custom).sparse().wrt(x).toString()).isEqualTo("80 of 1600 elements, in 2 products");
    }

    @Test
    void aUsersOpThatCannotBeMadeAgainIsFollowedToo() {
        Input x = Input.of("x", 4);
        Node square = new UnaryOp(x) {
            @Override
            public double apply(double value) {
                return value * value;
            }

            @Override
            public List<Node> backward(Node upstream) {
                return List.of(upstream.multiply(x()).multiply(2));
            }

            @Override
            public Op withInputs(List<Node> inputs) {
                throw new UnsupportedOperationException("no Jacobian needs it");
            }
        };
        assertThat(Jacobian.of(square.sin()).sparse().wrt(x).toString()).isEqualTo("4 of 16 elements, in 1 product");
    }

    /** Each row of x times the same matrix, which depends on all of x. */
    @Test
    void aUsersProductIsFollowedByItsRule() {
        Input x = Input.of("x", 3, 2);
        Node product = Custom.of(
                List.of(x, Constant.of(Tensor.eye(2)), x.sum()),
                (in, out) -> Arrays.setAll(out, i -> in[0][i] * in[2][0]),
                (op, u) -> List.of(
                        u.matMul(op.input(1).transpose()).multiply(op.input(2)),
                        Constant.of(Tensor.zeros(2, 2)),
                        u.multiply(op.input(0)).sum()));
        SparseJacobian ofRows = Jacobian.of(product).sparse().wrt(x).feed(x, numbers(6));
        assertThat(ofRows.count()).isEqualTo(36);
        assertSameNumbers(
                ofRows.value(), Jacobian.of(product).wrt(x).feed(x, numbers(6)).value());
    }

    /** The rule is not the derivative of the value, so ∂²J/∂x₀∂x₁ depends on the order. */
    @Test
    void aHessianOfAUsersRuleIsNotTakenForSymmetric() {
        Input x = Input.of("x", 2);
        Node j = x.withGradient(u -> u.multiply(x.flip(0)))
                .multiply(Constant.of(Tensor.of(new double[] {2, 3})))
                .sum();
        Tensor expected = Tensor.of(new double[][] {{0, 2}, {3, 0}});
        assertSameNumbers(Hessian.of(j).sparse().wrt(x).feed(x, numbers(2)).value(), expected);
        assertSameNumbers(Hessian.of(j).wrt(x).feed(x, numbers(2)).value(), expected);
        assertSameNumbers(
                Jacobian.of(Gradients.of(j).wrt(x)).wrt(x).feed(x, numbers(2)).value(), expected);
        assertThat(Hessian.of(j).wrt(x).feed(x, numbers(2)).times(Tensor.of(new double[] {1, 10})))
                .isEqualTo(Tensor.of(new double[] {20, 3}));
    }

    @Test
    void seesTheParametersOfNow() {
        Input x = Input.of("x", 2);
        Parameter a = Parameter.of("a", Tensor.of(new double[] {2, 2}));
        Node y = x.multiply(a);
        Parameters parameters = Parameters.of(Graph.of(y));
        SparseJacobian jacobian =
                Jacobian.of(y).parameters(parameters).sparse().wrt(x).feed(x, Tensor.ones(2));
        parameters.set(a, Tensor.of(new double[] {7, 8}));
        assertThat(jacobian.values()).containsExactly(7, 8);
    }

    @Test
    void aMissingFeedAndAShortArrayAreNamed() {
        Input x = Input.of("x", 3);
        SparseJacobian jacobian = Jacobian.of(stencil(x)).sparse().wrt(x);
        assertThatThrownBy(jacobian::values)
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("x (3) was not fed");
        assertThatThrownBy(() -> jacobian.read(new double[9]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SparseJacobian: the array has 9 elements, but the matrix stores 7 of 9 elements, in 3 products");
        assertThatThrownBy(() -> Hessian.of(x).sparse()).isInstanceOf(ShapeException.class);
    }

    @Test
    void readingAllocatesNothing() {
        Input x = Input.of("x", 200);
        SparseJacobian jacobian = Jacobian.of(stencil(x)).sparse().wrt(x);
        double[] at = numbers(200);
        double[] values = new double[jacobian.count()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[1];
        eventually(() -> {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 1000; i++) {
                jacobian.feed(x, at).read(values);
            }
            allocated[0] =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            return allocated[0] == 0;
        });
        assertThat(allocated[0]).isZero();
    }
}
