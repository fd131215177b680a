package dev.gradus.playground.build;

import dev.gradus.explorer.PageParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page's template with its styles and scripts. */
final class PageTemplate {
    /** The module that starts the page. */
    private static final String START = "js/begin.js";

    /** The module that answers the page in a worker. */
    private static final String WORKER = "js/worker.js";

    /** The language of pages that are asked for no other. */
    private static final String USUAL_LANGUAGE = "en";

    /** A file for each language, in this folder of the sources. */
    static final String TEXTS = "texts";

    private static final String TEXTS_OF_GRADES = "grade";

    private static final List<String> STYLES_OF_EXPLORER =
            List.of("tokens.css", "page.css", "graph.css", "numbers.css", "text.css", "sizes.css");

    private static final List<String> STYLES =
            List.of("desk.css", "lines.css", "picture.css", "data.css", "curves.css", "backward.css", "sizes.css");

    private final String template;
    private final String style;
    private final String languages;
    private final String program;

    private PageTemplate(String template, String style, String languages, String program) {
        this.template = template;
        this.style = style;
        this.languages = languages;
        this.program = program;
    }

    static PageTemplate in(Path sources) {
        return new PageTemplate(
                text(sources, "index.html"),
                PageParts.style(layer("explorer", STYLES_OF_EXPLORER.stream().map(PageParts::file))
                        + layer("playground", STYLES.stream().map(name -> text(sources, "css/" + name)))),
                packed(sources, TEXTS),
                "const TEXTS = " + words(sources, TEXTS, USUAL_LANGUAGE) + ";\n"
                        + PageParts.script(List.of(START), name -> text(sources, name)));
    }

    /** The page that grades a class. */
    static PageTemplate grading(Path sources) {
        return new PageTemplate(
                text(sources, "grade.html"),
                PageParts.style(
                        layer("explorer", Stream.of("tokens.css", "page.css").map(PageParts::file))
                                + layer("playground", Stream.of(text(sources, "css/grade.css")))),
                packed(sources, TEXTS_OF_GRADES),
                "const TEXTS = " + words(sources, TEXTS_OF_GRADES, USUAL_LANGUAGE) + ";\n"
                        + PageParts.script(List.of("js/grade.js"), name -> text(sources, name)));
    }

    /** The languages that there is a file of. */
    static List<String> languages(Path sources) {
        return languages(sources, TEXTS);
    }

    private static List<String> languages(Path sources, String folder) {
        try (Stream<Path> files = Files.list(sources.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("playground: " + sources.resolve(folder) + " cannot be read", e);
        }
    }

    /**
     * The words of a page in a language. Only the playground shows parts of the explorer, which have words of their own. The page
     * that grades says the kinds of mistakes in the playground's words.
     */
    private static String words(Path sources, String folder, String language) {
        String own = text(sources, folder + "/" + language + ".json");
        if (folder.equals(TEXTS)) {
            return PageParts.words(language, own);
        }
        String kinds = text(sources, TEXTS + "/" + language + ".json")
                .lines()
                .filter(line -> line.startsWith("  \"kind "))
                .collect(Collectors.joining("\n"));
        return own.replaceFirst("\\{", Matcher.quoteReplacement("{\n" + kinds));
    }

    /** The words of all other languages, which the page unpacks if it is asked for one. */
    private static String packed(Path sources, String folder) {
        return languages(sources, folder).stream()
                .filter(language -> !language.equals(USUAL_LANGUAGE))
                .map(language -> "<script type=\"application/json\" data-language=\"" + language + "\">"
                        + PageParts.packed(words(sources, folder, language)) + "</script>\n")
                .collect(Collectors.joining());
    }

    /** Style sheets as a layer. A rule of a later layer wins against all rules of earlier ones. */
    private static String layer(String name, Stream<String> sheets) {
        return "@layer " + name + " {\n" + sheets.collect(Collectors.joining("\n")) + "\n}\n";
    }

    /** The script of the worker that runs the engine. */
    static String worker(Path sources) {
        return PageParts.script(List.of(WORKER), name -> text(sources, name));
    }

    private static String text(Path sources, String name) {
        try {
            return Files.readString(sources.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("playground: " + sources.resolve(name) + " cannot be read", e);
        }
    }

    /** The page with this text in place of the engine. */
    String with(String engine) {
        String page = put(put(put(template, "style", style), "languages", languages), "program", program);
        return put(put(page, "fonts", PageParts.fonts(page)), "loader", engine);
    }

    private static String put(String page, String name, String text) {
        String placeholder = "{{" + name + "}}";
        int at = page.indexOf(placeholder);
        if (at < 0) {
            throw new IllegalStateException("index.html has no placeholder " + placeholder);
        }
        return page.substring(0, at) + text + page.substring(at + placeholder.length());
    }
}
