package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Property
    void isInOrderAndWithoutRepetition(
            @ForAll @IntRange(max = 60) int size, @ForAll @IntRange(min = 1, max = 60) int most, @ForAll long seed) {
        int[] sample = Sample.of(size, most, new SplittableRandom(seed));
        assertThat(sample).hasSize(Math.min(size, most)).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.of(sample)).allMatch(position -> position >= 0 && position < size);
    }

    @Test
    void everyPositionComesAsOftenAsAnyOther() {
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            for (int position : Sample.of(10, 3, random)) {
                counts[position]++;
            }
        }
        assertThat(IntStream.of(counts)).allMatch(count -> count >= 2850 && count <= 3150);
    }
}
