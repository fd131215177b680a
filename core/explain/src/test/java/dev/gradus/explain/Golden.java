package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are stored in files; {@code -Dgradus.update=true} rewrites them. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/dev/gradus/explain");

    private Golden() {}

    static void assertSame(String file, String text) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(path, text);
        }
        assertThat(text)
                .as("%s is stale; -Dgradus.update=true writes it anew", file)
                .isEqualTo(Files.readString(path));
    }
}
