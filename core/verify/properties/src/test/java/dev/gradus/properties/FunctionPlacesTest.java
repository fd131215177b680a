package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rare function of single elements takes a class, a row and a contract: no other file that is written by hand names it. */
class FunctionPlacesTest {
    /** The function that was added last. */
    private static final String LAST = "Log1mexp";

    private static final List<String> SOURCES = List.of("java", "js", "json", "txt", "py", "md", "xml");

    /** Pages that tests write. */
    private static final Set<String> GENERATED = Set.of("operations.md", "onnx-operators.md");

    @Test
    void theLastFunctionIsNamedInThreeFiles() throws IOException {
        Set<String> places = new TreeSet<>();
        for (String top : List.of("core", "examples", "docs")) {
            try (Stream<Path> files = Files.walk(SourceTree.ROOT.resolve(top))) {
                for (Path file : files.filter(FunctionPlacesTest::isWritten).toList()) {
                    if (Files.readString(file).toLowerCase(Locale.ROOT).contains(LAST.toLowerCase(Locale.ROOT))) {
                        places.add(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        assertThat(places).containsExactlyInAnyOrder(LAST + ".java", "PlainOps.java", LAST + "Properties.java");
    }

    private static boolean isWritten(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isSource = SOURCES.contains(name.substring(name.lastIndexOf('.') + 1));
        return isSource
                && Files.isRegularFile(file)
                && !file.toString().contains("target")
                && !GENERATED.contains(name)
                && !name.equals("FunctionPlacesTest.java");
    }
}
