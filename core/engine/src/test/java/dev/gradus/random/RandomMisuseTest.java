package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.tensor.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomMisuseTest {
    private static final NumpyRandom RANDOM = NumpyRandom.seed(0);
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({"-1, 4294967295", "4294967296, 0", "9223372036854775807, 4294967295", "-9223372036854775808, 0"})
    void seedsOutOfRange(long seed, long lowestBits) {
        refused(
                () -> NumpyRandom.seed(seed),
                "seed(" + seed + "): NumPy takes seeds from 0 to 4294967295 (2^32 − 1)."
                        + " The lowest 32 bits of this number are " + lowestBits + ".");
    }

    @Test
    void uniform() {
        refusedUniform(NAN, 1, "uniform(NaN, 1.0): low must be a finite number.");
        refusedUniform(0, NAN, "uniform(0.0, NaN): high must be a finite number.");
        refusedUniform(-INFINITY, 1, "uniform(-Infinity, 1.0): low must be a finite number.");
        refusedUniform(0, INFINITY, "uniform(0.0, Infinity): high must be a finite number.");
        refusedUniform(2, 2, "uniform(2.0, 2.0): high must be greater than low: the range is empty.");
        refusedUniform(3, 1, "uniform(3.0, 1.0): high must be greater than low. Did you mean uniform(1.0, 3.0)?");
        refusedUniform(1e308, -1e308, "uniform(1.0E308, -1.0E308): the width, high − low, overflows a double.");
        refusedUniform(-1e308, 1e308, "uniform(-1.0E308, 1.0E308): the width, high − low, overflows a double.");
    }

    @Test
    void normal() {
        refusedNormal(NAN, 1, "normal(NaN, 1.0): the mean must be a finite number.");
        refusedNormal(INFINITY, 1, "normal(Infinity, 1.0): the mean must be a finite number.");
        refusedNormal(0, NAN, "normal(0.0, NaN): the standard deviation must be a finite number.");
        refusedNormal(0, INFINITY, "normal(0.0, Infinity): the standard deviation must be a finite number.");
        refusedNormal(
                0,
                -2,
                "normal(0.0, -2.0): the standard deviation must not be negative. Did you mean normal(0.0, 2.0)?");
    }

    @Test
    void randint() {
        refused(
                () -> RANDOM.randint(5, 5),
                "randint(5, 5): high is exclusive and must be greater than low. Did you mean randint(5, 6)?");
        refused(
                () -> RANDOM.randint(7, -3),
                "randint(7, -3): high is exclusive and must be greater than low. Did you mean randint(-3, 7)?");
        refused(
                () -> RANDOM.randint(Long.MAX_VALUE, Long.MAX_VALUE),
                "randint(9223372036854775807, 9223372036854775807): high is exclusive and must be greater than low.");
        refused(
                () -> RANDOM.nextInt(0),
                "randint(0, 0): high is exclusive and must be greater than low. Did you mean randint(0, 1)?");
    }

    @Test
    void permutationAndChoice() {
        refused(() -> RANDOM.permutation(-1), "permutation(-1): n must not be negative.");
        refused(() -> RANDOM.choice(-1, 2), "choice(-1, 2): n must not be negative.");
        refused(() -> RANDOM.choice(0, -2), "choice(0, -2): size must not be negative.");
        refused(() -> RANDOM.choice(3, -2), "choice(3, -2): size must not be negative.");
        refused(() -> RANDOM.choice(0, 3), "choice(0, 3): there is nothing to choose from; n must be at least 1.");
        refused(
                () -> RANDOM.choiceWithoutReplacement(-1, 2),
                "choiceWithoutReplacement(-1, 2): n must not be negative.");
        refused(
                () -> RANDOM.choiceWithoutReplacement(3, -2),
                "choiceWithoutReplacement(3, -2): size must not be negative.");
        refused(
                () -> RANDOM.choiceWithoutReplacement(5, 6),
                "choiceWithoutReplacement(5, 6): cannot draw 6 different integers from 5;"
                        + " size must be at most n. With replacement: choice(5, 6).");
        refused(
                () -> RANDOM.choiceWithoutReplacement(0, 1),
                "choiceWithoutReplacement(0, 1): cannot draw 1 different integers from 0;"
                        + " size must be at most n.");
    }

    @Test
    void negativeSizes() {
        refused(() -> RANDOM.randn(2, -1), "shape (2, -1): the size of axis 1 is negative");
    }

    /** All methods for uniform numbers reject the same arguments, even if no number would be drawn. */
    private static void refusedUniform(double low, double high, String message) {
        refused(() -> RANDOM.uniform(low, high), message);
        refused(() -> RANDOM.uniform(low, high, Shape.of(0)), message);
        refused(() -> RandomTensors.uniform(RANDOM, low, high, Shape.of(0)), message);
    }

    private static void refusedNormal(double mean, double deviation, String message) {
        refused(() -> RANDOM.normal(mean, deviation), message);
        refused(() -> RANDOM.normal(mean, deviation, Shape.of(0)), message);
        refused(() -> RandomTensors.normal(RANDOM, mean, deviation, Shape.of(0)), message);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
