package dev.gradus.examples;

import static dev.gradus.examples.Figures.assertClose;
import static dev.gradus.examples.Figures.everyTwoHundredth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The Python lesson's figures at full precision. */
class AdmissionsTest {

    @Test
    void agreesWithThePythonLessonToTwelveDigits() {
        Admissions admissions = Admissions.ofTheLesson();
        assertClose(
                admissions.classifier().weights().toArray(),
                0.7201713545300659,
                0.16336349623271074,
                0.3995681088232156,
                0.914840817686092,
                0.7624273568208522,
                -0.39897202376769325);

        double[] losses = admissions.train(System.err);

        assertClose(
                everyTwoHundredth(losses),
                0.15237326598337766,
                0.09739284718128793,
                0.09725371070613155,
                0.09724951734425069,
                0.09724937614366105,
                0.09724937100351182,
                0.09724937076910097,
                0.09724937075130365,
                0.09724937074908452,
                0.09724937074874405);
        assertClose(new double[] {losses[1999]}, 0.09724937074868908);
        assertClose(
                admissions.classifier().weights().toArray(),
                0.2685265196307272,
                0.37027714722903227,
                1.0786341671404849,
                0.3967367225901849,
                -0.3324542612315987,
                -0.425465431115051);
        assertClose(admissions.classifier().biases().toArray(), -0.9604130621784466);
        assertThat(admissions.accuracyOnTrainingSet()).isEqualTo(0.7055555555555556);
        assertThat(admissions.accuracyOnTestSet()).isEqualTo(0.75);
    }

    @Test
    void splitsTheStudentsAsThePythonLessonDoes() {
        AdmissionsSplit split = Admissions.ofTheLesson().split();

        assertThat(split.xTrain().shape()).isEqualTo(Shape.of(360, 6));
        assertThat(split.yTrain().shape()).isEqualTo(Shape.of(360, 1));
        assertThat(split.xTest().shape()).isEqualTo(Shape.of(40, 6));
        assertThat(split.yTest().shape()).isEqualTo(Shape.of(40, 1));
        assertClose(split.xTrain().row(0).toArray(), -0.06665712322941988, 0.02653936379345639, 0.0, 1.0, 0.0, 0.0);
    }

    @Test
    void standardisesWithTheSampleStandardDeviation() {
        assertThat(AdmissionsSplit.standardized("gre", new double[] {1, 2, 3})).containsExactly(-1, 0, 1);

        double[] gre = AdmissionsCsv.ofTheLesson().column("gre");
        double mean = Arrays.stream(gre).average().orElseThrow();
        double[] standardized = AdmissionsSplit.standardized("gre", gre);
        assertClose(new double[] {mean, (gre[0] - mean) / standardized[0]}, 587.7, 115.51653637223819);
    }

    @Test
    void refusesAColumnWithoutSpread() {
        assertThatThrownBy(() -> AdmissionsSplit.standardized("gpa", new double[] {3, 3, 3}))
                .hasMessage("The column gpa cannot be standardised: its mean is 3.0 and its standard deviation 0.0");
        assertThatThrownBy(() -> AdmissionsSplit.standardized("gre", new double[] {1e308, 1e308, 0}))
                .hasMessageContaining("its mean is Infinity");
    }
}
