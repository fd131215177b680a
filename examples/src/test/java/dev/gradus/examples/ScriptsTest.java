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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of docs/12. JBang itself is not run: it would look for the library where it is published. */
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
    void theShellRunsAFileOfLines(@TempDir Path folder) throws IOException {
        String imports = ROOT.resolve("docs/gradus.jsh").toString();
        Path file = Files.writeString(folder.resolve("mine.jsh"), script() + "And.main();\n/exit\n");
        assertThat(run("", "jshell", "--class-path", library(), imports, file.toString()))
                .isEqualTo(printed());
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
