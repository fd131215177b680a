package dev.gradus.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Blocks cover each range without overflow, including ranges that end near 2³¹. */
class BlocksTest {
    @Property
    void blocksFollowOneAnother(
            @ForAll @IntRange(min = 0, max = 20_000) int elements,
            @ForAll @IntRange(min = 1, max = 9_000) int size,
            @ForAll boolean isAtTheEnd) {
        int to = isAtTheEnd ? Integer.MAX_VALUE - 8 : elements;
        int blocks = 0;
        int end;
        for (int from = to - elements; from < to; from = end) {
            end = Blocks.end(from, size, to);
            assertThat(end).isBetween(from + 1, to);
            assertThat(end == to ? 0 : size - (end - from)).isZero();
            blocks++;
        }
        assertThat(blocks).isEqualTo(Blocks.count(elements, size));
    }

    @Property
    void countsAreThoseOfLongArithmetic(
            @ForAll @IntRange(min = 0, max = 8_192) int less, @ForAll @IntRange(min = 1) int size) {
        int elements = Integer.MAX_VALUE - less;
        assertThat(Blocks.count(elements, size)).isEqualTo((int) (((long) elements + size - 1) / size));
        assertThat(Blocks.count(0, size)).isZero();
    }
}
