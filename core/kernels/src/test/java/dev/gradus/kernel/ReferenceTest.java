package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
    /** Values to 40 digits, computed with mpmath. */
    @ParameterizedTest
    @CsvSource({
        "EXP, 1, 2.718281828459045235360287471352662497757",
        "EXP, -1, 0.3678794411714423215955237701614608674458",
        "EXP, 0.3125, 1.366837941173796362838756772721208672173",
        "EXP, 709.75, 1.739836873264160557698252711673830393865e+308",
        "EXP, -745, 2.822350730471937076353440082059782620824e-324",
        "EXPM1, 1, 1.718281828459045235360287471352662497757",
        "EXPM1, -1, -0.6321205588285576784044762298385391325542",
        "EXPM1, 0x1p-30, 0.0000000009313225750491593847538340347920469844993",
        "EXPM1, -0.5, -0.3934693402873665763962004650088195465581",
        "EXPM1, 700, 1.014232054735004509455329595231267615205e+304",
        "LOG, 2, 0.6931471805599453094172321214581765680755",
        "LOG, 10, 2.302585092994045684017991454684364207601",
        "LOG, 0.75, -0.2876820724517809274392190059938274315035",
        "LOG, 1.0009765625, 0.0009760859730554588959608249080171866726118",
        "LOG, 4.9e-324, -744.4400719213812623141072984460816341131",
        "LOG1P, 1, 0.6931471805599453094172321214581765680755",
        "LOG1P, -0.75, -1.386294361119890618834464242916353136151",
        "LOG1P, 0x1p-40, 9.094947017725146476087627994346924709042e-13",
        "LOG1P, -0.125, -0.1335313926245226231463436209313499745894",
        "TANH, 0.5, 0.4621171572600097585023184836436725487303",
        "TANH, -1, -0.7615941559557648881194582826047935904128",
        "TANH, 0x1p-20, 0.0000009536743164059608794206706373323853753493",
        "TANH, 18, 0.9999999999999995360954339512862299412705",
        "SIGMOID, 1, 0.7310585786300048792511592418182362743651",
        "SIGMOID, -1, 0.2689414213699951207488407581781637256349",
        "SIGMOID, -745, 2.822350730471937076353440082059782620824e-324",
        "SIGMOID, 30, 0.9999999999999064237703116070104616043735",
        "SOFTPLUS, 0, 0.6931471805599453094172321214581765680755",
        "SOFTPLUS, 1, 1.313261687518222834048995494967855641915",
        "SOFTPLUS, -1, 0.3132616875182228340489954949678556419153",
        "SOFTPLUS, -740, 4.188739880048048939457540001583652882413e-322",
        "SOFTPLUS, 50, 50.00000000000000000000019287498479639178",
        "ERF, 0.5, 0.5204998778130465376827466538919645287365",
        "ERF, 1, 0.8427007929497148693412206350826092592961",
        "ERF, -3, -0.9999779095030014145586272238704176796202",
        "ERF, 0x1p-500, 3.447126549375477971129931306701106602333e-151",
        "ERF, 5.5, 0.9999999999999926421520820256019369316376"
    })
    void agreesWithPublishedDigits(Subject subject, double x, BigDecimal expected) {
        BigDecimal error = toBigDecimal(subject.exact(x)).subtract(expected).abs();
        assertThat(error).isLessThan(expected.abs().multiply(new BigDecimal("1e-27")));
    }

    /** The difference from StrictMath is within StrictMath's own bound at all finite numbers except 0. */
    @Property
    void agreesWithStrictMath(@ForAll("finite") double drawn) {
        double x = drawn == 0 ? Double.MIN_VALUE : drawn;
        assertThat(Reference.exp(x).ulps(StrictMath.exp(x))).isLessThan(1);
        assertThat(Reference.expm1(x).ulps(StrictMath.expm1(x))).isLessThan(1);
        assertThat(Reference.tanh(x).ulps(StrictMath.tanh(x))).isLessThan(2.5);
        assertThat(Reference.log(Math.abs(x)).ulps(StrictMath.log(Math.abs(x)))).isLessThan(1);
        assertThat(Reference.log1p(Math.abs(x)).ulps(StrictMath.log1p(Math.abs(x))))
                .isLessThan(1);
    }

    @Provide
    Arbitrary<Double> finite() {
        return AnyDouble.finite();
    }

    @Test
    void countsUlps() {
        Exact third = Exact.of(DoubleDouble.ONE.dividedBy(DoubleDouble.of(3)));
        double rounded = 1.0 / 3;
        assertThat(third.ulps(rounded)).isBetween(0.3333, 0.3334);
        assertThat(third.ulps(Math.nextUp(rounded))).isBetween(0.6666, 0.6667);
        assertThat(third.ulps(Math.nextDown(rounded))).isBetween(1.3333, 1.3334);
    }

    @Test
    void countsUlpsOfSubnormalNumbersAndOfInfinity() {
        Exact oneAndAHalfOfTheLeast = new Exact(DoubleDouble.of(1.5), -1074);
        assertThat(oneAndAHalfOfTheLeast.ulps(Double.MIN_VALUE)).isEqualTo(0.5);
        assertThat(oneAndAHalfOfTheLeast.ulps(0)).isEqualTo(1.5);
        Exact beyondTheGreatest = new Exact(DoubleDouble.ONE, 1024);
        assertThat(beyondTheGreatest.ulps(Double.POSITIVE_INFINITY)).isZero();
        assertThat(beyondTheGreatest.ulps(Double.MAX_VALUE)).isInfinite();
    }

    private static BigDecimal toBigDecimal(Exact exact) {
        DoubleDouble mantissa = exact.mantissa();
        BigDecimal scale = new BigDecimal(2).pow(exact.exponent(), new MathContext(60));
        return new BigDecimal(mantissa.high())
                .add(new BigDecimal(mantissa.low()))
                .multiply(scale);
    }
}
