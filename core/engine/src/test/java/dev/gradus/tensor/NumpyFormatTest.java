package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** The expected texts are printed by NumPy 2.4. */
@Domain(TensorArbitraries.class)
class NumpyFormatTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static String row(double... values) {
        return NumpyFormat.row(Tensor.of(values));
    }

    @Test
    void numbersOfTheLesson() {
        assertThat(NumpyFormat.number(Tensor.scalar(0.15129).round(4).item())).isEqualTo("0.1513");
        assertThat(NumpyFormat.number(0.006)).isEqualTo("0.006");
        assertThat(row(0.5)).isEqualTo("[0.5]");
        assertThat(row(0.57)).isEqualTo("[0.57]");
        assertThat(row(0)).isEqualTo("[0.]");
        Tensor yHat = Tensor.of(new double[][] {{0.0043}, {0.8998}}).round(2);
        assertThat(NumpyFormat.row(yHat.row(0))).isEqualTo("[0.]");
        assertThat(NumpyFormat.row(yHat.row(1))).isEqualTo("[0.9]");
    }

    @Test
    void numbersAsPythonPrintsThem() {
        assertThat(NumpyFormat.number(0)).isEqualTo("0.0");
        assertThat(NumpyFormat.number(-0.0)).isEqualTo("-0.0");
        assertThat(NumpyFormat.number(100)).isEqualTo("100.0");
        assertThat(NumpyFormat.number(0.0001)).isEqualTo("0.0001");
        assertThat(NumpyFormat.number(0.00001)).isEqualTo("1e-05");
        assertThat(NumpyFormat.number(0.000012345)).isEqualTo("1.2345e-05");
        assertThat(NumpyFormat.number(1e15)).isEqualTo("1000000000000000.0");
        assertThat(NumpyFormat.number(9999999999999998.0)).isEqualTo("9999999999999998.0");
        assertThat(NumpyFormat.number(1e16)).isEqualTo("1e+16");
        assertThat(NumpyFormat.number(-1.5e100)).isEqualTo("-1.5e+100");
        assertThat(NumpyFormat.number(0.1 + 0.2)).isEqualTo("0.30000000000000004");
        assertThat(NumpyFormat.number(1 / 3.0)).isEqualTo("0.3333333333333333");
        assertThat(NumpyFormat.number(2e23)).isEqualTo("2e+23");
        assertThat(NumpyFormat.number(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
        assertThat(NumpyFormat.number(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(NumpyFormat.number(Double.MIN_NORMAL)).isEqualTo("2.2250738585072014e-308");
        assertThat(NumpyFormat.number(NAN)).isEqualTo("nan");
        assertThat(NumpyFormat.number(INFINITY)).isEqualTo("inf");
        assertThat(NumpyFormat.number(-INFINITY)).isEqualTo("-inf");
    }

    /** Here the nearest decimal of so few digits reads back as another double, because the doubles below are closer. */
    @Test
    void powersOfTwo() {
        assertThat(NumpyFormat.number(0x1p-1017)).isEqualTo("7.120236347223045e-307");
        assertThat(NumpyFormat.number(0x1p-1007)).isEqualTo("7.291122019556398e-304");
        assertThat(NumpyFormat.number(0x1p-957)).isEqualTo("8.209073602596753e-289");
        assertThat(NumpyFormat.number(0x1p-921)).isEqualTo("5.641232424577593e-278");
        assertThat(NumpyFormat.number(0x1p-808)).isEqualTo("5.858190679279809e-244");
        assertThat(NumpyFormat.number(0x1p-791)).isEqualTo("7.678447687145631e-239");
    }

    @Test
    void rowsLineUpTheirPoints() {
        assertThat(row(0, 0.08)).isEqualTo("[0.   0.08]");
        assertThat(row(100, 0.25)).isEqualTo("[100.     0.25]");
        assertThat(row(-0.0, 0.5)).isEqualTo("[-0.   0.5]");
        assertThat(row(-1.5, 10, 0.125)).isEqualTo("[-1.5   10.     0.125]");
        assertThat(row(2, 3)).isEqualTo("[2. 3.]");
        assertThat(row(0.3333333333333333)).isEqualTo("[0.33333333]");
        assertThat(row(0.30000000000000004)).isEqualTo("[0.3]");
        assertThat(row(0.123456785, 1)).isEqualTo("[0.12345678 1.        ]");
        assertThat(row(0.9999999999)).isEqualTo("[1.]");
        assertThat(row(2.00000000499, 0.5)).isEqualTo("[2.  0.5]");
        assertThat(row(1234567.123456785, 30000)).isEqualTo("[1234567.12345678   30000.        ]");
    }

    @Test
    void rowsOfFarMagnitudesAreScientific() {
        assertThat(row(100000000.0)).isEqualTo("[1.e+08]");
        assertThat(row(123456789.0)).isEqualTo("[1.23456789e+08]");
        assertThat(row(1e-04)).isEqualTo("[0.0001]");
        assertThat(row(1e-05)).isEqualTo("[1.e-05]");
        assertThat(row(1e-05, 2.5e-05)).isEqualTo("[1.0e-05 2.5e-05]");
        assertThat(row(100, 0.05)).isEqualTo("[1.e+02 5.e-02]");
        assertThat(row(1000, 1)).isEqualTo("[1000.    1.]");
        assertThat(row(1001, 1)).isEqualTo("[1.001e+03 1.000e+00]");
        assertThat(row(1e-100, 1)).isEqualTo("[1.e-100 1.e+000]");
        assertThat(row(9.9999999999e-05, 1.5)).isEqualTo("[1.0e-04 1.5e+00]");
        assertThat(row(5e-324, 1.5)).isEqualTo("[4.9e-324 1.5e+000]");
        assertThat(row(-1e-10, 0, 1)).isEqualTo("[-1.e-10  0.e+00  1.e+00]");
    }

    @Test
    void rowsOfWhatIsNotANumber() {
        assertThat(row(NAN)).isEqualTo("[nan]");
        assertThat(row(INFINITY, 1)).isEqualTo("[inf  1.]");
        assertThat(row(-INFINITY, 1.5)).isEqualTo("[-inf  1.5]");
        assertThat(row(-INFINITY)).isEqualTo("[-inf]");
        assertThat(row(NAN, 1e-10)).isEqualTo("[   nan 1.e-10]");
        assertThat(row(NAN, 0.25, -INFINITY)).isEqualTo("[ nan 0.25 -inf]");
    }

    @Test
    void emptyRows() {
        assertThat(row()).isEqualTo("[]");
    }

    @Test
    void rowsAreOfRankOne() {
        assertThatThrownBy(() -> NumpyFormat.row(Tensor.ones(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NumpyFormat.row prints a tensor of rank 1, but this one has shape (2, 1)");
    }

    @Property
    void numbersReadBackAndNoShorterOneDoes(@ForAll double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        BigDecimal printed = new BigDecimal(NumpyFormat.number(value)).stripTrailingZeros();
        assertThat(Double.parseDouble(NumpyFormat.number(value))).isEqualTo(value);
        if (printed.precision() > 1) {
            for (RoundingMode rounding : List.of(RoundingMode.UP, RoundingMode.DOWN)) {
                BigDecimal shorter = new BigDecimal(value).round(new MathContext(printed.precision() - 1, rounding));
                assertThat(shorter.doubleValue()).isNotEqualTo(value);
            }
        }
    }
}
