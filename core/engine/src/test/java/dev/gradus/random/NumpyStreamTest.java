package dev.gradus.random;

import static dev.gradus.random.NumpyFigures.assertWithinTwoUlp;
import static dev.gradus.random.NumpyFigures.digest;
import static dev.gradus.random.NumpyFigures.doubles;
import static dev.gradus.random.NumpyFigures.ints;
import static dev.gradus.random.NumpyFigures.longs;
import static dev.gradus.random.NumpyFigures.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the stream with NumPy's figures, in the same order of draws. */
class NumpyStreamTest {
    private static final int LONG_RUN = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 4294967295L})
    void allKindsOfDrawsOneAfterTheOther(long seed) {
        NumpyRandom random = NumpyRandom.seed(seed);
        assertThat(draw(5, random::randomSample)).isEqualTo(doubles(seed + "/random_sample"));
        assertWithinTwoUlp(draw(7, () -> random.normal(0, 1)), doubles(seed + "/normal"));
        assertThat(draw(5, () -> random.uniform(-2, 3))).isEqualTo(doubles(seed + "/uniform"));
        assertThat(random.permutation(10)).isEqualTo(ints(seed + "/permutation"));
        assertThat(random.choiceWithoutReplacement(20, 8)).isEqualTo(ints(seed + "/choice_without_replacement"));
        int[] twelve = IntStream.range(0, 12).toArray();
        random.shuffle(twelve);
        assertThat(twelve).isEqualTo(ints(seed + "/shuffle"));
        assertThat(drawLongs(8, () -> random.randint(0, 100))).isEqualTo(longs(seed + "/randint"));
        assertWithinTwoUlp(draw(2, random::standardNormal), doubles(seed + "/standard_normal"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 123456789})
    void longRuns(long seed) {
        NumpyRandom samples = NumpyRandom.seed(seed);
        assertThat(digestOfDoubles(samples::randomSample)).isEqualTo(text(seed + "/long/random_sample"));
        NumpyRandom uniforms = NumpyRandom.seed(seed);
        assertThat(digestOfDoubles(() -> uniforms.uniform(-2, 3))).isEqualTo(text(seed + "/long/uniform"));
        NumpyRandom integers = NumpyRandom.seed(seed);
        assertThat(digestOfLongs(() -> integers.randint(0, 1000))).isEqualTo(text(seed + "/long/randint"));
        NumpyRandom wide = NumpyRandom.seed(seed);
        assertThat(digestOfLongs(() -> wide.randint(-(1L << 61), 1L << 62)))
                .isEqualTo(text(seed + "/long/randint_64_bit"));
        assertThat(digestOfInts(NumpyRandom.seed(seed).permutation(LONG_RUN)))
                .isEqualTo(text(seed + "/long/permutation"));
        assertThat(digestOfInts(NumpyRandom.seed(seed).choice(777, LONG_RUN))).isEqualTo(text(seed + "/long/choice"));
        NumpyRandom normals = NumpyRandom.seed(seed);
        assertThat(digestOfDoubles(() -> (float) normals.standardNormal()))
                .as("normals rounded to float, which swallows the last bits of the logarithm")
                .isEqualTo(text(seed + "/long/standard_normal"));
    }

    @Test
    void normalsAndExponentialsWithinTwoUlp() {
        assertWithinTwoUlp(draw(1000, NumpyRandom.seed(2024)::standardNormal), doubles("2024/randn"));
        assertWithinTwoUlp(draw(1000, NumpyRandom.seed(2024)::nextGaussian), doubles("2024/randn"));
        NumpyRandom shifted = NumpyRandom.seed(2024);
        assertWithinTwoUlp(draw(100, () -> shifted.normal(10, 0.5)), doubles("2024/normal"));
        assertWithinTwoUlp(draw(100, NumpyRandom.seed(2024)::nextExponential), doubles("2024/standard_exponential"));
    }

    /** These are not NumPy's bits, because the logarithm differs. */
    @Test
    void normalsHaveTheSameBitsOnAnyJvm() {
        assertThat(digestOfDoubles(NumpyRandom.seed(0)::standardNormal))
                .isEqualTo("b263b45d6f47c9139914a63762afb93dbaf1846582c3810533e28b80e60f7191");
    }

    @Test
    void choiceWithReplacement() {
        assertThat(NumpyRandom.seed(2024).choice(6, 20)).isEqualTo(ints("2024/choice"));
    }

    @Test
    void integersFromAwkwardRanges() {
        NumpyRandom random = NumpyRandom.seed(7);
        long[][] ranges = {
            {0, 1},
            {5, 7},
            {0, (1L << 31) - 1},
            {0, 1L << 31},
            {0, (1L << 31) + 1},
            {0, (1L << 32) - 1},
            {0, 1L << 32},
            {0, (1L << 32) + 1},
            {0, Long.MAX_VALUE},
            {-10, 10},
            {-(1L << 31), 1L << 31},
            {Long.MIN_VALUE, 0},
            {Long.MIN_VALUE, Long.MAX_VALUE},
            {Long.MAX_VALUE - 1, Long.MAX_VALUE},
            {Long.MIN_VALUE, Long.MIN_VALUE + 1},
            {1L << 62, (1L << 62) + 3},
        };
        for (long[] range : ranges) {
            String key = "7/randint(" + range[0] + "," + range[1] + ")";
            assertThat(drawLongs(6, () -> random.randint(range[0], range[1])))
                    .as(key)
                    .isEqualTo(longs(key));
        }
    }

    @Test
    void theSecondNormalOfAPairWaitsWhileOtherNumbersAreDrawn() {
        NumpyRandom random = NumpyRandom.seed(3);
        DoubleStream.Builder drawn = DoubleStream.builder();
        drawn.add(random.standardNormal())
                .add(random.randomSample())
                .add(random.standardNormal())
                .add((double) random.randint(0, 10))
                .add(random.normal(5, 2));
        Arrays.stream(random.permutation(3)).forEach(drawn::add);
        drawn.add(random.uniform(0, 10))
                .add(random.uniform(0, 10))
                .add(random.standardNormal())
                .add(random.standardNormal())
                .add(random.randomSample());
        assertWithinTwoUlp(drawn.build().toArray(), doubles("3/interleaved"));
    }

    @Test
    void theSecondNormalIsNotSharedBetweenGenerators() {
        NumpyRandom used = NumpyRandom.seed(0);
        double first = used.standardNormal();
        assertThat(NumpyRandom.seed(0).standardNormal()).isEqualTo(first);
    }

    @Test
    void rowsAreShuffledWhole() {
        double[][] rows = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}};
        NumpyRandom.seed(11).shuffle(rows);
        assertThat(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray())
                .isEqualTo(doubles("11/shuffle_rows"));
    }

    @Test
    void rawOutputs() {
        NumpyRandom words = NumpyRandom.seed(11);
        assertThat(drawLongs(5, () -> Integer.toUnsignedLong(words.nextInt()))).isEqualTo(longs("11/next_uint32"));
        assertThat(drawLongs(5, NumpyRandom.seed(11)::nextLong)).isEqualTo(longs("11/next_uint64"));
    }

    private static double[] draw(int count, DoubleSupplier source) {
        return DoubleStream.generate(source).limit(count).toArray();
    }

    private static long[] drawLongs(int count, LongSupplier source) {
        return LongStream.generate(source).limit(count).toArray();
    }

    private static String digestOfDoubles(DoubleSupplier source) {
        return digest(DoubleStream.generate(source).limit(LONG_RUN).mapToLong(Double::doubleToRawLongBits));
    }

    private static String digestOfLongs(LongSupplier source) {
        return digest(LongStream.generate(source).limit(LONG_RUN));
    }

    private static String digestOfInts(int[] values) {
        return digest(Arrays.stream(values).asLongStream());
    }
}
