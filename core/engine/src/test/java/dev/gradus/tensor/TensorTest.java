package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TensorArbitraries.class)
@Domain(DomainContext.Global.class)
class TensorTest {
    @Test
    void floatsAndIntegersAreExact() {
        assertThat(Tensor.of(new float[] {0.1f, Float.MAX_VALUE}))
                .isEqualTo(Tensor.of(new double[] {0.1f, Float.MAX_VALUE}));
        assertThat(Tensor.of(new int[] {Integer.MIN_VALUE, 0, 7}))
                .isEqualTo(Tensor.of(new double[] {Integer.MIN_VALUE, 0, 7}));
        assertThat(Tensor.of(new int[0]).shape()).isEqualTo(Shape.of(0));
    }

    @Provide
    Arbitrary<Tensor> withRows() {
        return TensorArbitraries.tensors(TensorArbitraries.shapes(1, 0));
    }

    @Property
    void joinedRowsAreTheTensorAgain(@ForAll("withRows") Tensor tensor, @ForAll @IntRange(max = 4) int cut) {
        int rows = tensor.shape().size(0), first = Math.min(cut, rows);
        List<Tensor> parts = List.of(
                tensor.rows(IntStream.range(0, first).toArray()),
                tensor.rows(IntStream.range(first, rows).toArray()));
        assertThat(Tensor.joined(parts)).isEqualTo(tensor);
    }

    @Test
    void joiningWhatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Tensor.joined(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor.joined: there is no tensor to join");
        assertThatThrownBy(() -> Tensor.joined(List.of(Tensor.scalar(1))))
                .hasMessage("Tensor.joined: a scalar has no first axis");
        assertThatThrownBy(() -> Tensor.joined(List.of(Tensor.zeros(2, 3), Tensor.zeros(1, 2))))
                .hasMessage("Tensor.joined: (2, 3) and (1, 2) must have the same sizes except the first");
    }

    @Test
    void factoriesFillTheirShape() {
        assertThat(Tensor.of(Shape.of(2, 2), 1, 2, 3, 4)).isEqualTo(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        assertThat(Tensor.of(new double[] {1, 2}).shape()).isEqualTo(Shape.of(2));
        assertThat(Tensor.scalar(7).shape()).isEqualTo(Shape.scalar());
        assertThat(Tensor.zeros(2, 1)).isEqualTo(Tensor.of(new double[][] {{0}, {0}}));
        assertThat(Tensor.zeros()).isEqualTo(Tensor.scalar(0));
        assertThat(Tensor.ones(1, 2)).isEqualTo(Tensor.of(new double[][] {{1, 1}}));
        assertThat(Tensor.full(Shape.of(2), -3)).isEqualTo(Tensor.of(new double[] {-3, -3}));
        assertThat(Tensor.eye(3)).isEqualTo(Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
        assertThat(Tensor.eye(0).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Tensor.generate(Shape.of(2, 2), position -> 10 * position)).isEqualTo(Tensor.of(new double[][] {
            {0, 10}, {20, 30}
        }));
    }

    @Test
    void rowsMayBeEmptyOrNone() {
        assertThat(Tensor.of(new double[0][]).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Tensor.of(new double[3][0]).shape()).isEqualTo(Shape.of(3, 0));
        assertThat(Tensor.zeros(3, 0).to2d()).hasDimensions(3, 0);
    }

    @Test
    void factoriesKeepAxisNames() {
        Shape named = Shape.of(1, 2).named("n_batch", "n_in");
        assertThat(Tensor.zeros(named).shape()).hasToString("(n_batch=1, n_in=2)");
        assertThat(Tensor.of(named, 1, 2).map(x -> -x).round(1).shape()).hasToString("(n_batch=1, n_in=2)");
        assertThat(Tensor.ones(1, 2).named("a", "").shape()).hasToString("(a=1, 2)");
        assertThat(Tensor.ones(2).reshape(named).shape()).hasToString("(n_batch=1, n_in=2)");
        assertThat(Tensor.ones(named).reshape(2).shape()).hasToString("(2)");
        assertThat(Tensor.ones(named).row(0).shape()).hasToString("(n_in=2)");
    }

    @Test
    void wrongNumbersOfValuesAreRefused() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (2, 3) needs 6 values, but got 5");
        assertThatThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3, 4}, {5}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rows of a tensor must have equal lengths, but row 2 has 1 values and row 0 has 2");
        assertThatThrownBy(() -> Tensor.ones(2, 3).copyTo(new double[7]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor of shape (2, 3) has 6 values, but the destination has length 7");
        assertThatThrownBy(() -> Tensor.ones(2, 3).reshape(4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot reshape (2, 3) to (4, 2): 6 ≠ 8 elements");
    }

    @Test
    void wrongReadsAreRefused() {
        Tensor matrix = Tensor.ones(2, 3);
        assertThatThrownBy(() -> matrix.get(2, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (2, 3) has no index [2, 0]; axis 0 goes from 0 to 1");
        assertThatThrownBy(() -> matrix.get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (2, 3) has rank 2 and takes one coordinate per axis, but got 1: [0]");
        assertThatThrownBy(matrix::item)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("item() reads a tensor of one element, but this one has shape (2, 3); use get(index)");
        assertThatThrownBy(() -> Tensor.ones(2).to2d())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("to2d() reads a tensor of rank 2, but this one has shape (2)");
        for (int row : new int[] {-1, 2}) {
            assertThatThrownBy(() -> matrix.row(row))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("a tensor of shape (2, 3) has no row " + row);
        }
        assertThatThrownBy(() -> Tensor.scalar(1).row(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("row(0) reads along the first axis, but a scalar has no axes");
    }

    @Test
    void itemReadsOneElementOfAnyRank() {
        assertThat(Tensor.scalar(7).item()).isEqualTo(7);
        assertThat(Tensor.full(Shape.of(1, 1), 7).item()).isEqualTo(7);
        assertThat(Tensor.scalar(7).get()).isEqualTo(7);
    }

    @Test
    void equalityIsOfBits() {
        assertThat(Tensor.scalar(Double.NaN)).isEqualTo(Tensor.scalar(Double.NaN));
        Tensor otherNaN = Tensor.scalar(Double.longBitsToDouble(0xfff8_0000_1234_5678L));
        assertThat(otherNaN).isEqualTo(Tensor.scalar(Double.NaN)).hasSameHashCodeAs(Tensor.scalar(Double.NaN));
        assertThat(Tensor.scalar(0.0)).isNotEqualTo(Tensor.scalar(-0.0));
        assertThat(Tensor.ones(2, 3)).isNotEqualTo(Tensor.ones(3, 2)).doesNotHaveSameHashCodeAs(Tensor.ones(3, 2));
        assertThat(Tensor.scalar(1)).isNotEqualTo(Tensor.scalar(2)).doesNotHaveSameHashCodeAs(Tensor.scalar(2));
        assertThat(Tensor.ones(1)).isEqualTo(Tensor.ones(1).named("n")).hasSameHashCodeAs(Tensor.ones(1));
    }

    /** Expected values from {@code numpy.round}. */
    @Test
    void roundsLikeNumpy() {
        assertThat(Tensor.of(new double[] {0.5, 1.5, 2.5, -0.5, -0.3}).round(0))
                .isEqualTo(Tensor.of(new double[] {0, 2, 2, -0.0, -0.0}));
        assertThat(Tensor.of(new double[] {2.675, 1.005, 0.285, 0.125}).round(2))
                .isEqualTo(Tensor.of(new double[] {2.68, 1.0, 0.28, 0.12}));
        assertThat(Tensor.of(new double[] {1250, 1350, -49}).round(-2))
                .isEqualTo(Tensor.of(new double[] {1200, 1400, -0.0}));
        assertThat(Tensor.of(new double[] {1e-310, -2e-308}).round(308))
                .isEqualTo(Tensor.of(new double[] {0, -2e-308}));
        assertThat(Tensor.of(new double[] {1.2e308, 1}).round(-308)).isEqualTo(Tensor.of(new double[] {1e308, 0}));
        assertThat(Tensor.scalar(5.015).round(2).item()).isEqualTo(5.01);
    }

    @Test
    void whatCannotBeScaledIsNotRounded() {
        Tensor extremes = Tensor.of(
                new double[] {Double.MAX_VALUE, -1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
                });
        assertThat(extremes.round(20)).isEqualTo(extremes);
        for (int decimals : new int[] {-309, 309, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> extremes.round(decimals))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the number of decimals must be from -308 to 308, but is " + decimals);
        }
    }

    /** Not by a range on a parameter, which would reject most of the domain's numbers. */
    @Provide
    Arbitrary<Double> upToAMillion() {
        return Arbitraries.doubles().between(-1e6, 1e6);
    }

    @Property
    void roundingMovesByHalfAUnitAtMostAndOnce(
            @ForAll("upToAMillion") double x, @ForAll @IntRange(max = 6) int decimals) {
        double unit = Double.parseDouble("1e-" + decimals);
        Tensor rounded = Tensor.scalar(x).round(decimals);
        assertThat(rounded.item()).isCloseTo(x, within(unit / 2 + Math.ulp(x)));
        assertThat(rounded.round(decimals)).isEqualTo(rounded);
    }

    @Property
    void valuesComeBackAsTheyWentIn(@ForAll Tensor tensor) {
        assertThat(Tensor.of(tensor.shape(), tensor.toArray()))
                .isEqualTo(tensor)
                .hasSameHashCodeAs(tensor);
        double[] destination = new double[tensor.shape().elements()];
        tensor.copyTo(destination);
        assertThat(destination).isEqualTo(tensor.toArray());
        assertThat(Tensor.generate(
                        tensor.shape(), position -> tensor.get(tensor.shape().index(position))))
                .isEqualTo(tensor);
        assertThat(tensor.map(x -> x)).isEqualTo(tensor);
    }

    @Property
    void reshapingKeepsValuesInOrder(@ForAll Tensor tensor) {
        int elements = tensor.shape().elements();
        Tensor flat = tensor.reshape(elements);
        assertThat(flat).isEqualTo(Tensor.of(tensor.toArray()));
        assertThat(flat.reshape(tensor.shape())).isEqualTo(tensor);
        Tensor column = tensor.reshape(elements, 1);
        assertThat(Tensor.of(column.to2d()).reshape(tensor.shape())).isEqualTo(tensor);
    }

    @Property
    void rowsAreThePartsAlongTheFirstAxis(@ForAll("withRows") Tensor tensor) {
        int position = 0;
        double[] joined = new double[tensor.shape().elements()];
        for (int row = 0; row < tensor.shape().size(0); row++) {
            Tensor part = tensor.row(row);
            System.arraycopy(part.toArray(), 0, joined, position, part.shape().elements());
            position += part.shape().elements();
            int[] sizes = tensor.shape().sizes();
            assertThat(part.shape().sizes()).isEqualTo(Arrays.copyOfRange(sizes, 1, sizes.length));
        }
        assertThat(Tensor.of(tensor.shape(), joined)).isEqualTo(tensor);
    }

    @Property
    void noChangeFromOutsideGetsIn(@ForAll Tensor tensor, @ForAll double other) {
        double[] values = tensor.toArray();
        Tensor made = Tensor.of(tensor.shape(), values);
        Arrays.fill(values, other);
        Arrays.fill(made.toArray(), other);
        assertThat(made).isEqualTo(tensor);
    }

    @Property
    void equalityIsAnEquivalenceOfShapeAndBits(@ForAll Tensor one, @ForAll Tensor two) {
        boolean sameBits = one.shape().equals(two.shape());
        for (int position = 0; sameBits && position < one.shape().elements(); position++) {
            int[] index = one.shape().index(position);
            sameBits = Double.doubleToLongBits(one.get(index)) == Double.doubleToLongBits(two.get(index));
        }
        assertThat(one.equals(two)).isEqualTo(sameBits);
        assertThat(two.equals(one)).isEqualTo(sameBits);
        assertThat(one.equals(one)).isTrue();
        assertThat(one).isNotEqualTo(one.toString());
    }
}
