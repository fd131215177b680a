package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-0.5, -0.5",
        "0.1234567891, 0.1234568",
        "1234.56789, 1234.568",
        "12345678, 12345680",
        "123456789, 1.234568e8",
        "0.0001, 0.0001",
        "0.00009999999999, 0.0001",
        "0.0000123456789, 1.234568e-5",
        "-2e-300, -2e-300",
    })
    void printsSevenDigits(double value, String text) {
        assertThat(ReportNumbers.text(value)).isEqualTo(text);
    }

    @Test
    void printsWhatIsNotFinite() {
        assertThat(ReportNumbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(ReportNumbers.text(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(ReportNumbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0.333333333, 0.33333",
        "-1, -1",
        "1, 1",
        "1.000001, 1 + 1e-6",
        "0.99999997, 1 - 3e-8",
        "1.0002, 1.0002",
    })
    void tellsWhatARatioNearOneDiffersBy(double ratio, String text) {
        assertThat(ReportNumbers.ratio(ratio)).isEqualTo(text);
    }

    @Test
    void printsTheOrderOfAnError() {
        assertThat(ReportNumbers.rough(3.4e-13)).isEqualTo("3e-13");
    }
}
