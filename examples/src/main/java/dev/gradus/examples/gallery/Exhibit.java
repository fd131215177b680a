package dev.gradus.examples.gallery;

import dev.gradus.explorer.Explorer;
import dev.gradus.node.Node;
import dev.gradus.run.Trace;
import java.util.List;
import java.util.Objects;

/**
 * A page of the gallery.
 *
 * @param file the name of the page, without extension
 * @param title the title of the graph
 * @param subtitle the sizes of the graph
 * @param trace the steps
 * @param explorer the page
 * @param learned what a class learns from the page
 * @param questions three questions for the class
 */
public record Exhibit(
        String file,
        String title,
        String subtitle,
        Trace trace,
        Explorer explorer,
        String learned,
        List<String> questions) {
    /** Copies the questions. */
    public Exhibit {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subtitle, "subtitle");
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(explorer, "explorer");
        Objects.requireNonNull(learned, "learned");
        questions = List.copyOf(questions);
    }

    /** A page without a lesson yet. */
    static Exhibit of(String file, String title, String subtitle, Trace trace) {
        return new Exhibit(
                file,
                title,
                subtitle,
                trace,
                Explorer.of(trace).titled(title, subtitle).closed(),
                "",
                List.of());
    }

    /** The same with a scope of this name: everything that this node needs and no earlier scope has. */
    Exhibit scope(String name, Node result) {
        return new Exhibit(file, title, subtitle, trace, explorer.scope(name, result), learned, questions);
    }

    /** The same with what a class learns from it and three questions, which the page tells too. */
    Exhibit teaching(String lesson, String first, String second, String third) {
        List<String> all = List.of(first, second, third);
        return new Exhibit(file, title, subtitle, trace, explorer.lesson(lesson, all), lesson, all);
    }
}
