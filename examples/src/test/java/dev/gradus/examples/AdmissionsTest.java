package dev.gradus.examples;

import static dev.gradus.examples.Figures.assertClose;
import static dev.gradus.examples.Figures.everyTwoHundredth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Split;
import dev.gradus.data.Standardizer;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Students students = Students.ofTheLesson();
        Split split = Split.of(400, 0.9, NumpyRandom.seed(0));
        Tensor xTrain = split.training(students.x());

        assertThat(xTrain.shape()).isEqualTo(Shape.of(360, 6));
        assertThat(split.training(students.y()).shape()).isEqualTo(Shape.of(360, 1));
        assertThat(split.test(students.x()).shape()).isEqualTo(Shape.of(40, 6));
        assertThat(split.test(students.y()).shape()).isEqualTo(Shape.of(40, 1));
        assertClose(xTrain.row(0).toArray(), -0.06665712322941988, 0.02653936379345639, 0.0, 1.0, 0.0, 0.0);
        assertThat(Admissions.ofTheLesson().xTrain()).isEqualTo(xTrain);
    }

    @Test
    void standardisesWithTheSampleStandardDeviation() {
        Standardizer standardizer =
                Standardizer.of(Students.ofTheLesson().table().tensor("gre"));
        assertClose(
                new double[] {
                    standardizer.mean().get(0), standardizer.deviation().get(0)
                },
                587.7,
                115.51653637222);
    }

    /** In the contents ; stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admit,gre,gpa;0,600,3;1,500,2         | , line 1: there is no column 'rank' among admit, gre, gpa",
                "admit,gre,gpa,rank;0,600,3,1;1,5,2,5  | , line 3, column 4 (rank): '5' is none of 1, 2, 3, 4",
                "admit,gre,gpa,rank;2,600,3,1;1,5,2,4  | , line 2, column 1 (admit): '2' is none of 0, 1"
            })
    void aFileThatDoesNotFitIsRefused(String content, String message, @TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("students.csv"), content.replace(';', '\n'));
        assertThatThrownBy(() -> Students.of(csv))
                .isInstanceOf(LessonException.class)
                .hasMessage(csv + message);
        assertThatThrownBy(() -> Students.of(folder.resolve("none.csv")))
                .hasMessage(folder.resolve("none.csv") + ": there is no such file");
        assertThatThrownBy(() -> Students.of(folder)).hasMessage(folder + " is a folder, not a CSV file");
    }
}
