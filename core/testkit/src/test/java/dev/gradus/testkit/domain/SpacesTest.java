package dev.gradus.testkit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Spaces.Definite;
import dev.gradus.testkit.domain.Spaces.Orthogonal;
import dev.gradus.testkit.domain.Spaces.RowsSum;
import dev.gradus.testkit.domain.Spaces.Symmetric;
import dev.gradus.testkit.domain.Spaces.Triangular;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sets of tensors that come with the kit: each map ends in its set and leaves what is in it as it is. */
class SpacesTest {
    private static final Tensor ANY = Tensor.of(new double[][] {{1, 2, -4}, {5, -3, 0.5}, {7, 6, 2}});
    private static final Tensor BATCH = Tensor.generate(Shape.of(2, 2, 2), i -> i + 1);

    private static double[] onto(Space space, Tensor x) {
        return space.onto(x).toArray();
    }

    private static Stream<String> simplest(Space space, int n) {
        return space.simplest(Shape.of(n, n)).map(Text::compact);
    }

    @Test
    void symmetricMatricesAreMeansWithTheirTransposes() {
        Space space = new Symmetric();

        assertThat(onto(space, BATCH)).containsExactly(1, 2.5, 2.5, 4, 5, 6.5, 6.5, 8);
        assertThat(space.pulledBack(BATCH, BATCH.toArray())).containsExactly(1, 2.5, 2.5, 4, 5, 6.5, 6.5, 8);
        assertThat(simplest(space, 2)).containsExactly("[[1, 1], [1, 1]]");
    }

    @Test
    void definiteMatricesStayAndOthersBecomeDefiniteOnesThatAreNotLarger() {
        Space space = new Definite();
        Tensor definite = Tensor.of(new double[][] {{2, 1}, {1, 3}});
        Tensor made = space.onto(ANY);

        assertThat(space.onto(definite)).isEqualTo(definite);
        assertThat(space.onto(made)).isEqualTo(made);
        assertThat(Matrices.leastPivot(made.to2d())).isGreaterThan(0.05);
        assertThat(Matrices.largest(made.to2d())).isLessThanOrEqualTo(Matrices.largest(ANY.to2d()));
        // (0, 3; 3, 0) / 3 is a reflection, whose square is the unit matrix: 3 (0.8 / 2 + 0.2)
        assertThat(onto(space, Tensor.of(new double[][] {{0, 2}, {4, 0}})))
                .containsExactly(new double[] {1.8, 0, 0, 1.8}, within(1e-15));
        assertThat(onto(space, Tensor.zeros(Shape.of(2, 2)))).containsExactly(0.2, 0, 0, 0.2);
        assertThat(space.pulledBack(definite, new double[] {1, 2, 4, 8})).containsExactly(1, 3, 3, 8);
        assertThat(simplest(space, 2)).containsExactly("[[1, 0], [0, 1]]", "[[2, 1], [1, 2]]", "[[1, 0], [0, 2]]");
    }

    @Test
    void trianglesHaveZerosThatDoNotMove() {
        Space lower = new Triangular(true);
        Space upper = new Triangular(false);

        assertThat(onto(lower, BATCH)).containsExactly(1, 0, 3, 4, 5, 0, 7, 8);
        assertThat(onto(upper, BATCH)).containsExactly(1, 2, 0, 4, 5, 6, 0, 8);
        assertThat(upper.pulledBack(BATCH, BATCH.toArray())).containsExactly(1, 2, 0, 4, 5, 6, 0, 8);
        assertThat(fixed(lower)).containsExactly(1, 5);
        assertThat(fixed(upper)).containsExactly(2, 6);
        assertThat(simplest(lower, 2)).containsExactly("[[1, 0], [1, 1]]");
    }

    private static IntStream fixed(Space space) {
        return IntStream.range(0, 8).filter(position -> space.isFixed(BATCH.shape(), position));
    }

    @Test
    void orthogonalMatricesStayAndOthersBecomeTheNearestOne() {
        Space space = new Orthogonal();
        Tensor turned = Tensor.of(new double[][] {{0.6, -0.8}, {0.8, 0.6}});

        assertThat(onto(space, turned)).containsExactly(turned.toArray(), within(1e-15));
        assertThat(onto(space, turned.map(x -> 1.2 * x))).containsExactly(turned.toArray(), within(1e-15));
        assertThat(onto(space, turned.map(x -> 0.8 * x))).containsExactly(turned.toArray(), within(1e-15));
        // symmetric · orthogonal: the nearest one is the orthogonal part
        Tensor stretched = Tensor.of(Matrices.multiply(new double[][] {{1.1, 0.1}, {0.1, 0.9}}, turned.to2d()));
        assertThat(onto(space, stretched)).containsExactly(turned.toArray(), within(1e-15));
        Random random = new Random(1);
        for (int n = 1; n < 4; n++) {
            double[][] q = space.onto(Tensor.generate(Shape.of(n, n), i -> 6 * random.nextDouble() - 3))
                    .to2d();
            assertThat(Tensor.of(Matrices.multiply(q, Matrices.transpose(q))).toArray())
                    .containsExactly(
                            Tensor.of(Matrices.generate(n, (i, j) -> i == j ? 1 : 0))
                                    .toArray(),
                            within(1e-14));
        }
        assertThat(space.reach()).isBetween(0.1, 0.5);
    }

    /** The map onto a circle from numbers of its plane is smooth, so that it can be differentiated. */
    @Test
    void theGradientOfOrthogonalMatricesIsThatOfTheirTurn() {
        Space space = new Orthogonal();
        Tensor twice = Tensor.of(Shape.of(2, 2, 2), 1, 0, 0, 1, 0, -1, 1, 0);
        double[] along = space.pulledBack(twice, new double[] {5, 4, 2, 7, 3, 1, 1, 9});

        // q (qᵀg − gᵀq) / 2: for q = 1 the skew part of g
        assertThat(along).containsExactly(0, 1, -1, 0, 6, 0, 0, 6);
        assertThat(along)
                .containsExactly(
                        ((Space) space::onto).pulledBack(twice, new double[] {5, 4, 2, 7, 3, 1, 1, 9}), within(1e-9));
    }

    @Test
    void simpleOrthogonalMatricesAreAReflectionAndRotationsOfPairs() {
        Space space = new Orthogonal();

        assertThat(simplest(space, 1)).containsExactly("[[1]]", "[[-1]]", "[[1]]", "[[1]]");
        assertThat(simplest(space, 2))
                .containsExactly(
                        "[[1, 0], [0, 1]]", "[[-1, 0], [0, 1]]", "[[0, -1], [1, 0]]", "[[0.6, -0.8], [0.8, 0.6]]");
        assertThat(simplest(space, 3))
                .endsWith("[[0, -1, 0], [1, 0, 0], [0, 0, 1]]", "[[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]]");
        assertThat(simplest(space, 4)).contains("[[0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 0, -1], [0, 0, 1, 0]]");
    }

    @Test
    void whatARowLacksIsSpreadOverItsElements() {
        Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 0, -1}});

        assertThat(onto(new RowsSum(9, false), x)).containsExactly(2, 3, 4, 6, 2, 1);
        assertThat(onto(new RowsSum(9, true), x)).containsExactly(1.5, 3, 4.5, 12, 0, -3);
        assertThat(new RowsSum(9, false).pulledBack(x, new double[] {1, 2, 6, 3, 3, 3}))
                .containsExactly(new double[] {-2, -1, 3, 0, 0, 0}, within(1e-15));
        assertThat(new RowsSum(6, true).pulledBack(x, new double[] {6, 0, 0, 1, 1, 1}))
                .containsExactly(new double[] {5, -1, -1, 0.5, 0.5, 0.5}, within(1e-15));
        assertThat(new RowsSum(6, false).simplest(Shape.of(1, 3)).map(Text::compact))
                .containsExactly("[[2, 2, 2]]");
    }

    @Test
    void rowsNeedAnAxis() {
        assertThatThrownBy(() -> new RowsSum(1, false).onto(Tensor.scalar(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rowsSumTo needs an axis to sum along, but an input is a scalar");
        assertThat(onto(new RowsSum(1, false), Tensor.zeros(Shape.of(2, 0)))).isEmpty();
    }

    @Test
    void everythingIsAllTensors() {
        assertThat(Space.EVERYTHING.onto(ANY)).isSameAs(ANY);
        double[] gradient = {1, 2};
        assertThat(Space.EVERYTHING.pulledBack(ANY, gradient)).isSameAs(gradient);
        assertThat(Space.EVERYTHING.isFixed(ANY.shape(), 0)).isFalse();
        assertThat(Space.EVERYTHING.reach()).isInfinite();
        assertThat(Space.EVERYTHING.simplest(ANY.shape())).isEmpty();
    }

    @Test
    void aMapWithAKinkIsNoSpace() {
        Space folded = x -> x.map(Math::abs);

        assertThatThrownBy(() -> folded.pulledBack(Tensor.of(Shape.of(1), 0), new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the map onto the domain is not smooth at [0]");
    }
}
