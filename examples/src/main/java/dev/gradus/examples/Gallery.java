package dev.gradus.examples;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Writes eleven graphs as pages, with an index, into a folder that any static host can serve. The argument is the
 * folder; the default is {@code target/gallery}.
 */
public final class Gallery {
    private Gallery() {}

    /** Writes the pages. */
    public static void main(String[] args) throws IOException {
        write(args.length > 0 ? Path.of(args[0]) : Path.of("target", "gallery"), System.out);
    }

    static void write(Path folder, PrintStream out) throws IOException {
        Files.createDirectories(folder);
        for (Exhibit page : Exhibits.all()) {
            Path file = folder.resolve(page.file() + ".html");
            page.explorer().write(file);
            out.println(file);
        }
        Path index = folder.resolve("index.html");
        Files.writeString(index, index());
        out.println(index);
    }

    /** The page that lists the others. */
    private static String index() throws IOException {
        String cards = Exhibits.all().stream().map(Gallery::card).collect(Collectors.joining());
        try (InputStream frame = Gallery.class.getResourceAsStream("gallery.html")) {
            return new String(frame.readAllBytes(), StandardCharsets.UTF_8).replace("{{pages}}", cards);
        }
    }

    private static String card(Exhibit page) {
        return """
                <li>
                  <h2><a href="%s.html">%s</a> <span>%s</span></h2>
                  <p>%s</p>
                  <ol>%s</ol>
                </li>
                """.formatted(
                        page.file(),
                        escaped(page.title()),
                        escaped(page.subtitle()),
                        escaped(page.learned()),
                        page.questions().stream()
                                .map(question -> "<li>" + escaped(question) + "</li>")
                                .collect(Collectors.joining()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
