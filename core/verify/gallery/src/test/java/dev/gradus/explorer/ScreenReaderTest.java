package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plays core/verify/gallery/screen-reader.md in the browser, key by key: in its blocks, what is done stands at the margin and
 * what is heard is indented. With -Dgradus.update=true what is heard is written anew.
 */
@Tag("long")
class ScreenReaderTest extends PagesInBrowser {
    private static final String INDENT = "    ", OPEN = "open ";

    private static final Path SCRIPT = Path.of("screen-reader.md");

    @Test
    void thePageIsHeardAsTheScriptSays() throws IOException {
        String script = Files.readString(SCRIPT), heard = played(script);
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(SCRIPT, heard);
        }
        assertThat(script).isEqualTo(heard);
    }

    /** The script with what is heard now in place of what it says. */
    private String played(String script) {
        List<String> lines = new ArrayList<>();
        Optional<ScreenReader> reader = Optional.empty();
        boolean inBlock = false;
        for (String line : script.split("\n", -1)) {
            boolean isEdge = line.startsWith("```");
            inBlock ^= isEdge;
            if (inBlock && line.startsWith(INDENT)) {
                continue;
            }
            lines.add(line);
            if (line.startsWith(OPEN) && inBlock) {
                browser.size(Screen.LAPTOP).showHtml(page(line.substring(OPEN.length())));
                reader = Optional.of(new ScreenReader(browser));
            } else if (inBlock && !isEdge) {
                reader.orElseThrow().follow(line).forEach(words -> lines.add(INDENT + words));
            }
        }
        return String.join("\n", lines);
    }

    /** A page of the gallery, also in another language, or one of the explorer's tests. */
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
