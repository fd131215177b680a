package dev.gradus.explorer;

import dev.gradus.explain.TraceJson;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An offline page that steps through forward and backward pass: graph, numbers, mathematics and code side by side.
 *
 * <pre>{@code
 * Explorer.write(run, Path.of("lesson.html"));
 * Explorer.of(report.mark(Trace.of(run))).titled("Logical AND", "one layer, step by step").write(Path.of("lesson.html"));
 * }</pre>
 *
 * <p>The file needs nothing else: no network, no library, not even a font of the machine. The same trace gives the same
 * bytes. Several traces of the same graph, one after the other, are iterations of a training, with the curve of their
 * losses. A loop is a box that opens: any step of it is a page of its own. Immutable.
 */
public final class Explorer {
    /** If there are more numbers in all, large tensors are written in part. */
    private static final int MOST_NUMBERS = 24_000;

    /** A picture of at most this size is seen whole where the page is 1440 pixels wide. */
    private static final double GRAPH_WIDTH = 1670;

    private static final double GRAPH_HEIGHT = 300;

    private static final List<String> STYLES =
            List.of("tokens.css", "page.css", "graph.css", "numbers.css", "text.css", "print.css");

    private static final String MORE_OPERATIONS = "more-operations.js";

    private static final Pattern NAME_OF_OP = Pattern.compile("\"op\":\"(\\w+)\"");

    private static final List<String> PROGRAM = List.of(
            "texts.js",
            "format.js",
            "tensors.js",
            "operations.js",
            MORE_OPERATIONS,
            "slopes.js",
            "kinks.js",
            "trace.js",
            "state.js",
            "names.js",
            "terms.js",
            "grids.js",
            "wires.js",
            "moves.js",
            "joins.js",
            "folds.js",
            "reductions.js",
            "losses.js",
            "layouts.js",
            "stage.js",
            "sentences.js",
            "graph.js",
            "view.js",
            "scopes.js",
            "scoperow.js",
            "formulas.js",
            "timeline.js",
            "edits.js",
            "quiz.js",
            "marks.js",
            "chosen.js",
            "page.js",
            "iterations.js",
            "pointer.js",
            "player.js",
            "keys.js",
            "handout.js",
            "start.js");

    private final List<Trace> iterations;
    private final String title;
    private final String subtitle;
    private final Diagram picture;

    private Explorer(List<Trace> iterations, String title, String subtitle, Diagram picture) {
        this.iterations = List.copyOf(iterations);
        this.picture = picture;
        this.title = title;
        this.subtitle = subtitle;
    }

    /** A page of the forward and backward pass that the run would make now. */
    public static Explorer of(Run run) {
        Objects.requireNonNull(run, "run");
        return of(Trace.of(run));
    }

    /** A page of these steps. */
    public static Explorer of(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return of(List.of(trace));
    }

    /**
     * A page of several iterations of one training.
     *
     * @throws IllegalArgumentException if there is none, or if they are not of the same graph
     */
    public static Explorer of(List<Trace> iterations) {
        if (iterations.isEmpty()) {
            throw new IllegalArgumentException("Explorer: there is no trace to show; give at least one");
        }
        for (Trace trace : iterations) {
            if (trace.objective() != iterations.get(0).objective()) {
                throw new IllegalArgumentException("Explorer: the traces are of different graphs, "
                        + iterations.get(0).objective().describe() + " and "
                        + trace.objective().describe() + "; make one page for each");
            }
        }
        return new Explorer(
                iterations,
                iterations.get(0).objective().expression(),
                iterations.get(0).gradients().isEmpty() ? "step by step" : "forward and backward, step by step",
                Diagram.of(iterations.get(0)));
    }

    /** Writes the page of {@link #of(Run)}. */
    public static void write(Run run, Path file) throws IOException {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(file, "file");
        of(run).write(file);
    }

    /** Writes the page of {@link #of(Trace)}. */
    public static void write(Trace trace, Path file) throws IOException {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(file, "file");
        of(trace).write(file);
    }

    /** The same page under these words. */
    public Explorer titled(String newTitle, String newSubtitle) {
        Objects.requireNonNull(newTitle, "newTitle");
        Objects.requireNonNull(newSubtitle, "newSubtitle");
        return new Explorer(iterations, newTitle, newSubtitle, picture);
    }

    /**
     * The same page with a scope of this name, as in {@link Diagram#scope}: of a graph in scopes the page shows the one that
     * a step happens in, and the others as closed boxes.
     *
     * @throws IllegalArgumentException if the name is taken or empty, or if there is nothing to be in the scope
     */
    public Explorer scope(String name, Node... results) {
        return new Explorer(iterations, title, subtitle, picture.scope(name, results));
    }

    /** Writes {@link #html()}, in UTF-8. */
    public Explorer write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Files.writeString(file, html());
        return this;
    }

    /** The page. */
    public String html() {
        String template = PageParts.file("page.html");
        StringBuilder page = new StringBuilder();
        int fonts = 0;
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            page.append(template, from, open);
            String name = template.substring(open + 2, close);
            if (name.equals("fonts")) {
                fonts = page.length();
            } else {
                page.append(part(name, page));
            }
            from = close + 2;
        }
        page.append(template.substring(from));
        return page.insert(fonts, Face.rulesFor(page.toString())).toString();
    }

    private String part(String name, CharSequence before) {
        return switch (name) {
            case "title" -> SvgWriter.escaped(title);
            case "subtitle" -> SvgWriter.escaped(subtitle);
            case "style" -> Shortened.style(all(STYLES) + (hasLoops() ? PageParts.file("loops.css") : ""));
            case "sizes" -> Shortened.style(PageParts.file("sizes.css"));
            case "graph" -> picture.onPage(GRAPH_WIDTH, GRAPH_HEIGHT).svg();
            case "traces" -> TraceJson.brief(iterations, mostElements());
            case "loops" -> loops();
            case "program" -> Shortened.script(all(program(before)) + (hasLoops() ? PageParts.file("loops.js") : ""));
            default -> throw new IllegalStateException("page.html has a place for '" + name + "' that is not known");
        };
    }

    /** Operations that few graphs have are in a part of their own; which there are stands in the traces before. */
    private static List<String> program(CharSequence page) {
        String more = PageParts.file(MORE_OPERATIONS);
        String table = more.substring(more.indexOf("Object.assign(OPERATIONS"));
        boolean hasMore = NAME_OF_OP
                .matcher(page)
                .results()
                .map(op -> op.group(1))
                .distinct()
                .anyMatch(op -> table.contains(" " + op + ": "));
        return PROGRAM.stream()
                .filter(file -> hasMore || !file.equals(MORE_OPERATIONS))
                .toList();
    }

    /** In a training the numbers of their steps are others in each iteration. */
    private boolean hasLoops() {
        return iterations.size() == 1 && LoopPages.hasAny(iterations.get(0));
    }

    private String loops() {
        return hasLoops()
                ? LoopPages.of(
                        iterations.get(0),
                        mostElements(),
                        step -> Diagram.of(step)
                                .onPage(GRAPH_WIDTH, GRAPH_HEIGHT)
                                .svg())
                : "";
    }

    /** The size of tensors that are written whole, so that all of them together stay readable and the file small. */
    private int mostElements() {
        int most = 4096;
        while (most > 64 && numbers(most) > MOST_NUMBERS) {
            most /= 2;
        }
        return most;
    }

    private long numbers(int most) {
        return iterations.stream()
                .flatMap(trace -> trace.steps().stream())
                .mapToLong(step -> step.value().shape().elements())
                .filter(elements -> elements <= most)
                .sum();
    }

    private static String all(List<String> names) {
        return names.stream().map(PageParts::file).collect(Collectors.joining("\n"));
    }
}
