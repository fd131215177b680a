package dev.gradus.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the explorer's page is made of, for pages that are built around the same parts. */
public final class PageParts {
    private PageParts() {}

    /**
     * The text of one of the page's files, such as {@code names.js}.
     *
     * @throws IllegalArgumentException if the page has no such file
     */
    public static String file(String name) {
        Objects.requireNonNull(name, "name");
        try (InputStream in = PageParts.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("The explorer's page has no file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("gradus-explorer: page/" + name + " cannot be read", e);
        }
    }

    /**
     * A script with the words of a page in a language, such as {@code en}: the table {@code TEXTS}, which the page's other
     * scripts need before them.
     *
     * @throws IllegalArgumentException if there are no words in this language
     */
    public static String texts(String language) {
        Objects.requireNonNull(language, "language");
        return PageTexts.in(language).script();
    }

    /** A style sheet that brings along the fonts of this text. */
    public static String fonts(String text) {
        Objects.requireNonNull(text, "text");
        return Face.rulesFor(text, "");
    }

    /** A style sheet without what only its readers need. */
    public static String style(String sheet) {
        Objects.requireNonNull(sheet, "sheet");
        return Shortened.style(sheet);
    }

    /** A script without what only its readers need. */
    public static String script(String program) {
        Objects.requireNonNull(program, "program");
        return Shortened.script(program);
    }
}
