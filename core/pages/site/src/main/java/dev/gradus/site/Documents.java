package dev.gradus.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The README, the pages of docs, and every file of the repository that they link to, each where it is in the repository. A
 * Markdown file becomes a page, a README the index of its folder, and a source file a page that shows it.
 */
final class Documents {
    private static final Set<String> AS_THEY_ARE = Set.of("png", "svg", "ipynb", "json", "jsh", "html");

    /** The largest number of characters of a cell that is not broken into lines. */
    private static final int SHORT = 12;

    private final Path root;
    private final Path site;
    private final Template template = new Template();
    private final Parser parser;
    private final HtmlRenderer renderer;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Set<Path> known = new HashSet<>();

    Documents(Path root, Path site) {
        this.root = root;
        this.site = site;
        List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
        parser = Parser.builder()
                .extensions(extensions)
                .customInlineContentParserFactory(new Formulas())
                .build();
        renderer = HtmlRenderer.builder().extensions(extensions).build();
    }

    /** Writes all of them. */
    void write() throws IOException {
        add(Path.of("README.md"));
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(file -> add(root.relativize(file)));
        }
        while (!waiting.isEmpty()) {
            write(waiting.remove());
        }
    }

    private void add(Path file) {
        if (known.add(file)) {
            waiting.add(file);
        }
    }

    private void write(Path file) throws IOException {
        Path source = root.resolve(file);
        Path target = site.resolve(target(file));
        Files.createDirectories(target.getParent());
        if (AS_THEY_ARE.contains(ending(file))) {
            Files.copy(source, target);
            return;
        }
        Element content = Jsoup.parseBodyFragment(body(source))
                .outputSettings(new org.jsoup.nodes.Document.OutputSettings().prettyPrint(false))
                .body();
        for (Element link : content.select("a[href]")) {
            link.attr("href", resolved(file, link.attr("href")));
        }
        for (Element picture : content.select("img[src]")) {
            picture.attr("src", resolved(file, picture.attr("src"))).attr("loading", "lazy");
        }
        content.select("th").stream().filter(head -> !head.hasText()).forEach(head -> head.tagName("td"));
        content.select("td").stream()
                .filter(cell -> cell.text().length() <= SHORT)
                .forEach(cell -> cell.addClass("short"));
        content.select("table").wrap("<div class=\"table\" tabindex=\"0\"></div>");
        content.select("pre, .display.formula").attr("tabindex", "0");
        Files.writeString(target, template.page(target(file), content));
    }

    private String html(String markdown) {
        return renderer.render(parser.parse(markdown));
    }

    private String body(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return contents(source);
        }
        String text = Files.readString(source);
        return ending(source).equals("md") ? html(text) : listing(source, text);
    }

    /** The files of a folder that has no README. */
    private static String contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .map(name ->
                            "<li><a href=\"" + Template.escaped(name) + "\">" + Template.escaped(name) + "</a></li>")
                    .collect(Collectors.joining("\n", "<h1>" + folder.getFileName() + "</h1>\n<ul>\n", "\n</ul>"));
        }
    }

    private static String listing(Path file, String text) {
        return "<h1>" + Template.escaped(file.getFileName().toString()) + "</h1>\n<pre><code class=\"language-"
                + ending(file) + "\">" + Template.escaped(text) + "</code></pre>";
    }

    /** Where a link of a document leads in the site. A file of the repository that it names is added to the site. */
    private String resolved(Path from, String link) {
        URI uri = URI.create(link);
        if (uri.isAbsolute() || uri.getPath().isEmpty()) {
            return link;
        }
        Path named = sibling(from, uri.getPath()).normalize();
        Path readme = named.resolve("README.md");
        Path file = Files.exists(root.resolve(readme)) ? readme : named;
        if (!Files.exists(root.resolve(file))) {
            throw new IllegalArgumentException(from + " links to " + link + ", but there is no file " + named + ".");
        }
        add(file);
        Path folder = sibling(target(from), "");
        String path = folder.relativize(target(file)).toString().replace('\\', '/');
        return uri.getRawFragment() == null ? path : path + "#" + uri.getRawFragment();
    }

    private Path sibling(Path file, String path) {
        Path folder = Files.isDirectory(root.resolve(file)) ? file : file.getParent();
        return folder == null ? Path.of(path) : folder.resolve(path);
    }

    private Path target(Path file) {
        if (Files.isDirectory(root.resolve(file))) {
            return file.resolve("index.html");
        }
        String name = file.getFileName().toString();
        String target = name.equals("README.md")
                ? "index.html"
                : name.endsWith(".md")
                        ? name.replaceFirst("md$", "html")
                        : AS_THEY_ARE.contains(ending(file)) ? name : name + ".html";
        return file.resolveSibling(target);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
