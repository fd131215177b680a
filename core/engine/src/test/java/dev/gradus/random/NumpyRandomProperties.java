package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class NumpyRandomProperties {
    private static final long LARGEST_SEED = 0xffffffffL;

    @Property
    void randintLiesInItsRange(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE - 1) long a,
            @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE - 1) long b) {
        long low = Math.min(a, b);
        long high = Math.max(a, b) + 1;
        NumpyRandom random = NumpyRandom.seed(seed);
        for (int i = 0; i < 20; i++) {
            assertThat(random.randint(low, high)).isGreaterThanOrEqualTo(low).isLessThan(high);
        }
    }

    @Property
    void randintReachesEveryIntegerOfASmallRange(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE - 9) long low,
            @ForAll @IntRange(min = 1, max = 9) int width) {
        NumpyRandom random = NumpyRandom.seed(seed);
        boolean[] seen = new boolean[width];
        for (int i = 0; i < 500; i++) { // one of nine is missed with probability (8/9)^500 < 1e-25
            seen[(int) (random.randint(low, low + width) - low)] = true;
        }
        assertThat(seen).containsOnly(true);
    }

    @Property
    void uniformLiesInItsRange(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @DoubleRange(min = -1e300, max = 1e300) double a,
            @ForAll @DoubleRange(min = -1e300, max = 1e300) double b) {
        double low = Math.min(a, b);
        double high = Math.nextUp(Math.max(a, b));
        NumpyRandom random = NumpyRandom.seed(seed);
        for (int i = 0; i < 20; i++) {
            assertThat(random.uniform(low, high)).isBetween(low, high);
        }
    }

    @Property
    void permutationHoldsEachIndexOnce(
            @ForAll @LongRange(max = LARGEST_SEED) long seed, @ForAll @IntRange(max = 300) int n) {
        assertThat(sorted(NumpyRandom.seed(seed).permutation(n)))
                .isEqualTo(IntStream.range(0, n).toArray());
    }

    @Property
    void choiceWithoutReplacementBeginsThePermutation(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @IntRange(max = 50) int size,
            @ForAll @IntRange(max = 50) int more) {
        int n = size + more;
        assertThat(NumpyRandom.seed(seed).choiceWithoutReplacement(n, size))
                .isEqualTo(Arrays.copyOf(NumpyRandom.seed(seed).permutation(n), size));
    }

    @Property
    void choiceIsAsManySingleIntegers(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @IntRange(min = 1, max = 1000) int n,
            @ForAll @IntRange(max = 50) int size) {
        NumpyRandom random = NumpyRandom.seed(seed);
        assertThat(NumpyRandom.seed(seed).choice(n, size))
                .isEqualTo(IntStream.range(0, size)
                        .map(i -> (int) random.randint(0, n))
                        .toArray());
    }

    @Property
    void shufflesMoveValuesByOnePermutation(
            @ForAll @LongRange(max = LARGEST_SEED) long seed, @ForAll @Size(max = 60) int[] values) {
        int[] order = NumpyRandom.seed(seed).permutation(values.length);
        int[] expected = Arrays.stream(order).map(i -> values[i]).toArray();

        int[] ints = values.clone();
        NumpyRandom.seed(seed).shuffle(ints);
        assertThat(ints).isEqualTo(expected);

        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        NumpyRandom.seed(seed).shuffle(doubles);
        assertThat(doubles).isEqualTo(Arrays.stream(expected).asDoubleStream().toArray());

        Integer[] objects = Arrays.stream(values).boxed().toArray(Integer[]::new);
        NumpyRandom.seed(seed).shuffle(objects);
        assertThat(objects).isEqualTo(Arrays.stream(expected).boxed().toArray(Integer[]::new));
    }

    @Property
    void asAGeneratorOfTheJdkItDrawsTheSameStream(
            @ForAll @LongRange(max = LARGEST_SEED) long seed,
            @ForAll @IntRange(min = 1, max = 1_000_000) int bound,
            @ForAll @IntRange(min = -1_000_000, max = 0) int origin) {
        NumpyRandom numpy = NumpyRandom.seed(seed);
        RandomGenerator jdk = NumpyRandom.seed(seed);
        assertThat(jdk.nextDouble()).isEqualTo(numpy.randomSample());
        assertThat(jdk.nextGaussian()).isEqualTo(numpy.standardNormal());
        assertThat(jdk.nextInt(bound)).isEqualTo((int) numpy.randint(0, bound));
        assertThat(jdk.nextInt(origin, bound)).isEqualTo((int) numpy.randint(origin, bound));
        assertThat(jdk.nextLong(bound)).isEqualTo(numpy.randint(0, bound));
        assertThat(jdk.nextLong(origin, bound)).isEqualTo(numpy.randint(origin, bound));
        assertThat(jdk.nextGaussian(5, 2)).isEqualTo(numpy.normal(5, 2));
        assertThat(jdk.nextInt()).isEqualTo((int) numpy.nextLong(1L << 32));
    }

    private static int[] sorted(int[] values) {
        int[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
