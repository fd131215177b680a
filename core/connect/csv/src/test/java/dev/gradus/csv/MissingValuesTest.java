package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Empty fields, and categories that the training data does not have. */
class MissingValuesTest {
    private static final double NONE = Double.NaN;
    private static final Table TRAINING =
            Table.of().with("age", 20, NONE, 40, 90).with("city", "Bonn", "Rom", "", "Bonn");

    @TempDir
    private Path folder;

    private static double[][] rows(Tensor matrix) {
        double[][] rows = new double[matrix.shape().size(0)][];
        Arrays.setAll(rows, row -> matrix.row(row).toArray());
        return rows;
    }

    @Test
    void emptyFieldsBecomeWhatTheImputerSays() {
        Features age = Features.of().numbers("age");
        assertThat(rows(age.impute(Imputer.mean(), "age").fit(TRAINING).apply(TRAINING)))
                .isDeepEqualTo(new double[][] {{20}, {50}, {40}, {90}});
        assertThat(rows(age.impute(Imputer.median(), "age").fit(TRAINING).apply(TRAINING)))
                .isDeepEqualTo(new double[][] {{20}, {40}, {40}, {90}});
        assertThat(rows(age.impute(Imputer.constant(-1), "age").fit(TRAINING).apply(TRAINING)))
                .isDeepEqualTo(new double[][] {{20}, {-1}, {40}, {90}});
        Table test = Table.of().with("age", NONE);
        assertThat(age.impute(Imputer.median(), "age").fit(TRAINING).apply(test).item())
                .as("the median of the training data")
                .isEqualTo(40);
    }

    @Test
    void whatIsImputedCountsWhereAColumnIsStandardized() {
        Encoder encoder = Features.of()
                .standardized("age")
                .impute(Imputer.constant(0), "age")
                .fit(TRAINING);
        assertThat(encoder.mean("age")).isEqualTo(37.5);
    }

    @Test
    void aColumnTellsWhereAFieldWasEmpty() {
        Encoder encoder = Features.of()
                .missing("age", "city")
                .numbers("age")
                .impute(Imputer.mean(), "age")
                .fit(TRAINING);
        assertThat(encoder.columns()).containsExactly("age=missing", "city=missing", "age");
        assertThat(encoder.inputs()).containsExactly("age", "city");
        assertThat(rows(encoder.apply(TRAINING)))
                .isDeepEqualTo(new double[][] {{0, 0, 20}, {1, 0, 50}, {0, 1, 40}, {0, 0, 90}});
    }

    @Test
    void emptyAndUnknownTextsCanBeCategories() {
        Features cities = Features.of()
                .oneHot("city")
                .impute(Imputer.constant("none"), "city")
                .unknown("city");
        Encoder encoder = cities.fit(TRAINING);
        assertThat(encoder.columns()).containsExactly("city=Bonn", "city=Rom", "city=none", "city=unknown");
        assertThat(encoder.categories("city")).containsExactly("Bonn", "Rom", "none");
        assertThat(encoder.imputed("city")).contains("none");
        assertThat(rows(encoder.apply(Table.of().with("city", "", "Oslo", "Rom"))))
                .isDeepEqualTo(new double[][] {{0, 0, 1, 0}, {0, 0, 0, 1}, {0, 1, 0, 0}});
        assertThat(cities.fit(TRAINING.select(0)).columns())
                .as("the constant is a category even if the training data has no empty field")
                .containsExactly("city=Bonn", "city=none", "city=unknown");
        Encoder labels =
                Features.of().labels("city", "Rom", "Bonn").unknown("city").fit(TRAINING);
        assertThat(labels.apply(Table.of().with("city", "Oslo", "Bonn")).toArray())
                .containsExactly(2, 1);
    }

    @Test
    void textsOfAFileCanMeanThatAValueIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x;y\n1;?\n NA ;2\n3;NAN\n");
        Table table = Csv.of(file).separatedBy(';').missing("NA", "?").read();
        assertThat(table.texts("x")).containsExactly("1", "", "3");
        assertThat(table.texts("y")).containsExactly("", "2", "NAN");
        assertThatThrownBy(() -> Csv.of(file).missing("NA", null)).isInstanceOf(NullPointerException.class);
    }

    /** A file of any size has the mean and the median of the same rows in memory; the median is that of the sorted numbers. */
    @Property
    void aStreamHasTheBitsOfTheMemory(@ForAll @IntRange(min = 1, max = 9000) int rows) throws IOException {
        NumpyRandom random = NumpyRandom.seed(rows);
        double[] x = new double[rows];
        Arrays.setAll(x, row -> row > 0 && random.normal(0, 1) > 1 ? NONE : random.normal(-1, 10));
        Table table = Table.of().with("x", x).with("y", x);
        Path file = Files.createTempFile("missing", ".csv");
        try {
            StringBuilder text = new StringBuilder("x,y\n");
            for (String field : table.texts("x")) {
                text.append(field).append(",").append(field).append("\n");
            }
            Files.writeString(file, text);
            Features features =
                    Features.of().numbers("x", "y").impute(Imputer.mean(), "x").impute(Imputer.median(), "y");
            Encoder encoder = features.fit(table), streamed = features.fit(Csv.of(file));
            assertThat(streamed.imputed("x")).isEqualTo(encoder.imputed("x"));
            assertThat(streamed.imputed("y")).isEqualTo(encoder.imputed("y"));
            double[] sorted = Arrays.stream(x)
                    .filter(each -> !Double.isNaN(each))
                    .sorted()
                    .toArray();
            int n = sorted.length;
            assertThat(Double.parseDouble(encoder.imputed("y").orElseThrow()))
                    .isEqualTo((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
        } finally {
            Files.delete(file);
        }
    }

    @Property
    void medianOfNumbersOfAnySize(@ForAll List<@DoubleRange(min = -1e308, max = 1e308) Double> some) {
        double[] x = some.stream().mapToDouble(Double::doubleValue).toArray();
        Features features = Features.of().numbers("x").impute(Imputer.median(), "x");
        Table table = Table.of().with("x", x);
        if (x.length == 0) {
            assertThatThrownBy(() -> features.fit(table)).isInstanceOf(CsvException.class);
            return;
        }
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double low = sorted[(x.length - 1) / 2], high = sorted[x.length / 2];
        assertThat(Double.parseDouble(features.fit(table).imputed("x").orElseThrow()))
                .isEqualTo(low == high ? low : low / 2 + high / 2);
    }

    @Test
    void aMistakeIsNamed() {
        assertThatThrownBy(() -> Features.of().numbers("age").fit(TRAINING).apply(TRAINING))
                .isInstanceOf(CsvException.class)
                .hasMessage("table, row index 1, column age: the field is empty");
        assertThatThrownBy(() -> Features.of().oneHot("city").unknown("city").fit(TRAINING))
                .as("an empty field is not an unknown text")
                .hasMessage("table, row index 2, column city: the field is empty");
        Features age = Features.of().numbers("age").impute(Imputer.mean(), "age");
        assertThatThrownBy(() -> age.fit(TRAINING.select(1)))
                .isInstanceOf(CsvException.class)
                .hasMessage(
                        "The column 'age' has no numbers to impute from; use Imputer.constant(…) for it, or leave it"
                                + " out");
        assertThatThrownBy(() -> Features.of()
                        .numbers("city")
                        .impute(Imputer.mean(), "city")
                        .fit(TRAINING))
                .hasMessage("table, row index 0, column city: 'Bonn' is not a finite number");
        assertThatThrownBy(() -> age.impute(Imputer.mean(), "height").fit(TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Features: impute(…) names the column 'height', but no numbers(…) does; add one, or leave it"
                                + " out");
        assertThatThrownBy(() -> age.unknown("age").fit(TRAINING))
                .hasMessage(
                        "Features: unknown(…) names the column 'age', but no oneHot(…) does; add one, or leave it out");
        assertThatThrownBy(() -> Features.of()
                        .oneHot("city")
                        .impute(Imputer.median(), "city")
                        .fit(TRAINING))
                .hasMessage("Features: the column 'city' becomes categories, which have no mean and no median; impute a"
                        + " constant, such as Imputer.constant(\"missing\")");
        assertThatThrownBy(() -> Features.of()
                        .oneHot("city", "Bonn", "Rom")
                        .impute(Imputer.constant("none"), "city")
                        .fit(TRAINING))
                .hasMessage(
                        "Features: impute(…) gives the column 'city' the text 'none', which is none of its texts Bonn,"
                                + " Rom; add it to them");
        assertThatThrownBy(() -> Imputer.constant(NONE))
                .hasMessage("Imputer: the constant must be finite, but it is NaN");
        assertThatThrownBy(() -> Imputer.constant(" "))
                .hasMessage(
                        "Imputer: the constant must be a text without spaces around it, but it is ' '; give one such as"
                                + " \"missing\"");
    }
}
