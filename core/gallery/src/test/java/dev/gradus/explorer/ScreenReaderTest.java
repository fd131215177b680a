package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plays docs/screen-reader.md in the browser, key by key: lines that begin a block's line are what is done, the lines under them are
 * what is heard. With -Dgradus.update=true these are written anew.
 */
@Tag("long")
class ScreenReaderTest extends PagesInBrowser {
    private static final Path SCRIPT = Path.of("..", "..", "docs", "screen-reader.md");

    @Test
    void thePageIsHeardAsTheScriptSays() throws IOException {
        String script = Files.readString(SCRIPT);
        String heard = played(script);
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(SCRIPT, heard);
        }
        assertThat(heard).isEqualTo(script);
    }

    /** The script with what is heard now in place of what it says. */
    private String played(String script) {
        List<String> lines = new ArrayList<>();
        ScreenReader reader = null;
        boolean inBlock = false;
        for (String line : script.split("\n", -1)) {
            boolean fence = line.startsWith("```");
            inBlock ^= fence;
            if (inBlock && line.startsWith("    ")) {
                continue;
            }
            lines.add(line);
            if (!inBlock || fence || line.isBlank()) {
                continue;
            }
            List<String> heard;
            if (line.startsWith("open ")) {
                browser.size(Screen.LAPTOP).showHtml(page(line.substring(5)));
                reader = new ScreenReader(browser);
                heard = reader.follow("landmarks").subList(0, 0);
            } else {
                assertThat(reader).as("a page is open before '%s'", line).isNotNull();
                try { heard = reader.follow(line); } catch (AssertionError e) { heard = List.of(e.getMessage()); } // DRAFT
            }
            heard.forEach(words -> lines.add("    " + words));
        }
        return String.join("\n", lines);
    }

    /** A page of the gallery, of the explorer's tests, or one of the gallery in another language. */
    private static String page(String words) {
        String[] nameAndLanguage = words.split(" in ", 2);
        return Exhibits.all().stream()
                .filter(exhibit -> exhibit.file().equals(nameAndLanguage[0]))
                .findFirst()
                .map(Exhibit::explorer)
                .map(page -> nameAndLanguage.length > 1 ? page.language(nameAndLanguage[1]) : page)
                .map(Explorer::html)
                .orElseGet(() -> Gallery.html(words));
    }
}
