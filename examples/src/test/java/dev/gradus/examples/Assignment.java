package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gradus.tensor.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * An assignment for students, graded as {@code mvn test} in its folder does, but in this JVM.
 *
 * @param folder its folder
 * @param test the name of its test class
 * @param tests its compiled tests
 */
record Assignment(Path folder, String test, Path tests) {
    private static final Path ALL = Path.of("assignments");
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all, because it keeps the libraries open. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    /** Compiles the tests of an assignment, which know nothing of what is submitted. */
    static Assignment of(String name, String test, Path work) throws IOException {
        Path folder = ALL.resolve(name);
        Path tests = Files.createDirectories(work.resolve(name));
        compile(sources(folder.resolve("src/test/java")), tests);
        return new Assignment(folder, test, tests);
    }

    /** Java files by their names. */
    static Map<String, String> sources(Path folder) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return sources;
    }

    Map<String, String> skeleton() throws IOException {
        return sources(folder.resolve("src/main/java"));
    }

    Map<String, String> solution() throws IOException {
        return sources(folder.resolve("solution"));
    }

    /** Grades what was submitted. */
    Result grade(Map<String, String> submitted, boolean isGraded) throws IOException {
        Path classes = Files.createTempDirectory(tests.getParent(), "submitted");
        compile(submitted, classes);
        Path points = classes.resolve("points.json");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream systemOut = System.out;
        URL[] path = {tests.toUri().toURL(), classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, Assignment.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Events events = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass(test)))
                    .configurationParameter("gradus.points", points.toString())
                    .configurationParameter("graded", String.valueOf(isGraded))
                    .configurationParameter("gradus.isolated", "false")
                    .execute()
                    .testEvents();
            return Result.of(Files.readString(points), printed.toString(StandardCharsets.UTF_8), events);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        } finally {
            System.setOut(systemOut);
        }
    }

    private static void compile(Map<String, String> sources, Path classes) throws IOException {
        Path folder = Files.createTempDirectory(classes.toAbsolutePath().getParent(), "sources");
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            written.add(Files.writeString(folder.resolve(source.getKey()), source.getValue()));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-d", classes.toString());
        COMPILER.getTask(null, FILES, found, options, null, FILES.getJavaFileObjectsFromPaths(written))
                .call();
        assertThat(found.getDiagnostics().stream().filter(one -> one.getKind() == Diagnostic.Kind.ERROR))
                .as("errors in %s", sources.keySet())
                .isEmpty();
    }

    /**
     * What the JSON file and the summary say, and what was thrown.
     *
     * @param lost the tasks that did not earn all of their points, with what is said of each
     */
    record Result(int points, int all, Map<String, String> lost, String printed, List<String> thrown) {
        private static Result of(String json, String printed, Events events) {
            Map<?, ?> whole = (Map<?, ?>) Json.parse(json);
            Map<String, String> lost = new LinkedHashMap<>();
            for (Object test : (List<?>) whole.get("tests")) {
                Map<?, ?> task = (Map<?, ?>) test;
                if (!task.get("status").equals("pass")) {
                    lost.put((String) task.get("name"), (String) task.get("message"));
                }
            }
            List<String> thrown = events.failed()
                    .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                            .getThrowable()
                            .map(Throwable::toString)
                            .orElse(""))
                    .toList();
            int points = ((Double) whole.get("points")).intValue();
            return new Result(points, ((Double) whole.get("of")).intValue(), lost, printed, thrown);
        }
    }
}
