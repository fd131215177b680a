package dev.gradus.testkit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Constraint.Condition;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conditions on whole tensors, with functions whose zeros are known. */
class ConstraintTest {
    private static final Predicate<Tensor> ALL = x -> true;
    private static final ToDoubleFunction<Tensor> ROOM = x -> Double.POSITIVE_INFINITY;

    /** x₀ ≠ 0. */
    private static final Constraint FIRST = Constraint.NONE.where(first(false, false));

    /** x₀ − x₁ ≠ 0. */
    private static final Constraint APART = Constraint.NONE.where(
            new Condition("x₀ − x₁", x -> new double[] {x.toArray()[0] - x.toArray()[1]}, false, false));

    private static final Constraint REGULAR = Constraint.NONE.where(
            new Condition("the determinant", x -> Matrices.each(x, Matrices::determinant), false, false));

    private static Condition first(boolean positive, boolean isKink) {
        return new Condition("x₀", x -> new double[] {x.toArray()[0]}, positive, isKink);
    }

    private static Tensor vector(double... x) {
        return Tensor.of(Shape.of(x.length), x);
    }

    private static Supplier<Tensor> draws(double... numbers) {
        Iterator<Double> left = Arrays.stream(numbers).iterator();
        return () -> vector(left.next());
    }

    @Test
    void aFunctionMustNotBeZeroOrInfinite() {
        assertThat(FIRST.holds(vector(-1e-9))).isTrue();
        assertThat(FIRST.holds(vector(0))).isFalse();
        assertThat(FIRST.holds(vector(Double.NaN))).isFalse();
        assertThat(FIRST.holds(vector(Double.POSITIVE_INFINITY))).isFalse();
        Constraint positive = Constraint.NONE.where(first(true, false));
        assertThat(positive.holds(vector(1e-9))).isTrue();
        assertThat(positive.holds(vector(-1))).isFalse();
        assertThat(positive.holds(vector(0))).isFalse();
    }

    @Test
    void aDifferenceThatIsOnlyRoundingIsZero() {
        assertThat(APART.holds(vector(1, 1 + 1e-10))).isFalse();
        assertThat(APART.holds(vector(1, 1 + 1e-7))).isTrue();
        assertThat(APART.isWellConditioned(vector(1, 1 + 1e-7))).isFalse();
        assertThat(APART.isWellConditioned(vector(1, 1 + 1e-4))).isTrue();
    }

    @Test
    void oneBadMatrixOfABatchIsEnough() {
        assertThat(REGULAR.holds(Tensor.of(Shape.of(2, 1, 1), 1, 0))).isFalse();
        assertThat(REGULAR.holds(Tensor.of(Shape.of(2, 1, 1), 0, 1))).isFalse();
        assertThat(REGULAR.holds(Tensor.of(Shape.of(2, 1, 1), 1, 2))).isTrue();
    }

    @Test
    void aKinkBelongsToTheDomain() {
        Constraint kink = Constraint.NONE.where(first(false, true));

        assertThat(kink.holds(vector(0))).isTrue();
        assertThat(kink.isWellConditioned(vector(0))).isTrue();
        assertThat(kink.isSmoothAt(vector(0))).isFalse();
        assertThat(kink.isSmoothAt(vector(1))).isTrue();
        assertThat(FIRST.isSmoothAt(vector(0))).isTrue();
        assertThat(FIRST.isWellConditioned(vector(0))).isFalse();
    }

    @Test
    void theFirstTensorFarFromAZeroIsChosen() {
        assertThat(FIRST.choose(draws(0.05, 0.1, 5, 7), ALL, ROOM)).contains(vector(0.1));
        assertThat(FIRST.choose(draws(0.05, 5, -5, 7), x -> x.get(0) < 0, ROOM)).contains(vector(-5));
        assertThat(FIRST.choose(draws(5, 6, 7, 8), ALL, x -> x.get(0) > 6 ? 1 : 0.01))
                .contains(vector(7));
    }

    @Test
    void orTheFarthestOfEight() {
        assertThat(FIRST.choose(draws(0.01, 0.03, -0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 9), ALL, ROOM))
                .contains(vector(0.03));
        double[] withoutAny = new double[101];
        assertThat(FIRST.choose(draws(withoutAny), ALL, ROOM)).isEmpty();
        withoutAny[99] = 0.01;
        assertThat(FIRST.choose(draws(withoutAny), ALL, ROOM)).contains(vector(0.01));
    }

    @Test
    void onlyTheSingularMatricesOfABatchAreDrawnAgain() {
        Iterator<Tensor> draws = List.of(
                        Tensor.of(Shape.of(2, 2, 2), 1, 2, 2, 4, 3, 0, 0, 3),
                        Tensor.of(Shape.of(2, 2, 2), 5, 0, 0, 5, 7, 0, 0, 7))
                .iterator();
        Optional<Tensor> chosen = REGULAR.choose(draws::next, ALL, ROOM);

        assertThat(chosen).contains(Tensor.of(Shape.of(2, 2, 2), 5, 0, 0, 5, 3, 0, 0, 3));
    }

    @Test
    void aTensorOnTheOtherSideIsNotNextToIt() {
        assertThat(FIRST.isOnTheSameSide(vector(1), vector(2))).isTrue();
        assertThat(FIRST.isOnTheSameSide(vector(1), vector(-2))).isFalse();
        assertThat(FIRST.isOnTheSameSide(vector(1), vector(0.01))).isFalse();
        assertThat(FIRST.isOnTheSameSide(vector(0.02), vector(0.01))).isFalse();
        assertThat(FIRST.isOnTheSameSide(vector(0.01), vector(0.02))).isTrue();
        assertThat(FIRST.hasRoomLike(vector(0.1), vector(5))).isTrue();
        assertThat(FIRST.hasRoomLike(vector(0.09), vector(5))).isFalse();
        assertThat(FIRST.hasRoomLike(vector(-0.09), vector(0.09))).isTrue();
    }

    @Test
    void aPathEndsAtAQuarterOfTheFunction() {
        // one of eight pieces may be lost to rounding
        assertThat(FIRST.reach(vector(1), new double[] {1}, 10, ALL)).isBetween(0.65, 0.75 + 1e-9);
        assertThat(FIRST.reach(vector(4), new double[] {1}, 10, ALL)).isBetween(2.6, 3 + 1e-9);
        assertThat(FIRST.reach(vector(1), new double[] {-2}, 10, ALL)).isBetween(0.325, 0.375 + 1e-9);
        assertThat(FIRST.reach(vector(1), new double[] {1}, 0.5, ALL)).isEqualTo(0.5);
        assertThat(FIRST.reach(vector(1, 1), new double[] {0, 1}, 2, ALL)).isEqualTo(2);
        assertThat(Constraint.NONE.reach(vector(1), new double[] {0}, 3, ALL)).isEqualTo(3);
        assertThat(FIRST.reach(vector(1e-6), new double[] {1}, 10, ALL)).isBetween(0.65e-6, 0.76e-6);
    }

    @Test
    void aPathEndsWhereAnElementLeavesItsDomain() {
        assertThat(Constraint.NONE.reach(vector(1), new double[] {1}, 1, x -> x.get(0) < 1.55))
                .isEqualTo(0.5);
        assertThat(Constraint.NONE.reach(vector(1), new double[] {1}, 1, x -> x.get(0) > 0.7))
                .isEqualTo(0.25);
        assertThat(Constraint.NONE.reach(vector(1), new double[] {1}, 1, x -> Math.abs(x.get(0) - 1) < 1e-9))
                .isBetween(1e-11, 1e-9);
        assertThat(Constraint.NONE.reach(vector(1), new double[] {1}, 1, x -> false))
                .isZero();
    }

    /** It may be wrong in the middle although it is right at the end. */
    @Test
    void everyPieceOfAPathIsLookedAt() {
        Constraint hole = Constraint.NONE.where(new Condition(
                "a well", x -> new double[] {1 - Math.exp(-400 * square(x.get(0) - 1.5))}, false, false));

        assertThat(hole.reach(vector(1), new double[] {1}, 1, ALL)).isEqualTo(0.375);
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void aCurvedSetHasNoStraightPaths() {
        Constraint symmetric = Constraint.NONE.in("are symmetric", new Spaces.Symmetric());
        Constraint orthogonal = Constraint.NONE.in("are orthogonal", new Spaces.Orthogonal());
        Tensor unit = Tensor.of(new double[][] {{1, 0}, {0, 1}});

        assertThat(symmetric.straight(unit, new double[] {0, 1, 0, 0}, ALL)).contains(Tensor.of(new double[][] {
            {0, 0.5}, {0.5, 0}
        }));
        assertThat(orthogonal.straight(unit, new double[] {0, 1, -1, 0}, ALL)).isEmpty();
        assertThat(orthogonal.reach(unit, new double[] {0, 3, -4, 0}, 1, ALL)).isEqualTo(0.05);
        assertThat(orthogonal.reach(unit, new double[] {0, 0, 0, 0}, 1, ALL)).isEqualTo(1);
    }

    @Test
    void simplerTensorsAreInTheSetAndTheSimplestComeFirst() {
        Constraint symmetric =
                Constraint.NONE.in("are symmetric", new Spaces.Symmetric()).where(first(false, false));
        Stream<String> simpler =
                symmetric.simpler(Tensor.of(new double[][] {{4, 3}, {3, 4}})).map(Text::compact);

        assertThat(simpler.toList())
                .startsWith("[[1, 1], [1, 1]]", "[[1, 3], [3, 4]]", "[[1, 3], [3, 1]]", "[[1, 3], [3, 7]]")
                .contains("[[4, 1], [1, 4]]", "[[4, 2], [2, 4]]")
                .noneMatch(x -> x.startsWith("[[0"));
        assertThat(FIRST.simpler(vector(2)).map(Text::compact)).containsExactly("[1]", "[-1]");
        assertThat(symmetric.simpler(Tensor.zeros(Shape.of(0, 0)))).isEmpty();
    }

    @Test
    void aPairKeepsItsSumWithoutTheRoundingOfIt() {
        Constraint sums = Constraint.NONE.in("have rows that sum to 1", new Spaces.RowsSum(1, false));

        assertThat(sums.simpler(vector(0.9, 0.1)).map(Text::compact)).contains("[0.8, 0.2]", "[1, 0]");
    }

    @Test
    void emptyTensorsAreInEverySet() {
        Constraint orthogonal = Constraint.NONE.in("are orthogonal", new Spaces.Orthogonal());
        Tensor empty = Tensor.zeros(Shape.of(0, 0));

        assertThat(orthogonal.onto(empty)).isSameAs(empty);
        assertThat(orthogonal.pulledBack(empty, new double[0])).isEmpty();
        assertThat(Constraint.NONE
                        .in("are symmetric", new Spaces.Symmetric())
                        .pulledBack(Tensor.zeros(Shape.of(2, 2)), new double[] {1, 2, 4, 8}))
                .containsExactly(1, 3, 3, 8);
        assertThat(orthogonal.holds(empty)).isTrue();
        assertThat(orthogonal.hasSpace()).isTrue();
        assertThat(orthogonal.isNone()).isFalse();
        assertThat(FIRST.hasSpace()).isFalse();
        assertThat(Constraint.NONE.isNone()).isTrue();
    }

    @Test
    void whatIsOutsideTheSetDoesNotHold() {
        Constraint symmetric = Constraint.NONE.in("are symmetric", new Spaces.Symmetric());

        assertThat(symmetric.holds(Tensor.of(new double[][] {{1, 2}, {2.001, 1}})))
                .isFalse();
        assertThat(symmetric.holds(Tensor.of(new double[][] {{1, 2}, {2 + 1e-12, 1}})))
                .isTrue();
        assertThat(Constraint.isNear(1e20, 1e20 + 1e7)).isTrue();
        assertThat(Constraint.isNear(1e20, 1e20 + 1e9)).isFalse();
        assertThat(Constraint.isNear(1e-20, 2e-20)).isTrue();
        assertThat(symmetric.isFixed(Shape.of(2, 2), 1)).isFalse();
        assertThat(Constraint.NONE.in("", new Spaces.Triangular(true)).isFixed(Shape.of(2, 2), 1))
                .isTrue();
    }

    @Test
    void theLargestAmplificationCounts() {
        Constraint both = FIRST.where(new Condition("c", x -> new double[] {1}, true, false, 100))
                .where(new Condition("d", x -> new double[] {1}, true, false, 10));

        assertThat(both.amplification()).isEqualTo(100);
        assertThat(FIRST.amplification()).isZero();
        assertThat(Constraint.NONE.amplification()).isZero();
    }

    @Test
    void aDomainIsNamedInWords() {
        Constraint symmetric = Constraint.NONE.in("are symmetric", new Spaces.Symmetric());

        assertThat(symmetric).hasToString("are symmetric");
        assertThat(FIRST).hasToString("where x₀ ≠ 0");
        assertThat(symmetric.where(first(true, false)).where(first(false, false)))
                .hasToString("are symmetric, where x₀ > 0 and x₀ ≠ 0");
        assertThat(Constraint.NONE).hasToString("");
    }
}
