package dev.gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operators that the documentation lists. */
class DocumentedOperatorsTest {
    /** The page lists every operator that is read, in the order of their names. */
    @Test
    void thePageListsAllOperators() throws Exception {
        String page = Files.readString(Path.of("../../../docs/14-onnx.md")).replaceAll("\\s+", " ");
        List<String> names = ReadOps.names();
        assertThat(page).contains("in ONNX 1.17, " + names.size() + " are read: " + String.join(", ", names) + ".");
    }
}
