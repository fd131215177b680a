package dev.gradus.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** What all pages have in common. */
final class Template {
    private final String page = resource("page.html");

    /**
     * Returns a page.
     *
     * @param file where the page is in the site
     * @param content what it shows; its first heading is the title
     */
    String page(Path file, Element content) {
        Element heading = content.selectFirst("h1");
        String title = heading == null ? file.getFileName().toString() : heading.text();
        String sections = content.select("h2[id]").stream()
                .map(section ->
                        "<li><a href=\"#" + escaped(section.id()) + "\">" + escaped(section.text()) + "</a></li>")
                .collect(Collectors.joining("\n"));
        boolean hasFormulas = !content.select(".formula").isEmpty();
        return page.replace("{{title}}", escaped(title.equals("Gradus") ? title : title + " · Gradus"))
                .replace("{{formulas}}", hasFormulas ? "<script src=\"{{root}}katex.js\" defer></script>\n" : "")
                .replace("{{root}}", "../".repeat(file.getNameCount() - 1))
                .replace("{{sections}}", sections)
                .replace("{{content}}", content.html());
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + " cannot be read.", unreadable);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
