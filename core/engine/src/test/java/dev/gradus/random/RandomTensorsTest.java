package dev.gradus.random;

import static dev.gradus.random.NumpyFigures.assertWithinTwoUlp;
import static dev.gradus.random.NumpyFigures.digest;
import static dev.gradus.random.NumpyFigures.doubles;
import static dev.gradus.random.NumpyFigures.ints;
import static dev.gradus.random.NumpyFigures.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RandomTensorsTest {
    private static final Shape SHAPE = Shape.of(3, 5);

    @Test
    void theLessonsWeightsForLogicalAnd() {
        Tensor weights = NumpyRandom.seed(0).normal(0, 1 / Math.sqrt(2), Shape.of(2, 1));
        assertThat(weights.shape()).isEqualTo(Shape.of(2, 1));
        assertWithinTwoUlp(weights.toArray(), doubles("lesson/and_weights"));
    }

    @Test
    void theLessonsTrainingRowsAndWeightsForTheAdmissions() {
        int[] rows = NumpyRandom.seed(0).choiceWithoutReplacement(400, 360);
        assertThat(Arrays.copyOf(rows, 20)).isEqualTo(ints("lesson/admissions_first_20"));
        assertThat(IntStream.range(0, 360).mapToLong(i -> (long) i * rows[i]).sum())
                .isEqualTo(longs("lesson/admissions_checksum")[0]);
        assertWithinTwoUlp(
                NumpyRandom.seed(0)
                        .normal(0, StrictMath.pow(6, -0.5), Shape.of(6, 1))
                        .toArray(),
                doubles("lesson/admissions_weights"));
    }

    @Test
    void numpysTensorsAreSingleDrawsInRowMajorOrder() {
        NumpyRandom tensors = NumpyRandom.seed(5);
        NumpyRandom singles = NumpyRandom.seed(5);
        assertThat(tensors.randomSample(SHAPE)).isEqualTo(Tensor.generate(SHAPE, i -> singles.randomSample()));
        assertThat(tensors.randn(3, 5)).isEqualTo(Tensor.generate(SHAPE, i -> singles.standardNormal()));
        assertThat(tensors.uniform(-2, 3, SHAPE)).isEqualTo(Tensor.generate(SHAPE, i -> singles.uniform(-2, 3)));
        assertThat(tensors.normal(5, 2, SHAPE)).isEqualTo(Tensor.generate(SHAPE, i -> singles.normal(5, 2)));
        assertThat(tensors.randn()).isEqualTo(Tensor.scalar(singles.standardNormal()));
    }

    @Test
    void emptyTensorsDrawNothing() {
        NumpyRandom random = NumpyRandom.seed(5);
        Shape empty = Shape.of(0, 4);
        assertThat(random.randomSample(empty)).isEqualTo(Tensor.zeros(empty));
        assertThat(random.uniform(-2, 3, empty)).isEqualTo(Tensor.zeros(empty));
        assertThat(random.normal(5, 2, empty)).isEqualTo(Tensor.zeros(empty));
        assertThat(random.randn(0, 4)).isEqualTo(Tensor.zeros(empty));
        assertThat(RandomTensors.normal(random, 5, 2, empty)).isEqualTo(Tensor.zeros(empty));
        assertThat(random.permutation(0)).isEmpty();
        assertThat(random.choice(0, 0)).isEmpty();
        assertThat(random.choiceWithoutReplacement(3, 0)).hasSize(0);
    }

    /** The expected numbers come from SplitMix64 and the polar method implemented in another language. */
    @Test
    void fromSplittableRandom() {
        Tensor uniform = RandomTensors.uniform(new SplittableRandom(7), -2, 3, Shape.of(2, 2));
        assertThat(uniform)
                .isEqualTo(Tensor.of(
                        Shape.of(2, 2),
                        -0.050851258043642655,
                        -1.9160585273592194,
                        2.503803403034417,
                        0.9146514651403903));
        Tensor normal = RandomTensors.normal(new SplittableRandom(7), 10, 3, Shape.of(5));
        assertWithinTwoUlp(normal.toArray(), new double[] {
            9.450759372672257, 9.874775429855642, 10.544116740365046, 12.62944440729837, 5.16349056191441
        });
    }

    @Test
    void aZeroStandardDeviationGivesTheMean() {
        assertThat(RandomTensors.normal(new Random(1), 4, 0, SHAPE)).isEqualTo(Tensor.full(SHAPE, 4));
        assertThat(NumpyRandom.seed(1).normal(4, 0, SHAPE)).isEqualTo(Tensor.full(SHAPE, 4));
    }

    @Test
    void fromNumpysStreamTheNumbersAreNumpys() {
        assertThat(RandomTensors.uniform(NumpyRandom.seed(5), -2, 3, SHAPE))
                .isEqualTo(NumpyRandom.seed(5).uniform(-2, 3, SHAPE));
        assertThat(RandomTensors.normal(NumpyRandom.seed(5), 1, 2, SHAPE))
                .isEqualTo(NumpyRandom.seed(5).normal(1, 2, SHAPE));
    }

    @Test
    void aNormalThatNumpysGeneratorKeepsStaysThere() {
        NumpyRandom random = NumpyRandom.seed(5);
        random.standardNormal();
        RandomTensors.normal(random, 0, 1, SHAPE);
        assertThat(random.standardNormal())
                .isEqualTo(NumpyRandom.seed(5).randn(2).get(1));
    }

    static Stream<Arguments> generatorsAndTheirBits() {
        return Stream.of(
                Arguments.of(new Random(7), "9ff0a747d9b062c1df0398f4effc888d2bd7b880a0a1f2477f41f07482eff2a7"),
                Arguments.of(
                        new SplittableRandom(7), "1f757173bdd495648e6d49b533b377a3438c91949bf6a6bfb107edc081abe725"),
                Arguments.of(
                        RandomGeneratorFactory.of("L64X128MixRandom").create(7),
                        "0347b3ccd369f61de32a8a182fce20f5d09fa2b08e38b3933d5c8e0c270c05da"),
                Arguments.of(
                        RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(7),
                        "2c89169ebf7166cf6abdfd4b2e431daebb4cf9d4cd1318b13ba833c2b7c56684"),
                Arguments.of(NumpyRandom.seed(7), "21fd779f4943c43d125de4dad1afbc6f7a50f97862f119ef8fb429f4dab9a529"));
    }

    @ParameterizedTest
    @MethodSource("generatorsAndTheirBits")
    void sameBitsOnAnyJvm(RandomGenerator generator, String expected) {
        Tensor normal = RandomTensors.normal(generator, -1, 0.5, Shape.of(10_000));
        Tensor uniform = RandomTensors.uniform(generator, -1, 0.5, Shape.of(10_000));
        assertThat(digest(Stream.of(normal, uniform)
                        .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
                        .mapToLong(Double::doubleToRawLongBits)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("generatorsAndTheirBits")
    void meanAndSpreadAreAsAskedFor(RandomGenerator generator, String unused) {
        int n = 200_000;
        double fiveStandardErrors = 5 / Math.sqrt(n);
        double[] normal = RandomTensors.normal(generator, 10, 3, Shape.of(n)).toArray();
        assertThat(mean(normal)).isCloseTo(10, within(3 * fiveStandardErrors));
        // The square of a normal number has the standard deviation √2 times its variance.
        assertThat(meanSquareFrom(10, normal)).isCloseTo(9, within(9 * Math.sqrt(2) * fiveStandardErrors));
        double[] uniform = RandomTensors.uniform(generator, -2, 4, Shape.of(n)).toArray();
        assertThat(mean(uniform)).isCloseTo(1, within(Math.sqrt(3) * fiveStandardErrors));
        // For a width of 6 the squared distance from the middle has mean 3 and variance 81/5 − 9.
        assertThat(meanSquareFrom(1, uniform)).isCloseTo(3, within(Math.sqrt(7.2) * fiveStandardErrors));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double meanSquareFrom(double center, double[] values) {
        return mean(Arrays.stream(values).map(x -> (x - center) * (x - center)).toArray());
    }
}
