package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("picture.png");

        WholeFile.write(file, new byte[] {1});
        WholeFile.write(file, new byte[] {2, 3});

        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(filesIn(file.getParent())).containsExactly(file);
    }

    @Test
    void whatCannotBeReplacedStaysAsItWas() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("picture.png"));
        Path within = Files.writeString(inTheWay.resolve("kept"), "kept");

        assertThatThrownBy(() -> WholeFile.write(inTheWay, new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(inTheWay + ": it is not a regular file and is not replaced");

        assertThat(within).hasContent("kept");
        assertThat(filesIn(folder)).containsExactly(inTheWay);
    }

    private static Stream<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
