package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zeros of both signs, infinities and NaN. What is expected is boxed: as objects −0 is not 0, and NaN is NaN. */
class SpecialValuesTest {
    private final Input x = Input.of("x"), a = Input.of("a"), b = Input.of("b");

    @ParameterizedTest
    @CsvSource({
        "NaN,       NaN, NaN,       NaN,       NaN, NaN",
        "0.0,      -0.0, 1,        -Infinity,  0.5, 0.0",
        "-0.0,      0.0, 1,        -Infinity,  0.5, 0.0",
        "Infinity,  -Infinity, Infinity, Infinity, 1, Infinity",
        "-Infinity, Infinity,  0,  NaN,        0,   0.0",
        "1e300,     -1e300, Infinity, 690.7755278982137, 1, 1e300",
        "-1e-300,   1e-300, 1, NaN, 0.5, 0.0",
    })
    void ofOneOperand(Double at, Double negated, Double exp, Double log, Double sigmoid, Double relu) {
        assertThat(value(new Negate(x), at)).isEqualTo(negated);
        assertThat(value(new Exp(x), at)).isEqualTo(exp);
        assertThat(value(new Log(x), at)).isEqualTo(log);
        assertThat(value(new Sigmoid(x), at)).isEqualTo(sigmoid);
        assertThat(value(new Relu(x), at)).isEqualTo(relu);
        assertThat(value(new StopGradient(x), at)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "0.0, 0.0", "-0.0, -0.0", "Infinity, 1", "-Infinity, -1", "1e-300, 1e-300", "40, 1"})
    void ofTanh(double at, Double tanh) {
        assertThat(value(new Tanh(x), at)).isEqualTo(tanh);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1,             NaN, NaN, NaN, NaN",
        "1, NaN,             NaN, NaN, NaN, NaN",
        "Infinity, Infinity, Infinity, NaN, Infinity, NaN",
        "Infinity, 0.0,      Infinity, Infinity, NaN, Infinity",
        "0.0, 0.0,           0.0, 0.0, 0.0, NaN",
        "-0.0, 0.0,          0.0, -0.0, -0.0, NaN",
        "1, -0.0,            1, 1, -0.0, -Infinity",
        "1e300, 1e300,       2e300, 0.0, Infinity, 1",
    })
    void ofArithmetic(double left, double right, Double sum, Double difference, Double product, Double quotient) {
        assertThat(value(new AddBroadcast(a, b), left, right)).isEqualTo(sum);
        assertThat(value(new SubtractBroadcast(a, b), left, right)).isEqualTo(difference);
        assertThat(value(new MultiplyBroadcast(a, b), left, right)).isEqualTo(product);
        assertThat(value(new DivideBroadcast(a, b), left, right)).isEqualTo(quotient);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2,                1, 1, 0, 0, 0, 1",
        "2, 1,                0, 0, 1, 1, 0, 1",
        "2, 2,                0, 1, 0, 1, 1, 0",
        "-0.0, 0.0,           0, 1, 0, 1, 1, 0",
        "Infinity, Infinity,  0, 1, 0, 1, 1, 0",
        "-Infinity, Infinity, 1, 1, 0, 0, 0, 1",
        "NaN, 1,              0, 0, 0, 0, 0, 1",
        "1, NaN,              0, 0, 0, 0, 0, 1",
        "NaN, NaN,            0, 0, 0, 0, 0, 1",
    })
    void ofComparisons(
            double left,
            double right,
            double less,
            double lessOrEqual,
            double greater,
            double greaterOrEqual,
            double equal,
            double notEqual) {
        assertThat(value(new LessBroadcast(a, b), left, right)).isEqualTo(less);
        assertThat(value(new LessOrEqualBroadcast(a, b), left, right)).isEqualTo(lessOrEqual);
        assertThat(value(new GreaterBroadcast(a, b), left, right)).isEqualTo(greater);
        assertThat(value(new GreaterOrEqualBroadcast(a, b), left, right)).isEqualTo(greaterOrEqual);
        assertThat(value(new EqualBroadcast(a, b), left, right)).isEqualTo(equal);
        assertThat(value(new NotEqualBroadcast(a, b), left, right)).isEqualTo(notEqual);
    }

    private static double value(UnaryOp op, double x) {
        return Values.of(op, new double[] {x})[0];
    }

    private static double value(BinaryOp op, double a, double b) {
        return Values.of(op, new double[] {a}, new double[] {b})[0];
    }
}
