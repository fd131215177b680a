package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    private Path folder;

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("students.csv"), content);
    }

    private static Table table(String content) throws IOException {
        return Csv.read("students.csv", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<List<List<String>>> cells() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("ab,;\"\n\r '1.\u00e9\u4e16")
                .ofMaxLength(5)
                .map(text -> "x" + text + "x"); // spaces around would be cut off
        return Arbitraries.integers()
                .between(1, 4)
                .flatMap(width -> texts.list().ofSize(width).list().ofMaxSize(5));
    }

    /** Whatever the fields hold, quoted as RFC 4180 says. */
    @Property
    void whatIsWrittenIsRead(@ForAll("cells") List<List<String>> cells, @ForAll boolean windows) throws IOException {
        int width = cells.isEmpty() ? 2 : cells.get(0).size();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            names.add("name, " + column);
        }
        List<List<String>> lines = new ArrayList<>(List.of(names));
        lines.addAll(cells);
        String content = lines.stream()
                .map(line -> line.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(windows ? "\r\n" : "\n"));
        Table table = table(content);
        assertThat(table.names()).isEqualTo(names);
        assertThat(table.rows()).isEqualTo(cells.size());
        for (int column = 0; column < width; column++) {
            int place = column;
            assertThat(table.texts(names.get(column)))
                    .isEqualTo(cells.stream().map(line -> line.get(place)).toList());
        }
    }

    @Property
    void numbersAreReadAsTheyAreWritten(@ForAll double[] numbers) throws IOException {
        StringBuilder content = new StringBuilder("x\n");
        List<Double> finite = new ArrayList<>();
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                content.append(number).append('\n');
                finite.add(number);
            }
        }
        assertThat(table(content.toString()).numbers("x")).containsExactly(finite.toArray(Double[]::new));
    }

    /** In the contents ; stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admit,gre;0,600;1,six        | , line 3, column 2 (gre): 'six' is not a finite number",
                "admit,gre;0,NaN              | , line 2, column 2 (gre): 'NaN' is not a finite number",
                "admit,gre;0,1e999            | , line 2, column 2 (gre): '1e999' is not a finite number",
                "admit,gre;0,0x1p3            | , line 2, column 2 (gre): '0x1p3' is not a finite number",
                "admit,gre;0,1d               | , line 2, column 2 (gre): '1d' is not a finite number",
                "admit,gre;0,600;;1,          | , line 4, column 2 (gre): the field is empty",
                "admit,gre;0,600;0            | , line 3, column 2 (gre): the line ends before this field",
                "admit,gre;0,600,9            | , line 2, column 3: 3 fields, but the header names 2",
                "admit,gre,admit;0,1,2        | , line 1, column 3 (admit): the column is there twice",
                "admit,,gre;0,1,2             | , line 1, column 2: the column has no name",
                "admit,GRE;0,1                | , line 1: there is no column 'gre' among admit, GRE"
            })
    void saysWhereWhatDoesNotFit(String content, String message) throws IOException {
        Path csv = write(content.replace(';', '\n'));
        assertThatThrownBy(() -> Csv.read(csv).numbers("gre"))
                .isInstanceOf(CsvException.class)
                .hasMessage(csv + message);
    }

    @Test
    void aFieldOfSeveralLinesDoesNotConfuseTheCount() throws IOException {
        assertThatThrownBy(() -> table("name,gre\n\"two\nlines\",1\nx,y\n").numbers("gre"))
                .hasMessage("students.csv, line 4, column 2 (gre): 'y' is not a finite number");
        Table table = table("name,gre\na,1\nb,x\n");
        assertThatThrownBy(() -> table.select(1).numbers("gre")).hasMessageContaining("line 3");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path empty = write(""), none = folder.resolve("none.csv");
        assertThatThrownBy(() -> Csv.read(none)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Csv.read(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Csv.read(empty))
                .hasMessage(empty + " is empty; its first line should name the columns");
        assertThatThrownBy(() -> table("a,b\n0,\"600,3\n"))
                .isInstanceOf(CsvException.class)
                .hasMessageStartingWith("students.csv, after the record of line 1: this is not CSV: ");
        assertThat(table("a,b").rows()).isZero();
        assertThat(table("a,b").tensor("a", "b").shape().sizes()).containsExactly(0, 2);
    }

    @Property
    void aFileThatIsCutOffAnywhereIsReadOrRefused(@ForAll @IntRange(max = 60) int length) throws IOException {
        String whole = "admit,gre,gpa\r\n0,380,3.61\n1,660,\"3.67\"\n1,800,4\n";
        try {
            Table table = table(whole.substring(0, Math.min(length, whole.length())));
            assertThat(table.rows()).isBetween(0, 3);
        } catch (CsvException refused) {
            assertThat(refused).hasMessageStartingWith("students.csv");
        }
    }

    @Property
    void bytesThatAreNoTextAreReadOrRefusedWithAMessageThatCanBePrinted(@ForAll byte[] bytes) throws IOException {
        try {
            Table table = Csv.read("bytes.csv", new ByteArrayInputStream(bytes));
            table.numbers(table.names().get(0));
        } catch (CsvException refused) {
            assertThat(refused.getMessage())
                    .startsWith("bytes.csv")
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void aControlCharacterAfterAQuoteIsPrintedByItsCode() {
        assertThatThrownBy(() -> table("a\n\"b\"\0,1\n"))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("Unexpected character after closing quote: '?' (0x0)");
    }

    @Test
    void spacesAByteOrderMarkAndEmptyLinesDoNotMatter() throws IOException {
        Table students = table("\uFEFFadmit, gre, gpa\r\n\r\n0, 380, 3.5\r\n1, +6.6e2, .5\r\n");
        assertThat(students.names()).containsExactly("admit", "gre", "gpa");
        assertThat(students.numbers("gre")).containsExactly(380, 660);
        assertThat(students.tensor("gpa", "admit")).isEqualTo(Tensor.of(new double[][] {{3.5, 0}, {0.5, 1}}));
        assertThat(students).hasToString("students.csv: 2 rows of admit, gre, gpa");
    }

    /** In Latin-1 these are three different bytes, none of which is UTF-8. */
    private static final String COLORS = "color,n\nGr\u00fcn,1\nGr\u00e4n,2\nGr\u00f6n,3\n";

    private Path write(String content, Charset charset) throws IOException {
        return Files.write(folder.resolve("colors.csv"), content.getBytes(charset));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        Path file = write(COLORS, StandardCharsets.ISO_8859_1);
        String refusal = ": the bytes are not text in UTF-8; give the charset of the file, such as"
                + " Csv.of(file).charset(StandardCharsets.ISO_8859_1)";
        assertThatThrownBy(() -> Csv.read(file))
                .isInstanceOf(CsvException.class)
                .hasMessage(file + ", line 2, column 1 (color)" + refusal);
        assertThatThrownBy(() -> Features.of().oneHot("color").fit(Csv.of(file)))
                .hasMessage(file + ", line 2, column 1 (color)" + refusal);
        byte[] header = "n,Gr\u00fcn\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Csv.read("header.csv", new ByteArrayInputStream(header)))
                .hasMessage("header.csv, line 1, column 2 (Gr?n)" + refusal);
    }

    @Test
    void anotherCharsetIsReadIfItIsNamed() throws IOException {
        Path file = write(COLORS, StandardCharsets.ISO_8859_1);
        Csv latin = Csv.of(file).charset(StandardCharsets.ISO_8859_1);
        assertThat(latin.read().categories("color")).containsExactly("Gr\u00e4n", "Gr\u00f6n", "Gr\u00fcn");
        assertThat(latin.separatedBy(';').missing("?").read().names()).containsExactly("color,n");
        byte[] bytes = COLORS.getBytes(StandardCharsets.UTF_16LE);
        assertThat(Csv.read("le.csv", new ByteArrayInputStream(bytes), StandardCharsets.UTF_16LE)
                        .numbers("n"))
                .containsExactly(1, 2, 3);
        assertThatThrownBy(() -> Csv.read("le.csv", new ByteArrayInputStream(bytes)))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("le.csv, line 1, column 1 (c?o?l?o?r?): the bytes are not text in UTF-8;");
        assertThatThrownBy(() -> Csv.of(write(COLORS, StandardCharsets.ISO_8859_1))
                        .charset(StandardCharsets.US_ASCII)
                        .read())
                .hasMessageContaining("line 2, column 1 (color): the bytes are not text in US-ASCII;");
    }

    /** A byte order mark names the charset of the file, whatever the caller says. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void aByteOrderMarkNamesTheCharset(String charset) throws IOException {
        Path file = write("\uFEFF" + COLORS, Charset.forName(charset));
        for (Csv csv : List.of(Csv.of(file), Csv.of(file).charset(StandardCharsets.ISO_8859_1))) {
            assertThat(csv.read().names()).containsExactly("color", "n");
            assertThat(csv.read().categories("color")).containsExactly("Gr\u00e4n", "Gr\u00f6n", "Gr\u00fcn");
        }
    }

    /** The text whose code unit stands for wrong bytes is not mistaken for them. */
    @Property
    void whateverIsTextIsRead(@ForAll String text) throws IOException {
        String field =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replaceAll("[\0\"]", "")
                        + "\ud800\udc00\ud83f\udfff\uffff\ufffd";
        assertThat(table("a,b\n\"" + field + "\",1\n").texts("a")).containsExactly(field.strip());
    }

    /** In a file of one column, an empty line is an empty field. */
    @Test
    void anEmptyFieldOfTheOnlyColumnIsNotAnEmptyLine() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(table("\nx\n1\n\n3\n\"\"\n\n".replace("\n", end)).texts("x"))
                    .containsExactly("1", "", "3", "", "");
        }
        assertThat(table("\n\nx,y\n\n1,2\n\n\n3,4\n\n").numbers("y")).containsExactly(2, 4);
        assertThatThrownBy(() -> table("x,y\n1,2\n\"\"\n"))
                .hasMessage("students.csv, line 3, column 2 (y): the line ends before this field");
        assertThatThrownBy(() -> table("x\n1\n\n3\n").numbers("x"))
                .hasMessage("students.csv, line 3, column 1 (x): the field is empty");
    }

    @Test
    void textsThatMeanMissingHaveNoSpacesAroundThem() throws IOException {
        Path csv = write("x,y\n NA ,1\n");
        assertThat(Csv.of(csv).missing(" NA ").read().texts("x")).containsExactly("");
    }

    @Test
    void separatorsMayBeOthers() throws IOException {
        Path csv = write("a;b\n1,5;2\n");
        Table table = Csv.of(csv).separatedBy(';').read();
        assertThat(table.texts("a")).containsExactly("1,5");
        assertThat(table.numbers("b")).containsExactly(2);
    }

    @Test
    void categoriesAreSortedAsWhatTheyAre() throws IOException {
        Table table = table("n,t\n10,b\n9,a\n1.5,b\n");
        assertThat(table.categories("n")).containsExactly("1.5", "9", "10");
        assertThat(table.categories("t")).containsExactly("a", "b");
        assertThatThrownBy(() -> table("t\na\n\"\"\n").categories("t"))
                .hasMessage("students.csv, line 3, column 1 (t): the field is empty");
    }

    @Test
    void rowsMayBeTaken() throws IOException {
        Table table = table("n\n1\n2\n3\n");
        assertThat(table.select(2, 0, 2).numbers("n")).containsExactly(3, 1, 3);
        assertThatThrownBy(() -> table.select(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** One part fits all columns, but the message names the one that has no spread, wherever it stands. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void aColumnWithoutSpreadIsNamedAmongOthers(String constant) throws IOException {
        String[] second = {"4", "5", "6"};
        second["abc".indexOf(constant)] = String.valueOf("abc".indexOf(constant) + 1);
        Table table = table("a,b,c\n1,2,3\n" + String.join(",", second) + "\n");
        assertThatThrownBy(() -> Features.of().standardized("a", "b", "c").fit(table))
                .isInstanceOf(CsvException.class)
                .hasMessageStartingWith("The column " + constant + " cannot be standardized: ");
    }
}
