package dev.gradus.site;

import dev.gradus.examples.Gallery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the site: the documents, the playground, the gallery and the Javadoc, for a static host or to be opened from a disk.
 * Its arguments are the root of the repository and the folder of the site, which is replaced.
 */
public final class Site {
    /** Languages of the documents that highlight.js does not have in its common file. */
    private static final List<String> MORE_LANGUAGES = List.of("clojure", "gradle", "scala");

    private Site() {}

    /** Writes the site. Fails if a link is broken. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path site = Path.of(arguments[1]).toAbsolutePath().normalize();
        delete(site);
        new Documents(root, site).write();
        writeAssets(site);
        Files.copy(
                root.resolve("core/pages/playground/target/playground/gradus-playground.html"),
                site.resolve("playground.html"));
        linkBack(site.resolve("playground.html"), "index.html", "Gradus");
        Gallery.main(new String[] {site.resolve("gallery").toString()});
        for (Path page : pages(site.resolve("gallery"))) {
            boolean isIndex = page.endsWith("index.html");
            linkBack(page, isIndex ? "../index.html" : "index.html", isIndex ? "Gradus" : "Gallery");
        }
        Javadoc.write(root, site.resolve("javadoc"));
        List<String> broken = Links.broken(site, pages(site));
        if (!broken.isEmpty()) {
            throw new IllegalStateException("Broken links:\n" + String.join("\n", broken));
        }
        System.out.println("The site: " + site.resolve("index.html"));
    }

    /** The pages of the site. Those of Javadoc are left out, because it checks its links itself. */
    static List<Path> pages(Path site) throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.startsWith(site.resolve("javadoc")))
                    .sorted()
                    .toList();
        }
    }

    /** Writes the style and the scripts of the pages. */
    static void writeAssets(Path site) throws IOException {
        for (String name : List.of("site.css", "site.js")) {
            Files.writeString(site.resolve(name), Template.resource(name));
        }
        StringBuilder highlight = new StringBuilder(library("highlightjs", "highlight.min.js"));
        for (String language : MORE_LANGUAGES) {
            highlight.append(library("highlightjs", "languages/" + language + ".min.js"));
        }
        Files.writeString(site.resolve("highlight.js"), highlight);
        Files.writeString(site.resolve("highlight.css"), library("highlightjs", "styles/a11y-light.min.css"));
        Files.writeString(site.resolve("highlight-dark.css"), library("highlightjs", "styles/a11y-dark.min.css"));
        Files.writeString(site.resolve("katex.js"), library("katex", "dist/katex.min.js"));
    }

    /** A file of a library of the web, from its archive on the class path. */
    private static String library(String name, String file) throws IOException {
        String path = "/META-INF/resources/webjars/" + name + "/" + System.getProperty(name + ".version") + "/" + file;
        try (InputStream in = Site.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + path + " on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        }
    }

    /** Adds a link in front of the heading of a page that is not a document. */
    private static void linkBack(Path page, String link, String name) throws IOException {
        String html = "<h1><a href=\"" + link + "\" style=\"color: inherit; font-weight: 400\">" + name + "</a> / ";
        Files.writeString(page, Files.readString(page).replaceFirst("<h1>", html));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
