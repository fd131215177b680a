package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
    @Test
    void writesAnIndexAndElevenPagesThatNeedNothingElse(@TempDir Path folder) throws IOException {
        Gallery.write(folder, new PrintStream(OutputStream.nullOutputStream()));

        String index = Files.readString(folder.resolve("index.html"));
        List<Exhibit> all = Exhibits.all();
        assertThat(all).hasSize(11).extracting(Exhibit::file).doesNotHaveDuplicates();
        for (Exhibit page : all) {
            assertThat(page.questions()).as(page.file()).hasSize(3).allMatch(question -> question.contains("?"));
            assertThat(index).contains("href=\"" + page.file() + ".html\"");
            String html = Files.readString(folder.resolve(page.file() + ".html"));
            assertThat(html)
                    .as(page.file())
                    .doesNotContain("src=\"http", "href=\"http")
                    .hasSizeLessThan(450_000);
        }
    }
}
