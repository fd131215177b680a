package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RandomStateProperties {
    /** After any number of draws of any kind, all further draws continue identically, including the kept normal. */
    @Property
    void goesOnFromAState(
            @ForAll @LongRange(max = 0xffffffffL) long seed,
            @ForAll @IntRange(max = 1500) int uniforms,
            @ForAll @IntRange(max = 3) int normals) {
        NumpyRandom random = NumpyRandom.seed(seed), other = NumpyRandom.seed(1);
        for (int i = 0; i < uniforms; i++) {
            random.nextInt();
        }
        for (int i = 0; i < normals; i++) {
            random.standardNormal();
        }
        Tensor state = random.state();
        other.restore(state);
        assertThat(other.state()).isEqualTo(state);
        for (int i = 0; i < 700; i++) {
            assertThat(other.standardNormal()).isEqualTo(random.standardNormal());
            assertThat(other.nextLong()).isEqualTo(random.nextLong());
        }
        NumpyRandom again = NumpyRandom.seed(2);
        again.restore(state);
        assertThat(again.state()).as("a copy").isEqualTo(state);
    }

    @Test
    void otherNumbersAreRefusedAndChangeNothing() {
        NumpyRandom random = NumpyRandom.seed(5);
        Tensor before = random.state();
        for (int index : new int[] {0, 623, 624, 625}) {
            double[] numbers = before.toArray();
            numbers[index] = index == 625 ? Double.POSITIVE_INFINITY : -1;
            assertThatThrownBy(() -> random.restore(Tensor.of(numbers)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("restore(state): the state must be a result of state()");
            assertThat(random.state()).isEqualTo(before);
        }
        assertThatThrownBy(() -> random.restore(Tensor.of(Arrays.copyOf(before.toArray(), 600))))
                .hasMessageEndingWith("this tensor (600) contains other numbers");
    }
}
