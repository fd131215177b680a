package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.notebook.Installed;
import dev.gradus.tensor.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The notebook as Jupyter runs it with the installed kernel: no cell fails, each prints what the lesson says, and what is
 * displayed is HTML. Skipped where there is no jupyter-nbconvert, unless -Dgradus.jupyter=required.
 */
@Tag("long")
class LessonNotebookRunTest {
    private static final Path NOTEBOOK = Path.of("../../../docs/lesson.ipynb");

    @Test
    void everyCellPrintsWhatTheLessonSays() throws IOException, InterruptedException {
        String nbconvert = program("jupyter-nbconvert");
        // In target, so that what ran can be looked at.
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "notebook")
                .toAbsolutePath();
        Files.copy(NOTEBOOK, folder.resolve("lesson.ipynb"));
        Installed.kernel(folder.resolve("jupyter"));
        run(
                folder,
                nbconvert,
                "--to=notebook",
                "--execute",
                "--ExecutePreprocessor.startup_timeout=120",
                "--ExecutePreprocessor.timeout=600",
                "--output=executed.ipynb",
                "lesson.ipynb");

        List<JsonObject> written = cells(NOTEBOOK);
        List<JsonObject> executed = cells(folder.resolve("executed.ipynb"));
        assertThat(executed).hasSameSizeAs(written);
        int displayed = 0;
        for (int i = 0; i < written.size(); i++) {
            String source = source(written.get(i));
            List<JsonObject> outputs = outputs(executed.get(i));
            assertThat(outputs)
                    .as(source)
                    .noneMatch(output -> output.text("output_type").equals("error"))
                    .noneMatch(
                            output -> output.optional("name", output::text, "").equals("stderr"));
            assertThat(printed(outputs)).as(source).isEqualTo(printed(outputs(written.get(i))));
            if (source.lines().anyMatch(line -> line.startsWith("Show."))) {
                assertThat(outputs).as(source).anyMatch(LessonNotebookRunTest::isHtml);
                displayed++;
            }
        }
        assertThat(displayed).isEqualTo(6);
    }

    private static boolean isHtml(JsonObject output) {
        return output.text("output_type").equals("execute_result")
                && output.object("data").texts("text/html").toString().matches("(?s)\\[(<img alt=|<div|\\$\\$).*");
    }

    private static List<JsonObject> cells(Path notebook) throws IOException {
        return JsonObject.parse("", Files.readString(notebook)).objects("cells", "a cell");
    }

    private static List<JsonObject> outputs(JsonObject cell) {
        return cell.has("outputs") ? cell.objects("outputs", "an output") : List.of();
    }

    private static String source(JsonObject cell) {
        return String.join("", cell.texts("source"));
    }

    private static String printed(List<JsonObject> outputs) {
        StringBuilder printed = new StringBuilder();
        outputs.stream()
                .filter(output -> output.text("output_type").equals("stream"))
                .forEach(output -> printed.append(String.join("", output.texts("text"))));
        return printed.toString();
    }

    private static String program(String name) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .findFirst();
        required(found.isPresent(), name + " is not on the PATH");
        return found.orElseThrow().toString();
    }

    private static void required(boolean isThere, String otherwise) {
        if (!isThere && "required".equals(System.getProperty("gradus.jupyter"))) {
            fail("-Dgradus.jupyter=required, but " + otherwise);
        }
        assumeTrue(isThere, "No Jupyter: " + otherwise);
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        builder.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        builder.environment()
                .put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        Process process = builder.start();
        boolean done = process.waitFor(15, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(done).as("done in a quarter of an hour").isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
