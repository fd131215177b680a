package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainedLessonTest {

    @Test
    void writesListingEquationsAndDiagrams(@TempDir Path folder) throws IOException {
        List<Path> files = ExplainedLesson.write(folder.resolve("new"));
        assertThat(files).hasSize(5).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(Files.readString(files.get(1))).isEqualTo(Files.readString(Path.of("../docs/pictures/lesson.svg")));
        assertThat(Files.readString(files.get(2)))
                .contains("∂J/∂W:(n_in=2, n_out=1) = xᵀ @ ∂J/∂z", "∂J/∂b = Σ_t ∂J/∂z", "W ← W − η · ∂J/∂W");
        assertThat(Files.readString(files.get(3))).contains("\\tag{8}");
        assertThat(Files.readString(files.get(4))).contains("<title>Logical AND: one layer, step by step</title>");
    }
}
