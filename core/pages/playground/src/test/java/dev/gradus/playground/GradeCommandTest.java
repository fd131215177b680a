package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command grades folders, tables and links. */
class GradeCommandTest {
    private final StringWriter out = new StringWriter(), errors = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return new CommandLine(new GradeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void gradesAFolderAndATable() throws IOException {
        Classroom room = new Classroom("xor", 1000);
        List<Classroom.Work> works = room.works(13);
        Path task = Files.writeString(
                folder.resolve("task.gradus"), "gradus 1\n" + room.task().split("#")[1] + "\nfrom seed\n");
        Path handedIn = Files.createDirectories(folder.resolve("handed in"));
        StringBuilder table = new StringBuilder("Name;File\n");
        for (Classroom.Work work : works) {
            Path own = Files.createDirectories(handedIn.resolve(work.student() + "_77_assignsubmission_file_"));
            Files.writeString(
                    own.resolve("xor.gradus"),
                    work.link().isEmpty() ? "" : "gradus 1\n" + work.link().split("#")[1]);
            table.append(work.student())
                    .append(';')
                    .append(handedIn.relativize(own))
                    .append("/xor.gradus\n");
        }
        Files.writeString(handedIn.resolve("readme.pdf"), "not read");
        Path csv = folder.resolve("grades.csv");
        assertThat(run("--task", task.toString(), "--csv", csv.toString(), handedIn.toString()))
                .isZero();
        assertThat(out.toString())
                .startsWith("Make the loss fall below 0.01.\n\nstudent     result         solved at")
                .contains(
                        "\n13 submissions: 6 solved, 1 not solved, 1 cut off, 2 edited, 1 other version, 1 other task, 1 missing.\n")
                .contains("\nWrong most often:\n  sign: ");
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(14);
        assertThat(rows).anyMatch(row -> row.startsWith("Student 1,solved,"));

        Path list = Files.writeString(handedIn.resolve("table.csv"), table);
        Path again = folder.resolve("again.csv");
        assertThat(run("--task", room.task(), "--csv", again.toString(), list.toString()))
                .isZero();
        assertThat(Files.readAllLines(again)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("--task", "#1nothing", folder.toString())).isEqualTo(2);
        assertThat(errors.toString()).startsWith("The task cannot be opened. This link is incomplete");
        assertThat(run(
                        "--task",
                        new Classroom("xor", 2).task(),
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("does not exist");
        assertThat(run()).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--task=<link or file>");
    }
}
