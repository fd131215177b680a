package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

@Domain(TensorArbitraries.class)
class ShapeTest {

    @Test
    void printsSizesAndNames() {
        assertThat(Shape.scalar()).hasToString("()");
        assertThat(Shape.of(5)).hasToString("(5)");
        assertThat(Shape.of(4, 1)).hasToString("(4, 1)");
        assertThat(Shape.of(4, 3).named("n_batch", "n_in")).hasToString("(n_batch=4, n_in=3)");
        assertThat(Shape.of(4, 1).named("n_batch", "")).hasToString("(n_batch=4, 1)");
    }

    @Test
    void namesAreForDisplayOnly() {
        Shape bare = Shape.of(4, 3);
        Shape named = bare.named("n_batch", "n_in");
        assertThat(named).isEqualTo(bare).hasSameHashCodeAs(bare);
        assertThat(named.name(0)).isEqualTo("n_batch");
        assertThat(named.name(-1)).isEqualTo("n_in");
        assertThat(named.isNamed()).isTrue();
        assertThat(bare).isNotEqualTo(Shape.of(3, 4)).doesNotHaveSameHashCodeAs(Shape.of(3, 4));
        assertThat(bare.name(1)).isEmpty();
        assertThat(bare.isNamed()).isFalse();
        assertThat(named.named("", "").isNamed()).isFalse();
        assertThat(Shape.scalar().named().isNamed()).isFalse();
    }

    @Test
    void wrongNamesAreRefused() {
        assertThatThrownBy(() -> Shape.of(4, 3).named("n_batch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (4, 3) has rank 2 and takes one name per axis, but got 1: [n_batch]");
        assertThatThrownBy(() -> Shape.of(4).named((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("an axis without a name is called \"\", not null");
    }

    @Test
    void axesCountFromEitherEnd() {
        Shape shape = Shape.of(4, 3);
        assertThat(shape.size(0)).isEqualTo(4);
        assertThat(shape.size(-1)).isEqualTo(3);
        assertThat(shape.axis(-2)).isZero();
        assertThat(shape.axis(1)).isEqualTo(1);
    }

    @Test
    void missingAxesAreRefused() {
        Shape shape = Shape.of(4, 3).named("n_batch", "n_in");
        assertThatThrownBy(() -> shape.size(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (n_batch=4, n_in=3) has no axis 2; its axes are 0 to 1, or -2 to -1 from the end");
        assertThatThrownBy(() -> shape.name(-3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (n_batch=4, n_in=3) has no axis -3; its axes are 0 to 1, or -2 to -1 from the end");
        assertThatThrownBy(() -> Shape.scalar().axis(0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape () has no axis 0; a scalar has no axes");
    }

    @Test
    void negativeSizesAreRefused() {
        assertThatThrownBy(() -> Shape.of(4, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (4, -1): the size of axis 1 is negative");
    }

    @Test
    void shapesThatNoArrayHoldsAreRefused() {
        assertThat(Shape.of(Integer.MAX_VALUE - 8).elements()).isEqualTo(Integer.MAX_VALUE - 8);
        assertThatThrownBy(() -> Shape.of(Integer.MAX_VALUE - 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (2147483640) is too large: the product of its sizes exceeds 2147483639, the"
                        + " maximum length of an array");
        assertThatThrownBy(() -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shape (2147483647, 2147483647, 2147483647) is too large");
        assertThatThrownBy(() -> Shape.of(0, 50_000, 50_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shape (0, 50000, 50000) is too large");
    }

    @Test
    void onlyRankZeroIsScalar() {
        assertThat(Shape.scalar().isScalar()).isTrue();
        assertThat(Shape.of().isScalar()).isTrue();
        assertThat(Shape.scalar().elements()).isEqualTo(1);
        assertThat(Shape.of(1, 1).isScalar()).isFalse();
    }

    @Test
    void stridesAreRowMajor() {
        assertThat(Shape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
        assertThat(Shape.of(3, 0).strides()).containsExactly(0, 1);
        assertThat(Shape.scalar().strides()).isEmpty();
    }

    @Test
    void wrongIndicesAreRefused() {
        Shape shape = Shape.of(2, 3);
        assertThatThrownBy(() -> shape.position(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (2, 3) has rank 2 and takes one coordinate per axis, but got 1: [1]");
        assertThatThrownBy(() -> shape.position(1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (2, 3) has no index [1, 3]; axis 1 goes from 0 to 2");
        assertThatThrownBy(() -> shape.position(-1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (2, 3) has no index [-1, 0]; axis 0 goes from 0 to 1");
        assertThatThrownBy(() -> Shape.of(0).position(0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("shape (0) has no index [0]; axis 0 is empty");
        for (int position : new int[] {-1, 6}) {
            assertThatThrownBy(() -> shape.index(position))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("shape (2, 3) has 6 elements and none at position " + position);
        }
    }

    @Test
    void arraysGoInAndOutAsCopies() {
        int[] sizes = {2, 3};
        String[] names = {"a", "b"};
        Shape shape = Shape.of(sizes).named(names);
        sizes[0] = 9;
        names[0] = "z";
        shape.sizes()[1] = 9;
        assertThat(shape).hasToString("(a=2, b=3)");
    }

    @Property
    void sizesMakeTheShape(@ForAll Shape shape, @ForAll Shape other) {
        assertThat(Shape.of(shape.sizes())).isEqualTo(shape).hasSameHashCodeAs(shape);
        assertThat(shape.equals(other)).isEqualTo(Arrays.equals(shape.sizes(), other.sizes()));
        assertThat(shape.rank()).isEqualTo(shape.sizes().length);
        assertThat(shape.elements()).isEqualTo(Arrays.stream(shape.sizes()).reduce(1, Math::multiplyExact));
    }

    @Property
    void positionIsIndexTimesStrides(@ForAll Shape shape) {
        int[] strides = shape.strides();
        for (int position = 0; position < shape.elements(); position++) {
            int[] index = shape.index(position);
            int dotProduct = 0;
            for (int axis = 0; axis < index.length; axis++) {
                assertThat(index[axis]).isBetween(0, shape.size(axis) - 1);
                dotProduct += index[axis] * strides[axis];
            }
            assertThat(shape.position(index)).isEqualTo(position).isEqualTo(dotProduct);
        }
    }
}
