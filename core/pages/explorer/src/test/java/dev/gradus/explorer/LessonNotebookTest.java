package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/lesson.ipynb is made from docs/01. To write it anew run this test with {@code -Dgradus.update=true}. */
class LessonNotebookTest {
    static final Path DOCS = Path.of("../../../docs");
    static final Path NOTEBOOK = DOCS.resolve("lesson.ipynb");

    @Test
    void theNotebookSaysWhatTheLessonSays() throws IOException {
        String notebook = LessonNotebook.of(
                Files.readString(DOCS.resolve("01-the-lesson.md")), Files.readString(DOCS.resolve("gradus.jsh")));
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(NOTEBOOK, notebook);
        }
        assertThat(Files.readString(NOTEBOOK))
                .as("docs/lesson.ipynb is stale; run this test with -Dgradus.update=true")
                .isEqualTo(notebook);
    }

    @Test
    void itIsANotebookOfWordsAndCode() throws IOException {
        JsonObject notebook = JsonObject.parse("", Files.readString(NOTEBOOK));
        assertThat(notebook.number("nbformat")).isEqualTo(4);
        List<JsonObject> cells = notebook.objects("cells", "a cell");
        assertThat(cells.stream().map(cell -> cell.text("id"))).doesNotHaveDuplicates();
        assertThat(cells.stream().map(cell -> cell.text("cell_type"))).containsOnly("markdown", "code");
        assertThat(cells.stream()
                        .filter(cell ->
                                cell.has("outputs") && !cell.list("outputs").isEmpty()))
                .as("cells that print")
                .hasSizeGreaterThan(10);
    }

    @Test
    void textIsWrittenAsJupyterWritesIt() {
        assertThat(NotebookJson.text(Map.of("a", List.of("x\n", "\"ŷ\\\t\u0001"))))
                .isEqualTo("{\n \"a\": [\n  \"x\\n\",\n  \"\\\"ŷ\\\\\\t\\u0001\"\n ]\n}");
        assertThat(NotebookJson.text(List.of(List.of(), Map.of(), 4))).isEqualTo("[\n [],\n {},\n 4\n]");
        assertThat(NotebookJson.lines("a\n\nb")).containsExactly("a\n", "\n", "b");
        assertThat(NotebookJson.lines("a\n")).containsExactly("a\n");
    }
}
