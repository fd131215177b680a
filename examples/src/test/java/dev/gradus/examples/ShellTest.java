package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java shell that the README opens. {@link DocumentationTest} runs the same blocks with the class path of this shell. */
class ShellTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^mvn .*:gradus-shell .*$|jshell --class-path \\S+ docs/gradus\\.jsh");

    /** What jshell imports by itself, and Java. */
    private static final List<String> OF_JSHELL = List.of(
            "java.lang",
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.regex",
            "java.util.stream");

    /** Before what a block prints. */
    private static final String MARK = "\u0001";

    /** Without prompts and without the values of expressions, only what blocks print and errors come out. */
    private static final List<String> FIRST =
            List.of("/set mode paste silent -quiet", "/set prompt paste \"\" \"\"", "/set feedback paste");

    private final List<String> lines = new ArrayList<>(FIRST);
    private final List<String> blocks = new ArrayList<>();
    private final Map<Integer, String> printed = new HashMap<>();

    /** Or a part of its command, such as the second half for a file of lines. */
    @Test
    void everyDocumentOpensTheShellOfTheReadme() throws IOException {
        String command = command();
        for (Path document : DocumentationTest.documents()) {
            assertThat(COMMAND.matcher(Files.readString(document)).results().map(MatchResult::group))
                    .as(document.toString())
                    .allSatisfy(part -> assertThat(command).contains(part));
        }
    }

    /** A class whose name is in two packages can be named only if a line imports it. */
    @Test
    void namesAreNotAmbiguous() throws IOException, ClassNotFoundException {
        String imports = Files.readString(SourceTree.ROOT.resolve("docs/gradus.jsh"));
        List<String> packages = new ArrayList<>(OF_JSHELL);
        Pattern.compile("import (dev\\.[a-z.]+)\\.\\*;")
                .matcher(imports)
                .results()
                .forEach(p -> packages.add(p.group(1)));
        Map<String, String> found = new HashMap<>();
        add(Path.of(URI.create("jrt:/java.base")), packages, imports, found);
        for (String entry : DocumentationTest.classPath().split(File.pathSeparator)) {
            Path classes = Path.of(entry);
            if (Files.isDirectory(classes)) {
                add(classes, packages, imports, found);
            } else {
                // Maven gives the jar of a module that it has packaged.
                try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                    add(jar.getPath("/"), packages, imports, found);
                }
            }
        }
        assertThat(found).containsEntry("Lifted", "dev.gradus.lift").containsEntry("Path", "java.nio.file");
    }

    /** Adds the package of each public class below a folder. */
    private static void add(Path root, List<String> packages, String imports, Map<String, String> found)
            throws IOException, ClassNotFoundException {
        for (String name : packages) {
            for (String type : publicClasses(root, name)) {
                String other = found.put(type, name);
                assertThat(other == null || imports.contains("." + type + ";\n"))
                        .as("%s is in %s and %s; import one of them in docs/gradus.jsh", type, other, name)
                        .isTrue();
            }
        }
    }

    private static List<String> publicClasses(Path root, String packageName)
            throws IOException, ClassNotFoundException {
        Path folder = root.resolve(packageName.replace('.', '/'));
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[A-Z]*.class")) {
                for (Path file : files) {
                    String type = file.getFileName().toString().replace(".class", "");
                    Class<?> loaded = Class.forName(packageName + "." + type, false, ShellTest.class.getClassLoader());
                    if (!type.contains("$") && Modifier.isPublic(loaded.getModifiers())) {
                        names.add(type);
                    }
                }
            }
        }
        return names;
    }

    /** As a reader does it in a fresh clone: the command of the README, then every block of every document, line by line. */
    @Test
    @Tag("long")
    void everyBlockThatIsPastedPrintsWhatItsDocumentSays(@TempDir Path folder) throws Exception {
        for (Path document : DocumentationTest.documents()) {
            paste(document);
        }
        mark();
        lines.add("/exit");
        Path output = folder.resolve("output"), errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", Maven.withItsRepository(command()))
                .directory(SourceTree.copy(folder.resolve("clone")).toFile())
                .redirectInput(Files.write(folder.resolve("input"), lines).toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        String programs = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", programs, (path, first) -> first + File.pathSeparator + path);
        // As in all tests that run each piece of code once: C2 would take longer than what it makes faster.
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Ddev.gradus.kernels=scalar");
        builder.start().waitFor();

        String[] outputs = Files.readString(output).replace("\r\n", "\n").split(MARK, -1);
        assertThat(outputs).as(Files.readString(errors)).hasSize(blocks.size() + 2);
        for (int i = 0; i < blocks.size(); i++) {
            String out = outputs[i + 1].substring(1);
            assertThat(out).as("what this prints: " + blocks.get(i)).doesNotContainPattern("(?m)^\\|  ");
            if (printed.containsKey(i)) {
                assertThat(out).as("what this prints: " + blocks.get(i)).isEqualTo(printed.get(i));
            }
        }
    }

    /** Reports of {@code mvn test} are compared in DocumentationTest only, because a shell does not run it. */
    private void paste(Path document) throws IOException {
        if (!blocks.isEmpty()) {
            lines.addAll(List.of("/reset", "/open docs/gradus.jsh"));
        }
        String last = "";
        Matcher block = DocumentationTest.BLOCK.matcher(Files.readString(document));
        while (block.find()) {
            if (block.group(1).equals("java")) {
                mark();
                blocks.add(document + "\n" + block.group(2));
                block.group(2).lines().forEach(lines::add);
            } else if (block.group(1).equals("text") && last.equals("java")) {
                printed.put(blocks.size() - 1, block.group(2));
            }
            last = block.group(1);
        }
    }

    private void mark() {
        lines.add("System.out.println(\"\\u0001\");");
    }

    /** The line of the README that opens the shell. */
    static String command() throws IOException {
        Matcher line = COMMAND.matcher(Files.readString(SourceTree.ROOT.resolve("README.md")));
        assertThat(line.find()).isTrue();
        return line.group();
    }
}
