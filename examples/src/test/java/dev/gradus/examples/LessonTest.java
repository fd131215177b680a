package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonTest {
    /** What the Python lesson prints, in its order. */
    private static final List<String> OF_THE_PYTHON_LESSON = """
            x1, x2      target     model
            [0, 0]   →   [0]       [0.5]
            [0, 1]   →   [0]       [0.57]
            [1, 0]   →   [0]       [0.78]
            [1, 1]   →   [1]       [0.82]
            loss  0.1513
            loss  0.0271
            loss  0.0153
            loss  0.0103
            loss  0.0077
            loss  0.006
            loss  0.005
            loss  0.0042
            loss  0.0036
            loss  0.0032
            x1, x2      target     model
            [0, 0]   →   [0]       [0.]
            [0, 1]   →   [0]       [0.08]
            [1, 0]   →   [0]       [0.08]
            [1, 1]   →   [1]       [0.9]
               admit  gre   gpa  rank
            0      0  380  3.61     3
            1      1  660  3.67     3
            2      1  800  4.00     1
            3      1  640  3.19     4
            4      0  520  2.93     4
            <class 'pandas.core.frame.DataFrame'>
            RangeIndex: 400 entries, 0 to 399
            Data columns (total 4 columns):
            admit    400 non-null int64
            gre      400 non-null int64
            gpa      400 non-null float64
            rank     400 non-null int64
            dtypes: float64(1), int64(3)
            memory usage: 12.6 KB
            loss  0.1524
            loss  0.0974
            loss  0.0973
            loss  0.0972
            loss  0.0972
            loss  0.0972
            loss  0.0972
            loss  0.0972
            loss  0.0972
            loss  0.0972
            Accuracy on training set (expected ~0.71): 0.71
            Accuracy on test set (expected ~0.75): 0.75
            """.lines().toList();

    @TempDir
    private Path folder;

    @Test
    void printsWhatThePythonLessonPrints() throws IOException {
        Printed printed = Printed.byLesson("--output", folder.toString());

        assertThat(printed.exitCode()).isZero();
        List<String> lines =
                printed.lines().stream().map(line -> line.stripTrailing()).toList();
        assertThat(lines).containsSubsequence(OF_THE_PYTHON_LESSON);
        assertThat(lines.stream().filter(line -> !OF_THE_PYTHON_LESSON.contains(line)))
                .as("what the Python lesson does not print")
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Example 1: Logical AND"),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("and-loss.png")),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("and-forward.svg")),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("and.svg")),
                        line -> assertThat(line).isEqualTo("Listing: " + folder.resolve("and.txt")),
                        line -> assertThat(line).isEqualTo("Equations: " + folder.resolve("and.tex")),
                        line -> assertThat(line).isEqualTo("Step by step: " + folder.resolve("and.html")),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("Example 2: College Admissions"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line)
                                .isEqualTo("x_train (n_batch=360, n_in=6), y_train (n_batch=360, n_out=1)"),
                        line -> assertThat(line)
                                .isEqualTo("x_test  (n_batch=40, n_in=6), y_test  (n_batch=40, n_out=1)"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("admissions-by-rank.png")),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("admissions-loss.png")),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("admissions-forward.svg")),
                        line -> assertThat(line).isEqualTo("Picture: " + folder.resolve("admissions.svg")),
                        line -> assertThat(line).isEqualTo("Listing: " + folder.resolve("admissions.txt")),
                        line -> assertThat(line).isEqualTo("Equations: " + folder.resolve("admissions.tex")),
                        line -> assertThat(line).isEqualTo("Step by step: " + folder.resolve("admissions.html")),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("Numerical gradient check"),
                        line -> assertThat(line)
                                .matches("100 problems of 100×10 → 10: all 11,000 derivatives agree,"
                                        + " the largest difference is \\d+e-1\\d"));
        List<String> plots = List.of("admissions-by-rank.png", "admissions-loss.png", "and-loss.png");
        assertThat(filesIn(folder)).filteredOn(name -> name.endsWith(".png")).isEqualTo(plots);
        for (String picture : plots) {
            assertThat(ImageIO.read(folder.resolve(picture).toFile()).getWidth())
                    .as(picture)
                    .isEqualTo(1600);
        }
    }

    /** The documents show these very pictures. */
    @Test
    void tellsOfTheFirstStepOfBothExamples() throws IOException {
        Printed.byLesson("--lesson=and", "--epochs=1", "--output=" + folder);
        Printed.byLesson("--lesson=admissions", "--epochs=1", "--output=" + folder);

        Path pictures = Path.of("../docs/pictures");
        assertThat(folder.resolve("and-forward.svg")).hasSameTextualContentAs(pictures.resolve("lesson-forward.svg"));
        assertThat(folder.resolve("and.svg")).hasSameTextualContentAs(pictures.resolve("lesson.svg"));
        assertThat(Files.readString(folder.resolve("and.tex"))).contains("\\tag{8}");
        assertThat(Files.readString(folder.resolve("admissions.txt")))
                .contains("∂J/∂W:(n_in=6, n_out=1) = xᵀ @ ∂J/∂z", "∂J/∂b = Σ_t ∂J/∂z", "(10)");
        assertThat(Files.readString(folder.resolve("admissions.svg"))).contains("n_batch = 360");
        assertThat(Files.readString(folder.resolve("and.html"))).contains("<title>Logical AND");
        assertThat(Files.readString(folder.resolve("admissions.html"))).contains("<title>College admissions");
        assertThat(Files.size(folder.resolve("and.html"))).isLessThan(400_000);
        assertThat(Files.size(folder.resolve("admissions.html"))).isLessThan(2_000_000);
    }

    @Test
    void runsOnePartWithOtherSettings() throws IOException {
        Printed printed = Printed.byLesson(
                "--lesson=and", "--epochs=15", "--learning-rate=0.5", "--seed=7", "--output=" + folder);

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.lines().stream().filter(line -> line.startsWith("loss")))
                .as("epochs 0, 3, 6, 9 and 12, as Python counts them")
                .hasSize(5);
        assertThat(printed.out()).doesNotContain("Admissions", "gradient check");
        assertThat(filesIn(folder))
                .containsExactly("and-forward.svg", "and-loss.png", "and.html", "and.svg", "and.tex", "and.txt");
        assertThat(Files.readString(folder.resolve("and.txt")))
                .contains("W ← W − η · ∂J/∂W")
                .contains("∂J/∂W:(n_in=2, n_out=1) = xᵀ @ ∂J/∂z");
    }

    @Test
    void takesAFileOfOnesOwnAndThenExpectsNoAccuracy() throws IOException {
        Path csv = Files.writeString(folder.resolve("mine.csv"), """
                rank,gpa,gre,admit
                1,3.5,700,1
                2,3.25,600.5,0
                1,2,500,0
                """);

        Printed printed = Printed.byLesson("--lesson", "Admissions", "--csv", csv.toString(), "--output=" + folder);

        assertThat(printed.err()).isEmpty();
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.lines())
                .containsSequence(
                        "   admit    gre   gpa  rank",
                        "0      1  700.0  3.50     1",
                        "1      0  600.5  3.25     2",
                        "2      0  500.0  2.00     1")
                .contains("dtypes: float64(2), int64(2)", "memory usage: 224.0 bytes")
                .anyMatch(line -> line.matches("Accuracy on training set: (0\\.0|0\\.5|1\\.0)"));
    }

    @Test
    void aFileThatDoesNotFitIsToldOfBeforeAnythingRuns() throws IOException {
        Path csv = Files.writeString(folder.resolve("mine.csv"), "admit,gre,gpa,rank\n1,many,3.5,1\n");

        Printed printed = Printed.byLesson("--csv", csv.toString());

        assertThat(printed)
                .isEqualTo(new Printed(1, "", csv + ", line 2, column 2 (gre): 'many' is not a finite number\n"));
    }

    @Test
    void anOutputFolderThatCannotBeIsToldOf() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Printed printed = Printed.byLesson("--lesson=and", "--epochs=1", "--output=" + file);

        assertThat(printed.exitCode()).isEqualTo(1);
        assertThat(printed.err())
                .startsWith(file.resolve("and-loss.png") + " cannot be written")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs=0           | '--epochs': '0' is not from 1 to 10000000",
                "--epochs=2.5         | '--epochs': '2.5' is not an integer from 1 to 10000000",
                "--epochs=99999999999 | '--epochs': '99999999999' is not from 1 to 10000000",
                "--learning-rate=NaN  | '--learning-rate': 'NaN' is not positive and finite",
                "--learning-rate=-1   | '--learning-rate': '-1' is not positive and finite",
                "--learning-rate=0    | '--learning-rate': '0' is not positive and finite",
                "--learning-rate=fast | '--learning-rate': 'fast' is not a number",
                "--seed=-1            | '--seed': '-1' is not from 0 to 4294967295",
                "--lesson=xor         | '--lesson': expected one of [AND, ADMISSIONS, GRADIENTS, ALL] (case-insensitive) but was 'xor'",
                "--lessons            | Unknown option: '--lessons'",
                "and                  | Unmatched argument at index 0: 'and'",
                "--csv                | Missing required parameter for option '--csv' (<file>)"
            })
    void wrongOptionsAreToldOf(String argument, String message) {
        Printed printed = Printed.byLesson(argument);

        assertThat(printed.exitCode()).isEqualTo(2);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err().lines()).hasSize(2);
        assertThat(printed.err()).contains(message).endsWith("--help lists the options\n");
    }

    @Test
    void helpListsEveryOption() {
        Printed printed = Printed.byLesson("--help");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.out())
                .contains("--lesson", "--epochs", "--learning-rate", "--seed", "--csv", "--output", "Exit codes");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }
}
