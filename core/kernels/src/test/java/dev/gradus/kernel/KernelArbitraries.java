package dev.gradus.kernel;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Sizes of arrays, operations along their axes, and seeds for their numbers. There are so few sizes that edge cases are
 * not needed.
 */
@SuppressWarnings("ArrayRecordComponent") // kernels take arrays, and these records are never compared
public final class KernelArbitraries extends DomainContextBase {

    /** Axes of an array, each marked or not. */
    public record MarkedAxes(int[] sizes, boolean[] marked) {
        @Override
        public String toString() {
            return Arrays.toString(sizes) + " " + Arrays.toString(marked);
        }
    }

    /** A shape and three shapes that broadcast to it. */
    public record Operands(int[] target, int[] a, int[] b, int[] c) {
        @Override
        public String toString() {
            return Arrays.toString(a) + ", " + Arrays.toString(b) + ", " + Arrays.toString(c) + " to "
                    + Arrays.toString(target);
        }
    }

    /** The sizes of an array and a permutation of its axes. */
    public record Order(int[] sizes, int[] axes) {
        @Override
        public String toString() {
            return Arrays.toString(sizes) + " by " + Arrays.toString(axes);
        }
    }

    @Provide
    Arbitrary<MarkedAxes> markedAxes() {
        return sizes().flatMap(sizes -> Arbitraries.of(false, true)
                        .array(boolean[].class)
                        .ofSize(sizes.length)
                        .map(marked -> new MarkedAxes(sizes, marked)))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Operands> operands() {
        return sizes().flatMap(target -> Combinators.combine(growing(target), growing(target), growing(target))
                        .as((a, b, c) -> new Operands(target, a, b, c)))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Order> orders() {
        return sizes().flatMap(sizes -> Arbitraries.shuffle(
                                IntStream.range(0, sizes.length).boxed().toList())
                        .map(axes -> new Order(
                                sizes, axes.stream().mapToInt(Integer::intValue).toArray())))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    private static Arbitrary<int[]> sizes() {
        return Arbitraries.integers().between(0, 4).array(int[].class).ofMaxSize(4);
    }

    /** Drops leading axes, and has size 1 where it is repeated. */
    private static Arbitrary<int[]> growing(int[] target) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, target.length),
                        Arbitraries.of(false, true).array(boolean[].class).ofSize(target.length))
                .as((lost, repeated) -> IntStream.range(lost, target.length)
                        .map(axis -> repeated[axis] ? 1 : target[axis])
                        .toArray());
    }

    /** Returns numbers of such different magnitudes that any other order of summation yields different bits. */
    public static double[] unevenNumbers(int count, long seed) {
        Random random = new Random(seed);
        return random.doubles(count)
                .map(number -> Math.scalb(number - 0.5, random.nextInt(60)))
                .toArray();
    }
}
