package dev.gradus.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The parts of the explorer's page, for other pages that are built from the same parts. */
public final class PageParts {
    private static final String OF_EXPLORER = "explorer/";

    private PageParts() {}

    /**
     * Returns the text of one of the page's files, such as {@code names.js}.
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
     * Returns the words of a page in a language, such as {@code en}, as a JSON object. The page's scripts expect it as
     * the table {@code TEXTS}.
     *
     * @param more the page's own words, a JSON object with one entry per line, which replace the explorer's. If the
     *     explorer has no words in this language, they are the only ones
     */
    public static String words(String language, String more) {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(more, "more");
        return PageTexts.words(language, more);
    }

    /** Returns a style sheet that contains the fonts for this text. */
    public static String fonts(String text) {
        Objects.requireNonNull(text, "text");
        return Face.rulesFor(text, "");
    }

    /** Returns a style sheet without comments and indentation. */
    public static String style(String sheet) {
        Objects.requireNonNull(sheet, "sheet");
        return Shortened.style(sheet);
    }

    /** Returns a compressed text, which the page's function {@code unpacked} decompresses. */
    public static String packed(String text) {
        Objects.requireNonNull(text, "text");
        return Packed.text(text);
    }

    /**
     * Returns modules and everything that they import as one script, without comments and indentation.
     *
     * @param source returns the text of a module of the page. Names that begin with {@code explorer/}, such as {@code
     *     explorer/names.js}, are modules of the explorer
     * @throws IllegalArgumentException if a module uses module syntax other than {@code import { … } from '…';}, {@code
     *     import '…';} and {@code export} before a declaration, or if two modules declare the same name
     */
    public static String script(List<String> modules, UnaryOperator<String> source) {
        Objects.requireNonNull(modules, "modules");
        Objects.requireNonNull(source, "source");
        return Shortened.script(Bundle.of(
                modules,
                name -> name.startsWith(OF_EXPLORER)
                        ? file(name.substring(OF_EXPLORER.length()))
                        : source.apply(name)));
    }
}
