package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.channels.LoopThread;

/**
 * The notebook as Jupyter runs it, with the kernel that {@code -Plong} copies to target/jupyter: no cell fails, each prints what
 * the lesson says, and what is displayed is HTML. Skipped where there is no jupyter-nbconvert, unless
 * -Dgradus.jupyter=required.
 */
@Tag("long")
class LessonNotebookRunTest {
    private static final Path KERNEL = Path.of("target/jupyter");

    @Test
    void everyCellPrintsWhatTheLessonSays() throws IOException, InterruptedException {
        String nbconvert = program("jupyter-nbconvert");
        // In target, so that what ran can be looked at.
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "notebook")
                .toAbsolutePath();
        asInAFreshClone(folder);
        kernel(folder.resolve("jupyter/kernels/gradus"));
        run(
                folder,
                nbconvert,
                "--to=notebook",
                "--execute",
                "--ExecutePreprocessor.kernel_name=gradus",
                "--ExecutePreprocessor.startup_timeout=120",
                "--ExecutePreprocessor.timeout=600",
                "--output=executed.ipynb",
                "docs/lesson.ipynb");

        List<JsonObject> written = cells(LessonNotebookTest.NOTEBOOK);
        List<JsonObject> executed = cells(folder.resolve("docs/executed.ipynb"));
        assertThat(executed).hasSameSizeAs(written);
        int displayed = 0;
        for (int i = 0; i < written.size(); i++) {
            String source = source(written.get(i));
            List<JsonObject> outputs = executed.get(i).objects("outputs");
            assertThat(outputs)
                    .as(source)
                    .noneMatch(output -> output.text("output_type").equals("error"))
                    .noneMatch(output -> output.text("name").equals("stderr"));
            if (!source.startsWith("%")) {
                assertThat(printed(outputs))
                        .as(source)
                        .isEqualTo(printed(written.get(i).objects("outputs")));
            }
            if (source.lines().anyMatch(line -> line.startsWith("Show."))) {
                assertThat(outputs).as(source).anyMatch(LessonNotebookRunTest::isHtml);
                displayed++;
            }
        }
        assertThat(displayed).isEqualTo(6);
    }

    private static boolean isHtml(JsonObject output) {
        return output.text("output_type").equals("execute_result")
                && new JsonObject(output.object("data"))
                        .texts("text/html")
                        .toString()
                        .matches("(?s)\\[(<img alt=|<div|\\$\\$).*");
    }

    private static List<JsonObject> cells(Path notebook) throws IOException {
        return JsonObject.parse(Files.readString(notebook)).objects("cells");
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

    /** The folders that the notebook's first cell names: classes, and the libraries that the explorer needs. */
    private static void asInAFreshClone(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.copy(LessonNotebookTest.NOTEBOOK, folder.resolve("docs/lesson.ipynb"));
        for (String module : List.of("engine", "explorer")) {
            Path classes = Files.createDirectories(
                    folder.resolve("core").resolve(module).resolve("target"));
            Path compiled =
                    Path.of("..").resolve(module).resolve("target/classes").toRealPath();
            Files.createSymbolicLink(classes.resolve("classes"), compiled);
        }
        Path jars = Files.createDirectory(folder.resolve("core/explorer/target/jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path library = Path.of(entry);
            if (entry.matches(".*[/\\\\](eclipse|guava)[/\\\\].*\\.jar")) {
                Files.createSymbolicLink(jars.resolve(library.getFileName()), library.toAbsolutePath());
            }
        }
    }

    private static void kernel(Path folder) throws IOException {
        Optional<Path> jar = Optional.empty();
        if (Files.isDirectory(KERNEL)) {
            try (Stream<Path> files = Files.list(KERNEL)) {
                jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst();
            }
        }
        required(jar.isPresent(), "target/jupyter has no kernel for Java; -Plong copies it there");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = corrected(folder.resolve("corrected"))
                + File.pathSeparator
                + jar.orElseThrow().toAbsolutePath();
        Files.writeString(
                folder.resolve("kernel.json"),
                NotebookJson.text(new TreeMap<>(Map.of(
                        "argv",
                        List.of(java, "-cp", classPath, "org.rapaio.jupyter.kernel.MainApp", "{connection_file}"),
                        "display_name",
                        "Java",
                        "language",
                        "java",
                        "interrupt_mode",
                        "message"))));
    }

    /** A folder with the one class that stands before the kernel's. */
    private static Path corrected(Path folder) throws IOException {
        String file = LoopThread.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = Objects.requireNonNull(LoopThread.class.getResourceAsStream("/" + file))) {
            Files.copy(in, copy);
        }
        return folder;
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
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
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
