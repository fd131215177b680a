package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.law.DependenceLaw;
import dev.gradus.testkit.law.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an op may say of its elements, truly and not. */
class DependenceLawTest {
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Tensor ROW = Cases.vector(7, 8, 9);

    /** The value from the operands' elements. */
    @FunctionalInterface
    private interface Forward {
        double at(double[][] in, int place);
    }

    @Test
    void anElementwiseOpReadsItsOwnPlace() {
        Forward sum = (in, i) -> in[0][i] + in[1][i % 3];
        Forward shifted = (in, i) -> in[0][i] + in[1][(i + 1) % 3];

        assertThat(law(Dependence.ELEMENTWISE, Shape.of(2, 3), sum, MATRIX, ROW))
                .isEmpty();
        assertThat(law(Dependence.ELEMENTWISE, Shape.of(2, 3), shifted, MATRIX, ROW))
                .contains("dependence() says ELEMENTWISE, but the op changes at [0, 2] with b[0]");
        assertThat(law(Dependence.ANY, Shape.of(2, 3), shifted, MATRIX, ROW)).isEmpty();
    }

    @Test
    void operandsOfAnElementwiseOpFitItsShape() {
        assertThat(law(Dependence.ELEMENTWISE, Shape.of(3), (in, i) -> 0, MATRIX))
                .contains("dependence() says ELEMENTWISE, but the op has shape (3) with operands of [(n2=2, n3=3)]");
        assertThat(law(Dependence.ELEMENTWISE, Shape.of(3, 2), (in, i) -> 0, MATRIX))
                .isPresent();
        assertThat(law(Dependence.ELEMENTWISE, Shape.of(2, 3), (in, i) -> in[0][i / 3], column()))
                .isEmpty();
        assertThat(law(Dependence.ELEMENTWISE, Shape.of(2, 2), (in, i) -> 0, ROW))
                .isPresent();
    }

    @Test
    void aSelectionLeavesOneOut() {
        Forward larger = (in, i) -> in[0][i] > in[1][i] ? in[0][i] : in[1][i];
        Forward choice = (in, i) -> i == 0 ? in[0][i] : in[1][i];
        Tensor other = Cases.vector(1, 9, 2);

        assertThat(law(Dependence.SELECTION, Shape.of(3), choice, ROW, other)).isEmpty();
        assertThat(law(Dependence.SELECTION, Shape.of(3), (in, i) -> in[0][i] + in[1][i], ROW, other))
                .contains("dependence() says SELECTION, but the op has at [0] a number that all operands"
                        + " have an influence on");
        assertThat(law(Dependence.SELECTION, Shape.of(3), (in, i) -> in[0][2 - i], ROW, other))
                .contains("dependence() says SELECTION, but the op changes at [2] with a[0]");
        // NaN > b is false, so b is chosen; a > NaN is false, so NaN is.
        assertThat(law(Dependence.SELECTION, Shape.of(1), larger, Cases.vector(1), Cases.vector(2)))
                .isEmpty();
        assertThat(law(Dependence.SELECTION, Shape.of(1), larger, Cases.vector(2), Cases.vector(1)))
                .isPresent();
    }

    @Test
    void aRepetitionHasTheOperandsElementAtItsOwnPlace() {
        assertThat(law(Dependence.REPETITION, Shape.of(2, 3), (in, i) -> in[0][i % 3], ROW))
                .isEmpty();
        assertThat(law(Dependence.REPETITION, Shape.of(2, 3), (in, i) -> in[0][i / 3], column()))
                .isEmpty();
        assertThat(law(Dependence.REPETITION, Shape.of(2, 3), (in, i) -> in[0][i / 2], ROW))
                .contains("dependence() says REPETITION, but the op has at [0, 1] the number 7"
                        + " where the operand has 8");
        assertThat(law(Dependence.REPETITION, Shape.of(3, 2), (in, i) -> in[0][i / 2], ROW))
                .contains("dependence() says REPETITION, but the op has shape (3, 2) with operands of [(n3=3)]");
    }

    @Test
    void aViewKeepsTheOrder() {
        assertThat(law(Dependence.VIEW, Shape.of(3, 2), (in, i) -> in[0][i], MATRIX))
                .isEmpty();
        assertThat(law(Dependence.VIEW, Shape.of(3, 2), (in, i) -> in[0][i % 2 * 3 + i / 2], MATRIX))
                .contains("dependence() says VIEW, but the op has at [0, 1] the number 4 where the operand has 2");
        assertThat(law(Dependence.VIEW, Shape.of(2, 2), (in, i) -> in[0][i], MATRIX))
                .contains("dependence() says VIEW, but the op has shape (2, 2) with operands of [(n2=2, n3=3)]");
        assertThat(law(Dependence.VIEW, Shape.of(3), (in, i) -> in[0][i], ROW, ROW))
                .isPresent();
    }

    @Test
    void aMoveComputesNothing() {
        assertThat(law(Dependence.MOVE, Shape.of(3, 2), (in, i) -> in[0][i % 2 * 3 + i / 2], MATRIX))
                .isEmpty();
        assertThat(law(Dependence.MOVE, Shape.of(4), (in, i) -> i < 3 ? in[0][i] : 0.5, ROW))
                .isEmpty();
        assertThat(law(Dependence.MOVE, Shape.of(3), (in, i) -> i < 2 ? in[0][i] : 2 * in[0][i], ROW))
                .contains("dependence() says MOVE, but the op has at [2] the number 18, which no operand has");
    }

    @Test
    void aSumAddsUpItsAxes() {
        assertThat(sum(Shape.of(2), (in, i) -> in[0][3 * i] + in[0][3 * i + 1] + in[0][3 * i + 2], 1))
                .isEmpty();
        assertThat(sum(Shape.of(2, 1), (in, i) -> in[0][3 * i] + in[0][3 * i + 1] + in[0][3 * i + 2], 1))
                .isEmpty();
        assertThat(sum(Shape.of(3), (in, i) -> in[0][i] + in[0][i + 3], 0)).isEmpty();
        assertThat(sum(Shape.of(3), (in, i) -> (in[0][i] + in[0][i + 3]) / 2, 0))
                .contains("dependence() says SUM, but the op has at [0] the number 2.5 where the sum is 5");
        assertThat(sum(Shape.of(3), (in, i) -> in[0][i] + in[0][i + 3], 2))
                .contains("dependence() says SUM, but the op has shape (3) with operands of [(n2=2, n3=3)]");
        assertThat(sum(Shape.of(3), (in, i) -> in[0][i] + in[0][i + 3], -1)).isPresent();
    }

    @Test
    void aReductionReadsItsAxesOnly() {
        Forward mean = (in, i) -> (in[0][i] + in[0][i + 3]) / 2;

        assertThat(reduction(mean, 0)).isEmpty();
        assertThat(reduction((in, i) -> (in[0][i] + in[0][(i + 1) % 3]) / 2, 0))
                .contains("dependence() says REDUCTION, but the op changes at [2] with a[0, 0]");
    }

    @Test
    void onlyAReductionHasReducedAxes() {
        assertThat(check(new Says(List.of(0), Dependence.ANY, Shape.of(2, 3), (in, i) -> 0), MATRIX))
                .contains("dependence() says ANY, but the op has reducedAxes() [0], which only a reduction has");
    }

    @Test
    void aProductReadsARowAndAColumn() {
        Tensor square = Tensor.of(Shape.of(3, 3), 1, 0, 2, 3, 1, 0, 0, 2, 1);
        Forward product = (in, i) -> in[0][i / 3 * 3] * in[1][i % 3]
                + in[0][i / 3 * 3 + 1] * in[1][3 + i % 3]
                + in[0][i / 3 * 3 + 2] * in[1][6 + i % 3];
        Forward transposed = (in, i) -> in[0][i / 3 * 3] * in[1][i % 3 * 3];

        assertThat(law(Dependence.PRODUCT, Shape.of(2, 3), product, MATRIX, square))
                .isEmpty();
        assertThat(law(Dependence.PRODUCT, Shape.of(2, 3), transposed, MATRIX, square))
                .contains("dependence() says PRODUCT, but the op changes at [0, 1] with b[1, 0]");
        assertThat(law(Dependence.PRODUCT, Shape.of(2, 3), (in, i) -> in[0][0], MATRIX, square))
                .contains("dependence() says PRODUCT, but the op changes at [1, 0] with a[0, 0]");
        assertThat(law(Dependence.PRODUCT, Shape.of(3), (in, i) -> 0, MATRIX, square))
                .contains(
                        "dependence() says PRODUCT, but the op has shape (3) with operands of [(n2=2, n3=3), (n3=3, n3=3)]");
        assertThat(law(Dependence.PRODUCT, Shape.of(2, 3), (in, i) -> 0, MATRIX))
                .isPresent();
        assertThat(law(Dependence.PRODUCT, Shape.of(2, 3), (in, i) -> 0, MATRIX, ROW))
                .isPresent();
    }

    private static Tensor column() {
        return Tensor.of(Shape.of(2, 1), 5, 6);
    }

    private static Optional<String> sum(Shape shape, Forward forward, int axis) {
        return check(new Says(List.of(axis), Dependence.SUM, shape, forward), MATRIX);
    }

    private static Optional<String> reduction(Forward forward, int axis) {
        return check(new Says(List.of(axis), Dependence.REDUCTION, Shape.of(3), forward), MATRIX);
    }

    private static Optional<String> law(Dependence dependence, Shape shape, Forward forward, Tensor... operands) {
        return check(new Says(List.of(), dependence, shape, forward), operands);
    }

    /** What the law finds, in words. */
    private static Optional<String> check(Says says, Tensor... operands) {
        OpSpec spec = OpSpec.nary(inputs -> new Saying(inputs, says));
        for (int input = 0; input < operands.length; input++) {
            spec = spec.input(input == 0 ? "a" : "b", Dims.anyShape(), Values.any());
        }
        return DependenceLaw.check(Cases.of(spec, Tensor.scalar(1), operands)).map(Finding::what);
    }

    /** What an op says of itself, and what it does. */
    private record Says(List<Integer> reducedAxes, Dependence dependence, Shape shape, Forward forward) {}

    private static final class Saying extends Op {
        private final Says says;

        Saying(List<? extends Node> inputs, Says says) {
            super(says.shape, List.copyOf(inputs));
            this.says = says;
        }

        @Override
        public Dependence dependence() {
            return says.dependence;
        }

        @Override
        public List<Integer> reducedAxes() {
            return says.reducedAxes;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = says.forward.at(in, i);
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            throw new AssertionError("this law asks for no gradient");
        }

        @Override
        public Saying withInputs(List<Node> inputs) {
            return new Saying(inputs, says);
        }
    }
}
