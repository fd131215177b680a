package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs java blocks as a reader would, in one jshell session per document, with the class path of the README's shell and after the
 * imports of docs/gradus.jsh. A text block holds exactly what the block before it prints. The README is run here, and with
 * {@code -Plong} the documents with blocks that a shell cannot run: Python, one program per document, and
 * {@code mvn test -Dtest=… -Dgradus.seed=…} for properties that the document declares. {@link ShellTest} pastes the java blocks of all
 * documents into the shell itself. Other JVM languages are tested in core/verify/languages.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```$");
    private static final Pattern REPORTS = Pattern.compile("(?m)^(```python|mvn test -Dtest=.* -Dgradus.seed=.*)$");
    private static final String CLASS_PATH = "java.class.path";
    private static final Set<String> LANGUAGES = Set.of("java", "python", "kotlin", "scala", "clojure");
    private static final Pattern TESTS =
            Pattern.compile("mvn test -Dtest=(\\w+)(?: -Dgradus.law=(\\w+))? -Dgradus.seed=(-?\\d+)\\R");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String folder : List.of("docs", "docs/course")) {
            try (Stream<Path> docs = Files.list(ROOT.resolve(folder))) {
                docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }

    @Test
    void everyBlockOfTheReadmeRunsAndPrintsWhatItSays() throws IOException {
        check(ROOT.resolve("README.md"));
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> everyBlockOfDocumentsThatAShellCannotRunAloneRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            if (REPORTS.matcher(Files.readString(document)).find()) {
                tests.add(DynamicTest.dynamicTest(document.getFileName().toString(), () -> check(document)));
            }
        }
        return tests.stream();
    }

    private static void check(Path document) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream systemOut = System.out;
        String text = Files.readString(document);
        String testClassPath = System.getProperty(CLASS_PATH);
        if (!TESTS.matcher(text).find()) {
            // The compiler finds no more than in the README's shell. What is run as tests needs the class path of
            // tests.
            System.setProperty(CLASS_PATH, classPath());
        }
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Files.readString(ROOT.resolve("docs/gradus.jsh"))
                    .lines()
                    .filter(line -> line.startsWith("import "))
                    .forEach(line -> run(shell, line + "\n"));
            PythonBlocks python = new PythonBlocks();
            String language = "java";
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                language = LANGUAGES.contains(block.group(1)) ? block.group(1) : language;
                Matcher tests = TESTS.matcher(block.group(2));
                if (tests.matches()) {
                    printed.reset();
                    evaluate(shell, tests.replaceFirst(Contracts.class.getName() + ".run($1.class, \"$2\", \"$3\");"));
                } else if (block.group(1).equals("python")) {
                    python.add(block.group(2));
                } else if (block.group(1).equals("text") && language.equals("python")) {
                    python.prints(block.group(2));
                } else if (block.group(1).equals("java")) {
                    printed.reset();
                    evaluate(shell, block.group(2));
                } else if (block.group(1).equals("text") && language.equals("java")) {
                    assertThat(printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"))
                            .as("what the block before this text prints in %s", document)
                            .isEqualTo(block.group(2));
                }
            }
            python.check(document);
        } finally {
            System.setProperty(CLASS_PATH, testClassPath);
            System.setOut(systemOut);
        }
    }

    /** That of the README's shell, with folders of classes where the shell has the modules' jars. */
    static String classPath() throws IOException {
        return Files.readString(ROOT.resolve("core/connect/shell/target/classpath"))
                .strip();
    }

    /** Pastes line by line, as a terminal does: the shell evaluates a snippet as soon as it is complete. */
    private static void evaluate(JShell shell, String source) {
        String given = "";
        for (String line : source.split("\\R", -1)) {
            given += line + "\n";
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(given);
            while (!given.isBlank() && next.completeness().isComplete()) {
                run(shell, next.source());
                given = next.remaining();
                next = shell.sourceCodeAnalysis().analyzeCompletion(given);
            }
        }
        assertThat(given).as("Java that is not complete").isBlank();
    }

    private static void run(JShell shell, String source) {
        for (SnippetEvent event : shell.eval(source)) {
            assertThat(event.exception()).as(source).isNull();
            assertThat(event.status())
                    .as(() -> source
                            + shell.diagnostics(event.snippet())
                                    .map(d -> d.getMessage(null))
                                    .toList())
                    .isIn(Snippet.Status.VALID, Snippet.Status.OVERWRITTEN);
        }
    }
}
