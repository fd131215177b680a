package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementarySpecialValuesTest {
    @ParameterizedTest
    @CsvSource({
        "EXP, -Infinity, 0",
        "EXP, -1.7976931348623157e308, 0",
        "EXP, -745.1332191019412, 0",
        "EXP, -745.1332191019411, 4.9e-324",
        "EXP, -0.0, 1",
        "EXP, 0, 1",
        "EXP, 4.9e-324, 1",
        "EXP, 709.782712893384, 1.7976931348622732e308",
        "EXP, 709.7827128933841, Infinity",
        "EXP, 1.7976931348623157e308, Infinity",
        "EXP, Infinity, Infinity",
        "EXPM1, -Infinity, -1",
        "EXPM1, -1.7976931348623157e308, -1",
        "EXPM1, -0.0, -0.0",
        "EXPM1, 0, 0",
        "EXPM1, 4.9e-324, 4.9e-324",
        "EXPM1, -4.9e-324, -4.9e-324",
        "EXPM1, 709.782712893384, 1.7976931348622732e308",
        "EXPM1, 709.7827128933841, Infinity",
        "EXPM1, Infinity, Infinity",
        "LOG, -Infinity, NaN",
        "LOG, -1, NaN",
        "LOG, -4.9e-324, NaN",
        "LOG, -0.0, -Infinity",
        "LOG, 0, -Infinity",
        "LOG, 4.9e-324, -744.4400719213812",
        "LOG, 2.2250738585072014e-308, -708.3964185322641",
        "LOG, 1, 0",
        "LOG, 1.7976931348623157e308, 709.782712893384",
        "LOG, Infinity, Infinity",
        "LOG1P, -Infinity, NaN",
        "LOG1P, -1.0000000000000002, NaN",
        "LOG1P, -1, -Infinity",
        "LOG1P, -0.0, -0.0",
        "LOG1P, 0, 0",
        "LOG1P, 4.9e-324, 4.9e-324",
        "LOG1P, -4.9e-324, -4.9e-324",
        "LOG1P, 1.7976931348623157e308, 709.782712893384",
        "LOG1P, Infinity, Infinity",
        "TANH, -Infinity, -1",
        "TANH, -1.7976931348623157e308, -1",
        "TANH, -0.0, -0.0",
        "TANH, 0, 0",
        "TANH, 4.9e-324, 4.9e-324",
        "TANH, 19.5, 1",
        "TANH, Infinity, 1",
        "SIGMOID, -Infinity, 0",
        "SIGMOID, -745.1332191019412, 0",
        "SIGMOID, -745.1332191019411, 4.9e-324",
        "SIGMOID, -0.0, 0.5",
        "SIGMOID, 0, 0.5",
        "SIGMOID, 4.9e-324, 0.5",
        "SIGMOID, 37.5, 1",
        "SIGMOID, 1.7976931348623157e308, 1",
        "SIGMOID, Infinity, 1",
        "SOFTPLUS, -Infinity, 0",
        "SOFTPLUS, -745.1332191019412, 0",
        "SOFTPLUS, -745.1332191019411, 4.9e-324",
        "SOFTPLUS, -0.0, 0.6931471805599453",
        "SOFTPLUS, 0, 0.6931471805599453",
        "SOFTPLUS, 40, 40",
        "SOFTPLUS, 1.7976931348623157e308, 1.7976931348623157e308",
        "SOFTPLUS, Infinity, Infinity",
        "ERF, -Infinity, -1",
        "ERF, -1.7976931348623157e308, -1",
        "ERF, -0.0, -0.0",
        "ERF, 0, 0",
        "ERF, 4.9e-324, 4.9e-324",
        "ERF, 5.93, 1",
        "ERF, Infinity, 1"
    })
    void isExact(Subject subject, double x, double expected) {
        assertThat(Double.compare(subject.apply(x), expected))
                .as("%s(%s) = %s, expected %s", subject, x, subject.apply(x), expected)
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void propagatesNaN(Subject subject) {
        assertThat(subject.apply(Double.NaN)).isNaN();
        assertThat(subject.apply(Double.longBitsToDouble(0xfff0_0000_0000_0001L)))
                .isNaN();
    }
}
