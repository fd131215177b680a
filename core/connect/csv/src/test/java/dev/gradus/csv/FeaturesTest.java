package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.BatchStream;
import dev.gradus.data.Standardizer;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Batches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {
    private static final Features FEATURES =
            Features.of().standardized("gre", "gpa").oneHot("rank").numbers("age");

    @TempDir
    private Path folder;

    private static Table table(String content) throws IOException {
        return Csv.read("students.csv", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void columnsBecomeNumbersInTheOrderGiven() throws IOException {
        Table training = table("rank,gre,gpa,age\n10,1,4,20\n9,3,8,30\n10,5,6,40\n");
        Encoder encoder = FEATURES.fit(training);
        assertThat(encoder.columns()).containsExactly("gre", "gpa", "rank=9", "rank=10", "age");
        assertThat(encoder.apply(training)).isEqualTo(Tensor.of(new double[][] {
            {-1, -1, 0, 1, 20}, {0, 1, 1, 0, 30}, {1, 0, 0, 1, 40}
        }));
        Table test = table("age,gpa,gre,rank\n50,10,-1,9\n");
        assertThat(encoder.apply(test))
                .as("with the means of the training data, whatever the order of the columns")
                .isEqualTo(Tensor.of(new double[][] {{-2, 2, 1, 0, 50}}));
        assertThat(encoder.apply(training.select()).shape().sizes()).containsExactly(0, 5);
    }

    @Test
    void labelsAreClassNumbers() throws IOException {
        Table table = table("admit\nyes\nno\nyes\n");
        assertThat(Features.of().labels("admit", "no", "yes").fit(table).apply(table))
                .isEqualTo(Tensor.of(new double[][] {{1}, {0}, {1}}));
        assertThat(Features.of().labels("admit").fit(table).apply(table))
                .isEqualTo(Tensor.of(new double[][] {{1}, {0}, {1}}));
    }

    /** Each column of numbers has a name of its own, whatever the table and its texts are called. */
    @Test
    void columnsHaveDifferentNames() {
        Table cities = Table.of().with("city", "Bonn", "unknown", "");
        Encoder unknown = Features.of()
                .missing("city")
                .oneHot("city")
                .impute(Imputer.constant("missing"), "city")
                .unknown("city")
                .fit(cities);
        assertThat(unknown.columns())
                .containsExactly("city=missing", "city=Bonn", "city=missing (2)", "city=unknown", "city=unknown (2)");
        assertThat(unknown.apply(Table.of().with("city", "unknown", "Rom"))
                        .row(0)
                        .toArray())
                .containsExactly(0, 0, 0, 1, 0);
        Table equals =
                Table.of().with("a", "b=c", "d").with("a=b", "c", "c (2)").with("n", 1, 2);
        assertThat(Features.of().oneHot("a").oneHot("a=b").fit(equals).columns())
                .containsExactly("a=b=c", "a=d", "a=b=c (2)", "a=b=c (2) (2)");
        assertThat(Features.of()
                        .numbers("n")
                        .standardized("n")
                        .numbers("n")
                        .fit(equals)
                        .columns())
                .containsExactly("n", "n (2)", "n (3)");
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        Table training = table("rank,gre\n1,2\n2,2\n");
        Encoder ranks = Features.of().oneHot("rank").fit(training);
        assertThatThrownBy(() -> ranks.apply(table("rank\n1\n3\n")))
                .isInstanceOf(CsvException.class)
                .hasMessage("students.csv, line 3, column 1 (rank): '3' is none of 1, 2");
        assertThatThrownBy(() -> ranks.apply(table("rank,x\n,1\n")))
                .hasMessage("students.csv, line 2, column 1 (rank): the field is empty");
        assertThatThrownBy(() -> Features.of().standardized("gre").fit(training))
                .isInstanceOf(CsvException.class)
                .hasMessage("The column gre cannot be standardized: Standardizer: column 0 cannot be standardized:"
                        + " its mean is 2.0 and its standard deviation 0.0");
        assertThatThrownBy(() -> Features.of().standardized("rank").fit(training.select(0)))
                .hasMessageEndingWith("a standard deviation needs at least 2 examples, but there are 1");
        assertThatThrownBy(() -> Features.of().standardized("sat").fit(training))
                .hasMessage("students.csv, line 1: there is no column 'sat' among rank, gre");
        assertThatThrownBy(() -> Features.of().fit(training))
                .hasMessage("Features: there are no columns; say which, as with numbers(\"gre\")");
        assertThatThrownBy(() -> Features.of().oneHot("rank", "1", "1"))
                .hasMessage(
                        "Features: the texts of the column 'rank' must differ, and there must be one, but they are 1, 1");
        assertThatThrownBy(() -> Features.of().oneHot("rank").fit(training.select()))
                .hasMessage("The column 'rank' has no texts, as there are no rows");
        assertThatThrownBy(() -> Features.of().oneHot("rank", "1", "2 "))
                .hasMessage("Features: no field of the column 'rank' can be '2 ', as fields have no spaces around them"
                        + " and an empty one is a missing value; name texts without spaces around them");
        assertThatThrownBy(() -> Features.of().labels("rank", "")).hasMessageContaining("can be ''");
        String many = "id\n"
                + String.join(
                        "\n",
                        IntStream.range(0, 1001).mapToObj(Integer::toString).toList());
        assertThatThrownBy(() -> Features.of().oneHot("id").fit(table(many)))
                .hasMessage(
                        "students.csv: the column 'id' has more than 1000 different texts, too many for classes; take"
                                + " its numbers(…), or leave it out");
        assertThatThrownBy(() -> Csv.of(folder).examples()).hasMessageContaining("takes at least one encoder");
    }

    /** The file streamed is the file read: the same encoders, the same batches, bit for bit. */
    @Property
    void aStreamHasTheBitsOfTheMemory(
            @ForAll @IntRange(min = 2, max = 9000) int rows, @ForAll @IntRange(min = 1, max = 700) int size)
            throws IOException {
        NumpyRandom random = NumpyRandom.seed(rows);
        StringBuilder content = new StringBuilder("gre,rank,gpa,age\n");
        for (int row = 0; row < rows; row++) {
            content.append(random.normal(600, 100))
                    .append(',')
                    .append(row % 4 + 1)
                    .append(',')
                    .append(random.normal(0, 1))
                    .append(",\"")
                    .append(20 + row % 50)
                    .append("\"\n");
        }
        Path file = Files.createTempFile("students", ".csv");
        try {
            Files.writeString(file, content);
            Table table = Csv.read(file);
            Encoder encoder = FEATURES.fit(table), streamed = FEATURES.fit(Csv.of(file));
            Tensor x = encoder.apply(table), age = table.tensor("age");
            assertThat(streamed.apply(table)).isEqualTo(x);
            assertThat(streamed.columns()).isEqualTo(encoder.columns());
            assertThat(x.row(rows / 2).get(0))
                    .isEqualTo(Standardizer.of(table.tensor("gre"))
                            .apply(table.tensor("gre"))
                            .get(rows / 2, 0));
            Encoder ages = Features.of().numbers("age").fit(table);
            BatchStream stream = BatchStream.of(size, Csv.of(file).examples(streamed, ages));
            assertThat(epoch(stream)).isEqualTo(epoch(Batches.of(size, x, age)));
            assertThat(epoch(stream.shuffled(NumpyRandom.seed(1), Math.max(rows, size))))
                    .isEqualTo(epoch(Batches.of(size, x, age).shuffled(NumpyRandom.seed(1))));
        } finally {
            Files.delete(file);
        }
    }

    private static List<Batch> epoch(Iterable<Batch> batches) {
        List<Batch> all = new ArrayList<>();
        batches.forEach(all::add);
        return all;
    }

    @Test
    void aFileThatIsNotThereIsAnException() {
        Csv none = Csv.of(folder.resolve("none.csv"));
        assertThatThrownBy(() -> FEATURES.fit(none)).isInstanceOf(NoSuchFileException.class);
        Encoder encoder = encoder();
        assertThatThrownBy(() -> BatchStream.of(2, none.examples(encoder)).iterator())
                .isInstanceOf(UncheckedIOException.class);
    }

    private static Encoder encoder() {
        try {
            return Features.of().numbers("a").fit(table("a\n1\n"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void aLineThatDoesNotFitEndsTheEpoch() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), "a\n1\n2\n3\nx\n");
        BatchStream stream = BatchStream.of(2, Csv.of(file).examples(encoder()));
        assertThatThrownBy(() -> epoch(stream))
                .isInstanceOf(CsvException.class)
                .hasMessage(file + ", line 5, column 1 (a): 'x' is not a finite number");
    }
}
