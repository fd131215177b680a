package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that grades needs nothing but a JVM. Runs after the jar is built. */
class GradeJarTest {
    private static final Path JAR = Path.of("target/gradus-grade.jar");
    private static final long MOST_BYTES = 3_500_000;

    @TempDir
    private Path folder;

    private static String run(int code, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        words.addAll(List.of(arguments));
        Path output = Files.createTempFile("grade", ".txt");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int ended = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        assertThat(ended).as(text).isEqualTo(code);
        return text;
    }

    @Test
    void gradesAFolder() throws IOException, InterruptedException {
        Classroom room = new Classroom("xor", 600);
        for (Classroom.Work work : room.works(13)) {
            Files.writeString(folder.resolve(work.student() + ".txt"), work.link());
        }
        assertThat(run(2, folder.toString())).contains("Which task? Write --task=");
        Files.writeString(
                folder.resolve("task.gradus"), "gradus 1\n" + room.task().split("#")[1] + "\nfrom seed\n");
        assertThat(run(0, folder.toString()))
                .startsWith("Make the loss fall below 0.01.")
                .contains(
                        "\n13 submissions: 6 solved, 1 not solved, 1 cut off, 2 edited, 1 other version, 1 other task, 1 missing.\n");
        assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
    }
}
