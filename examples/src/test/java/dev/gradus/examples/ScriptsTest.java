package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.Explanation;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.train.Optimizer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of docs/12, and the shells that documents open. JBang itself is not run: it would look for the library where it is published. */
class ScriptsTest {
    private static final Path ROOT = Path.of("..");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/12-notebooks-and-scripts.md"));
    }

    private static String script() throws IOException {
        return block("(?ms)^```java\\R(///.*?)^```$");
    }

    /** What the script prints, as the document says. */
    private static String printed() throws IOException {
        return block("(?ms)^And.main\\(\\);\\R```\\R+```text\\R(.*?)^```$");
    }

    private static String block(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(page())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void artifactsThatAreNamedAreThoseOfThisBuild() throws IOException {
        List<MatchResult> named = Pattern.compile("dev\\.gradus:gradus-(\\w+):")
                .matcher(page())
                .results()
                .toList();
        assertThat(named)
                .hasSize(1)
                .allSatisfy(artifact -> assertThat(Files.readString(
                                ROOT.resolve("core").resolve(artifact.group(1)).resolve("pom.xml")))
                        .contains("<artifactId>gradus-" + artifact.group(1) + "</artifactId>"));
        assertThat(script()).startsWith("///usr/bin/env jbang ").contains("\n//DEPS dev.gradus:");
    }

    @Test
    @Tag("long")
    void javaRunsTheScript(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("And.java"), script());
        assertThat(run("", "java", "--class-path", library(), file.toString())).isEqualTo(printed());
    }

    @Test
    @Tag("long")
    void theShellTakesWhatIsPastedAndFiles(@TempDir Path folder) throws IOException {
        String imports = ROOT.resolve("docs/gradus.jsh").toString();
        Path file = Files.writeString(folder.resolve("mine.jsh"), script() + "And.main();\n/exit\n");
        assertThat(run("", "jshell", "--class-path", library(), imports, file.toString()))
                .isEqualTo(printed());
        assertThat(run("Node.of(2).square()\n/exit\n", "jshell", "--class-path", library(), imports))
                .contains("==> 2² ()");
    }

    /** The lines of a document that open a shell. */
    private static String shell(String document) throws IOException {
        Matcher lines = Pattern.compile("(?ms)^```\\R(mvn [^`]*jshell [^`]*)^```$")
                .matcher(Files.readString(ROOT.resolve(document)));
        assertThat(lines.find()).as("lines with jshell in %s", document).isTrue();
        return lines.group(1);
    }

    /** So it is enough to run the README's. */
    @Test
    void theShellOfThePageIsThatOfTheReadme() throws IOException {
        assertThat(shell("docs/12-notebooks-and-scripts.md"))
                .isEqualTo(shell("README.md").replace(" && ", "\n"));
    }

    /** As a person pastes them, in a fresh clone. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/05-explaining-a-graph.md"})
    @Tag("long")
    void theLinesThatOpenAShellOpenIt(String document, @TempDir Path folder) throws Exception {
        String script = shell(document)
                .replace(
                        "mvn ", System.getProperty("gradus.maven") + " -Dmaven.repo.local=" + Maven.repository() + " ");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(SourceTree.copy(folder.resolve("clone")).toFile())
                .redirectErrorStream(true);
        String programs = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", programs, (path, first) -> first + File.pathSeparator + path);
        Process shell = builder.start();
        try (var in = shell.getOutputStream()) {
            in.write("Node.of(2).square()\n/exit\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("==> 2² ()");
    }

    private static String library() {
        return Stream.of(Kernels.class, Node.class, Optimizer.class, Explanation.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .map(classes -> new File(classes).getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a program of this JDK prints when it is given this to read. */
    private static String run(String input, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
