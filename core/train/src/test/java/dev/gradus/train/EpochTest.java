package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochTest {
    @Test
    void printsAsARow() {
        assertThat(row(7, 0.0119807, 0.00834421, 0.9875))
                .isEqualTo("epoch    7  loss 0.0119807   accuracy 0.9875     validation 0.00834421");
        assertThat(new Epoch(12, Means.ofLoss(1234.5678), Optional.empty(), List.of()))
                .hasToString("epoch   12  loss 1234.57");
        assertThat(row(1, 0.000299112, -1.23456789e-300, 0.00012345))
                .isEqualTo("epoch    1  loss 2.9911e-04  accuracy 0.0001235  validation -1.23e-300");
        assertThat(row(1, Double.NaN, Double.POSITIVE_INFINITY, 1))
                .isEqualTo("epoch    1  loss NaN         accuracy 1.000      validation Infinity");
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(row(1, 0.5, 0.25, 1))
                    .isEqualTo("epoch    1  loss 0.500000    accuracy 1.000      validation 0.250000");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.doubles().between(-0.001, 0.001).ofScale(9),
                Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY));
    }

    @Property
    void rowsLineUpWhateverTheNumbers(
            @ForAll("numbers") double loss,
            @ForAll("numbers") double validation,
            @ForAll("numbers") double accuracy,
            @ForAll @IntRange(min = 1, max = 9999) int number) {
        String usual = row(1, 0.5, 0.25, 1), row = row(number, loss, validation, accuracy);
        for (String column : List.of("loss", "validation", "accuracy")) {
            assertThat(row.indexOf(column)).isEqualTo(usual.indexOf(column));
        }
        String[] words = row.split(" +");
        assertThat(Double.parseDouble(words[3]))
                .satisfies(shown -> assertThat(isNear(shown, loss)).isTrue());
    }

    /** At least four significant digits are shown, or three for a negative number with a three-digit exponent. */
    private static boolean isNear(double shown, double exact) {
        return Double.compare(shown, exact) == 0
                || Math.abs(shown - exact) <= 0.005 * Math.abs(exact)
                || Double.isInfinite(shown) && Math.abs(exact) > 1.79e308;
    }

    private static String row(int number, double loss, double validation, double accuracy) {
        return new Epoch(
                        number,
                        new Means(loss, Map.of("accuracy", Tensor.scalar(accuracy), "matrix", Tensor.ones(2, 2))),
                        Optional.of(Means.ofLoss(validation)),
                        List.of())
                .toString();
    }
}
