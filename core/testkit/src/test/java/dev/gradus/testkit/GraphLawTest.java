package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Recipe;
import dev.gradus.testkit.law.GraphLaw;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The law of the larger graph, with graphs that are written down. */
class GraphLawTest {
    /** The neighbor minus itself before the op, v @ tanh(vᵀ) after it. */
    private static final Recipe PRODUCT = new Recipe(List.of(new Recipe.Choice(5, 0, 0), new Recipe.Choice(11, 0, 0)));

    /** The neighbor before the op, which moves its inputs, and nothing after it. */
    private static final Recipe SHIFT = new Recipe(List.of());

    /** The neighbor minus the exponential of its tanh, which moves the inputs as far as it can in the other direction. */
    private static final Recipe SHIFT_BACK = new Recipe(List.of(
            new Recipe.Choice(6, 0, 0),
            new Recipe.Choice(5, 1, 0),
            new Recipe.Choice(0, 0, 0),
            new Recipe.Choice(0, 0, 0)));

    private static final Function<Node, Op> EXP = Formula.unary(Math::exp, (f, u) -> u.multiply(f))::apply;

    /** Right on leaves only. */
    private static final Function<Node, Op> DOUBLES_INSIDE =
            Formula.unary(Math::exp, (f, u) -> u.multiply(f).multiply(f.x() instanceof Op ? 2 : 1))::apply;

    /** e¹⁴ tanh(e¹⁴ (e^x - 1)) near x = 0 would be as steep as a jump. */
    @Test
    void theGraphAroundLargeValuesIsNotSteep() {
        Function<Node, Op> expm1 = Formula.unary(Math::expm1, (f, u) -> u.multiply(f.x().exp()))::apply;

        for (double x : new double[] {5, 10, 14, 16, 25, 50}) {
            assertThat(GraphLaw.check(amidProduct(expm1, 0, x))).as("x = %s", x).isEmpty();
        }
    }

    /** 10⁹ x tanh(10⁹ x) near x = 0 would be as steep as a jump. */
    @Test
    void theGraphAroundLargeSlopesIsNotSteep() {
        Function<Node, Op> steep = Formula.unary(x -> 1e9 * x, (f, u) -> u.multiply(1e9))::apply;

        for (double x : new double[] {0, 1e-10, 1e-9, 3e-9}) {
            assertThat(GraphLaw.check(amidProduct(steep, x, x / 2)))
                    .as("x = %s", x)
                    .isEmpty();
        }
    }

    @Test
    void largeValuesHideNoWrongRule() {
        assertThat(GraphLaw.check(amidProduct(DOUBLES_INSIDE, 1, 30))).isPresent();
        assertThat(GraphLaw.check(amidProduct(EXP, 1, 30))).isEmpty();
    }

    @Test
    void aRuleThatIsWrongInsideAGraphOnlyIsFound() {
        assertThat(GraphLaw.check(amidProduct(EXP, 0.5, 1))).isEmpty();
        assertThat(GraphLaw.check(amidProduct(DOUBLES_INSIDE, 0.5, 1))).hasValueSatisfying(finding -> {
            assertThat(finding.what())
                    .isEqualTo("in a larger graph the gradient along a direction of all inputs is wrong");
            assertThat(finding.fact("ratio")).contains("2.00000000");
            assertThat(finding.fact("graph"))
                    .hasValueSatisfying(graph -> assertThat(graph).contains("tanh(v1ᵀ)", "neighbor − neighbor"));
        });
    }

    @Test
    void nothingLeavesTheDomain() {
        Function<Node, Op> narrow = Formula.unary(
                x -> 0.5 < x && x < 0.6 ? x * x : Double.NaN,
                (f, u) -> u.multiply(f.x()).multiply(2))::apply;
        Function<Node, Op> doublesInside = Formula.unary(
                x -> 0.5 < x && x < 0.6 ? x * x : Double.NaN,
                (f, u) -> u.multiply(f.x()).multiply(f.x() instanceof Op ? 4 : 2))::apply;
        Values domain = Values.strictlyBetween(0.5, 0.6);

        for (double x : new double[] {0.51, 0.55, 0.59}) {
            for (Recipe recipe : List.of(PRODUCT, SHIFT, SHIFT_BACK)) {
                assertThat(GraphLaw.check(amidProduct(narrow, domain, 0.55, x).amid(recipe)))
                        .as("x = %s", x)
                        .isEmpty();
                assertThat(GraphLaw.check(
                                amidProduct(doublesInside, domain, 0.55, x).amid(recipe)))
                        .as("x = %s", x)
                        .isPresent();
            }
        }
    }

    /** The inverse of a symmetric matrix, which is NaN for any other one and for one that is nearly singular. */
    private static Op inverse(Node x, double factorInside) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    double[] a = in[0];
                    double determinant = a[0] * a[3] - a[1] * a[2];
                    boolean isInside = Math.abs(a[1] - a[2]) < 1e-9 && determinant > 0.05;
                    double[] adjugate = {a[3], -a[1], -a[2], a[0]};
                    for (int i = 0; i < 4; i++) {
                        out[i] = isInside ? adjugate[i] / determinant : Double.NaN;
                    }
                },
                (self, u) -> List.of(self.transpose()
                        .matMul(u)
                        .matMul(self.transpose())
                        .multiply(self.input(0) instanceof Op ? -factorInside : -1)));
    }

    /** The matrix also moves along the direction of the derivative, and its determinant must not change much. */
    @Test
    void noMatrixLeavesItsSet() {
        Values domain = Values.any().symmetric().invertible();
        for (double[] x : new double[][] {{2, 0.5, 0.5, 1}, {1, 0.9, 0.9, 1}, {0.5, 0, 0, 0.5}, {9, 3, 3, 2}}) {
            for (Recipe recipe : List.of(PRODUCT, SHIFT, SHIFT_BACK)) {
                assertThat(GraphLaw.check(amidProductOfMatrix(in -> inverse(in, 1), domain, x)
                                .amid(recipe)))
                        .as("right at %s", Arrays.toString(x))
                        .isEmpty();
                assertThat(GraphLaw.check(amidProductOfMatrix(in -> inverse(in, 2), domain, x)
                                .amid(recipe)))
                        .as("wrong at %s", Arrays.toString(x))
                        .isPresent();
            }
        }
    }

    /** Near its edge, the graph may take half of the room, because the derivative needs some too. */
    @Test
    void aPositiveDefiniteMatrixRemainsSo() {
        Function<Node, Op> onlyPositive = x -> Custom.like(
                x,
                (self, in, out) -> {
                    double[] a = in[0];
                    boolean isInside = a[0] > 0 && a[0] * a[3] - a[1] * a[2] > 0;
                    Arrays.setAll(out, i -> isInside ? a[i] : Double.NaN);
                },
                (self, u) -> List.of(u.multiply(self.input(0) instanceof Op ? 2 : 1)));
        for (double[] x : new double[][] {{0.2, 0, 0, 0.2}, {0.2, 0.1, 0.1, 0.2}, {1, 0.9, 0.9, 1}}) {
            for (Recipe recipe : List.of(SHIFT, SHIFT_BACK)) {
                assertThat(GraphLaw.check(
                                amidProductOfMatrix(onlyPositive, Values.any().positiveDefinite(), x)
                                        .amid(recipe)))
                        .as("at %s", Arrays.toString(x))
                        .isPresent();
            }
        }
    }

    /** A set without a straight path: the matrix itself enters the op. */
    @Test
    void aCurvedSetIsNotLeftEither() {
        double[] turned = {0.6, -0.8, 0.8, 0.6};
        for (Recipe recipe : List.of(PRODUCT, SHIFT)) {
            assertThat(GraphLaw.check(amidProductOfMatrix(
                                    x -> ofTurned(x, 1), Values.any().orthogonal(), turned)
                            .amid(recipe)))
                    .isEmpty();
            assertThat(GraphLaw.check(amidProductOfMatrix(
                                    x -> ofTurned(x, 2), Values.any().orthogonal(), turned)
                            .amid(recipe)))
                    .isPresent();
        }
    }

    /** The transpose of an orthogonal matrix, and NaN for any other one. */
    private static Op ofTurned(Node x, double factor) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    double[] a = in[0];
                    boolean isTurned = Math.abs(a[0] * a[0] + a[1] * a[1] - 1) < 1e-9
                            && Math.abs(a[0] * a[3] - a[1] * a[2] - 1) < 1e-9;
                    for (int i = 0; i < 4; i++) {
                        out[i] = isTurned ? a[i / 2 + i % 2 * 2] : Double.NaN;
                    }
                },
                (self, u) -> List.of(u.transpose().multiply(factor)));
    }

    private static Case amidProductOfMatrix(Function<Node, Op> op, Values domain, double... x) {
        OpSpec spec = OpSpec.unary(op).input("x", Dims.dims("n", "n"), domain);
        Tensor matrix = Tensor.of(Shape.of(2, 2), x);
        return Cases.of(spec, Tensor.of(Shape.of(2, 2), 1, 2, -1, 0.5), matrix).amid(PRODUCT);
    }

    /** Then the graph around it would only distract. */
    @Test
    void aRuleThatIsWrongByItselfIsShownWithoutAGraph() {
        Function<Node, Op> wrong =
                Formula.unary(Math::exp, (f, u) -> u.multiply(f).multiply(3))::apply;

        assertThat(GraphLaw.check(amidProduct(wrong, 0.5, 1)))
                .hasValueSatisfying(finding -> assertThat(finding.fact("graph")).isEmpty());
    }

    private static Case amidProduct(Function<Node, Op> op, double... x) {
        return amidProduct(op, Values.any(), x);
    }

    private static Case amidProduct(Function<Node, Op> op, Values domain, double... x) {
        OpSpec spec = OpSpec.unary(op).input("x", Dims.dims("n", "m"), domain);
        Tensor column = Tensor.of(Shape.of(x.length, 1), x);
        return Cases.of(spec, column.map(element -> 1), column).amid(PRODUCT);
    }
}
