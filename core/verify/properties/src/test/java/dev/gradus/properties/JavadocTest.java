package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API has Javadoc, and the tool that makes pages of it finds nothing wrong. */
@Tag("long")
class JavadocTest {
    /** A first sentence may say it all. */
    private static final Pattern WELCOME = Pattern.compile("no @(param|return|throws)\\b");

    private static final Pattern HIDDEN =
            Pattern.compile("[/\\\\](kernel|lower|plan|sparse|file|train[/\\\\]fit|onnx[/\\\\](read|write|compose)"
                    + "|testkit[/\\\\](domain|cases|function|law|model|report))[/\\\\]");

    @TempDir
    private Path pages;

    @ParameterizedTest
    @ValueSource(strings = {"engine", "train", "explain", "testkit", "csv", "onnx"})
    void isMadeWithoutAWarning(String module) throws IOException {
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javadoc.getStandardFileManager(found, null, StandardCharsets.UTF_8);
                Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-quiet",
                    "-Xdoclint:all",
                    "-Xmaxwarns",
                    "10000",
                    "--release",
                    "17",
                    "-d",
                    pages.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            javadoc.getTask(nowhere, files, found, null, options, files.getJavaFileObjectsFromPaths(sources(module)))
                    .call();
        }
        assertThat(found.getDiagnostics().stream()
                        .filter(one -> one.getKind() != Diagnostic.Kind.NOTE)
                        .map(Object::toString)
                        .filter(message -> !WELCOME.matcher(message).find()))
                .isEmpty();
        assertThat(pages.resolve("index.html")).exists();
    }

    /** The sources of exported packages; a module's own description has no API. */
    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(SourceTree.module(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .filter(file -> !HIDDEN.matcher(file.toString()).find())
                    .toList();
        }
    }
}
