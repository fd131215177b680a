package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionsCsvTest {
    @TempDir
    private Path folder;

    /** In the contents ; stands for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admit,gre,gpa,grade;0,600,3,1               | , line 1, column 4 (grade): there is no such column among admit, gre, gpa and rank",
                "admit,gre,gpa,gpa;0,600,3,1                 | , line 1, column 4 (gpa): the column is there twice",
                "admit,gre,gpa;0,600,3                       | , line 1, column 4 (rank): the column is missing",
                "0,600,3.5,1;1,600,3.5,1                     | , line 1, column 1 (0): there is no such column among admit, gre, gpa and rank",
                "admit,gre,gpa,rank;0,600,3,1;1,six,3,2      | , line 3, column 2 (gre): 'six' is not a finite number",
                "admit,gre,gpa,rank;0,600,NaN,1              | , line 2, column 3 (gpa): 'NaN' is not a finite number",
                "admit,gre,gpa,rank;0,600,1e999,1            | , line 2, column 3 (gpa): '1e999' is not a finite number",
                "admit,gre,gpa,rank;0,0x1p3,3,1              | , line 2, column 2 (gre): '0x1p3' is not a finite number",
                "admit,gre,gpa,rank;0,600,3,1;0,600          | , line 3, column 3 (gpa): the line ends before this field",
                "admit,gre,gpa,rank;0,600,3,                 | , line 2, column 4 (rank): the field is empty",
                "admit,gre,gpa,rank;0,600,3,1,9              | , line 2, column 5: 5 fields, but the header names 4",
                "admit,gre,gpa,rank;0,600,3,5                | , line 2, column 4 (rank): '5' is none of the ranks 1, 2, 3 and 4",
                "admit,gre,gpa,rank;0,600,3,1.5              | , line 2, column 4 (rank): '1.5' is none of the ranks 1, 2, 3 and 4",
                "admit,gre,gpa,rank;2,600,3,1                | , line 2, column 1 (admit): '2' is neither 0 (rejected) nor 1 (admitted)",
                "admit,gre,gpa,rank;1,600,3,1                | , line 2: the file ends after 1 students; a standard deviation needs at least 2",
                "admit,gre,gpa,rank                          | , line 1: the file ends after 0 students; a standard deviation needs at least 2"
            })
    void saysWhereWhatDoesNotFit(String content, String message) throws IOException {
        Path csv = Files.writeString(folder.resolve("students.csv"), content.replace(';', '\n'));

        assertThatThrownBy(() -> AdmissionsCsv.of(csv))
                .isInstanceOf(LessonException.class)
                .hasMessage(csv + message);
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path unclosed = Files.writeString(folder.resolve("unclosed.csv"), "admit,gre,gpa,rank\n0,\"600,3,1\n");

        assertThatThrownBy(() -> AdmissionsCsv.of(folder.resolve("none.csv")))
                .hasMessage(folder.resolve("none.csv") + ": there is no such file");
        assertThatThrownBy(() -> AdmissionsCsv.of(folder)).hasMessage(folder + " is a folder, not a CSV file");
        assertThatThrownBy(() -> AdmissionsCsv.of(empty))
                .hasMessage(empty + " is empty; the first line names the columns: admit,gre,gpa,rank");
        assertThatThrownBy(() -> AdmissionsCsv.of(unclosed))
                .isInstanceOf(LessonException.class)
                .hasMessageStartingWith(unclosed + ", after the record of line 1: this is not CSV: ");
    }

    /** However a file of the lesson's data is cut off, it is read or refused with a message. */
    @Test
    void aFileThatIsCutOffAnywhereIsReadOrRefused() throws IOException {
        String whole = "admit,gre,gpa,rank\r\n0,380,3.61,3\n1,660,3.67,\"2\"\n1,800,4,1\n";
        Path csv = folder.resolve("students.csv");
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(csv, whole.substring(0, length));
            try {
                assertThat(AdmissionsCsv.of(csv).rows()).isBetween(2, 3);
            } catch (LessonException e) {
                assertThat(e).hasMessageStartingWith(csv.toString());
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithAMessageThatCanBePrinted() throws IOException {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + 1);
        }
        Path csv = Files.write(folder.resolve("students.csv"), bytes);

        assertThatThrownBy(() -> AdmissionsCsv.of(csv))
                .isInstanceOf(LessonException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContainPattern("\\p{Cntrl}")
                        .hasSizeLessThan(400));
    }

    @Test
    void spacesAByteOrderMarkAndEmptyLinesDoNotMatter() throws IOException {
        Path csv = Files.write(
                folder.resolve("students.csv"),
                "\uFEFFadmit, gre, gpa, rank\r\n\r\n0, 380, 3.5, 3\r\n1, +6.6e2, .5, 1\r\n"
                        .getBytes(StandardCharsets.UTF_8));

        Table students = AdmissionsCsv.of(csv);

        assertThat(students.column("gre")).containsExactly(380, 660);
        assertThat(students.column("gpa")).containsExactly(3.5, 0.5);
    }
}
