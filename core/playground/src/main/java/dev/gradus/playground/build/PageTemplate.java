package dev.gradus.playground.build;

import dev.gradus.explorer.PageParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page's template with its styles and scripts. {@code style.list} and {@code program.list} name the files in order.
 * {@code explorer:names.js} is a file of the explorer's page, and {@code texts:en} its texts.
 */
final class PageTemplate {
    private static final String OF_EXPLORER = "explorer:";

    private static final String TEXTS = "texts:";

    private final String template;
    private final String style;
    private final String program;

    private PageTemplate(String template, String style, String program) {
        this.template = template;
        this.style = style;
        this.program = program;
    }

    static PageTemplate in(Path sources) throws IOException {
        return new PageTemplate(
                Files.readString(sources.resolve("index.html")),
                PageParts.style(all(sources, "style.list")),
                PageParts.script(all(sources, "program.list")));
    }

    private static String all(Path sources, String list) throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : Files.readAllLines(sources.resolve(list))) {
            if (!name.isBlank()) {
                files.add(text(sources, name));
            }
        }
        return String.join("\n", files);
    }

    private static String text(Path sources, String name) throws IOException {
        if (name.startsWith(TEXTS)) {
            return PageParts.texts(name.substring(TEXTS.length()));
        }
        return name.startsWith(OF_EXPLORER)
                ? PageParts.file(name.substring(OF_EXPLORER.length()))
                : Files.readString(sources.resolve(name));
    }

    /** The page with this text in place of the engine. */
    String with(String engine) {
        String page = put(put(template, "style", style), "program", program);
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
