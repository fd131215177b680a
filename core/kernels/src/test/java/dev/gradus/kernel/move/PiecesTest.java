package dev.gradus.kernel.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final int[] ONES = {1, 1};

    @Test
    void rowsAreContiguousAndColumnsAreNot() {
        int[] sizes = {3, 4};
        assertThat(Pieces.slice(sizes, new int[] {1, 0}, ONES, new int[] {2, 4})
                        .orElseThrow()
                        .offset())
                .isEqualTo(4);
        assertThat(Pieces.slice(sizes, new int[] {1, 2}, ONES, new int[] {1, 2})
                        .orElseThrow()
                        .offset())
                .isEqualTo(6);
        assertThat(Pieces.slice(sizes, new int[] {0, 1}, ONES, new int[] {2, 2}))
                .isEmpty();
        assertThat(Pieces.slice(sizes, new int[] {0, 0}, new int[] {2, 1}, new int[] {2, 4}))
                .isEmpty();
    }

    /** A slice of zeros around a, joined with b, copied by parts, is the same at once and one after the other. */
    @Property
    void piecesOfPiecesAreThoseOfTheirOperands(
            @ForAll @IntRange(min = 1, max = 20) int ofA,
            @ForAll @IntRange(min = 1, max = 20) int ofB,
            @ForAll @IntRange(max = 5) int low,
            @ForAll @IntRange(max = 5) int high,
            @ForAll @IntRange(max = 40) int start,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 9) int part) {
        double[] a = numbers(1, ofA);
        double[] b = numbers(100, ofB);
        int padded = low + ofA + high;
        int first = Math.min(start, padded + ofB - 1);
        int length = Math.min(count, padded + ofB - first);
        Pieces pad = Pieces.pad(new int[] {padded}, new int[] {low}, ONES, new int[] {ofA})
                .orElseThrow();
        Pieces join = Pieces.join(padded, ofB);
        Pieces slice = Pieces.slice(new int[] {padded + ofB}, new int[] {first}, ONES, new int[] {length})
                .orElseThrow();
        double[] one = copied(slice, copied(join, copied(pad, padded, part, a), b, padded + ofB, part), length, part);
        Pieces joined = join.through(new Pieces[] {pad, Pieces.join(ofB)}, new int[] {0, 1});
        Pieces all = slice.through(new Pieces[] {joined}, new int[] {0});
        assertThat(copied(all, a, b, length, part)).isEqualTo(one);
        assertThat(one).isEqualTo(expected(a, b, low, padded, first, length));
    }

    private static double[] expected(double[] a, double[] b, int low, int padded, int first, int length) {
        return IntStream.range(first, first + length)
                .mapToDouble(i -> i >= padded ? b[i - padded] : i >= low && i < low + a.length ? a[i - low] : 0)
                .toArray();
    }

    private static double[] copied(Pieces pieces, double[] a, int length, int part) {
        return copied(pieces, length, part, a);
    }

    private static double[] copied(Pieces pieces, double[] a, double[] b, int length, int part) {
        return copied(pieces, length, part, a, b);
    }

    /** Copies part by part, of each operand only from the elements within reach. */
    private static double[] copied(Pieces pieces, int length, int part, double[]... in) {
        double[] all = new double[length];
        for (int from = 0; from < length; from += part) {
            int to = Math.min(length, from + part);
            double[] block = new double[part + 1];
            double[][] near = new double[in.length][];
            int[] starts = new int[in.length];
            for (int operand = 0; operand < in.length; operand++) {
                int reach = pieces.reach(operand);
                starts[operand] = Math.min(in[operand].length, Math.max(0, from - reach));
                int end = Math.min(in[operand].length, to + reach);
                near[operand] = Arrays.copyOfRange(in[operand], starts[operand], Math.max(starts[operand], end));
            }
            pieces.copy(near, starts, block, 1, from, to);
            System.arraycopy(block, 1, all, from, to - from);
        }
        return all;
    }

    private static double[] numbers(int first, int count) {
        return IntStream.range(first, first + count).asDoubleStream().toArray();
    }
}
