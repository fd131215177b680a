package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fonts that a machine has. {@code -Dgradus.fonts=dejavu} (or noto, liberation) shows all tests of pages a machine that
 * has no others.
 */
enum FontSet {
    DEJAVU,
    NOTO,
    LIBERATION;

    /** Where the packages fonts-dejavu-core, fonts-noto-core and fonts-liberation put theirs. */
    private static final Path INSTALLED =
            Path.of(System.getProperty("gradus.fonts.folder", "/usr/share/fonts/truetype"));

    private static final String CONFIGURATION = """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>%s</dir>
              <cachedir>%s</cachedir>
            </fontconfig>
            """;

    /** What the browser that tests share sees: the machine's own fonts, or those that were asked for. */
    static Optional<FontSet> asked() {
        String name = System.getProperty("gradus.fonts", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
    }

    /**
     * The environment of a browser that sees these fonts only, with what it needs in this folder; skips the test where they
     * are not, unless -Dgradus.browser=required.
     */
    Map<String, String> environment(Path folder) {
        Path fonts = INSTALLED.resolve(name().toLowerCase(Locale.ROOT));
        boolean found = Files.isDirectory(fonts);
        if (!found && "required".equals(System.getProperty("gradus.browser"))) {
            fail("-Dgradus.browser=required, but there are no fonts in " + fonts);
        }
        assumeTrue(found, "there are no fonts in " + fonts + ", so the page is not tried with them");
        try {
            Path file = Files.writeString(
                    folder.resolve("fonts.conf"), CONFIGURATION.formatted(fonts, folder.resolve("cache")));
            return Map.of("FONTCONFIG_FILE", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
