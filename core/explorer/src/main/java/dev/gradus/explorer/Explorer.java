package dev.gradus.explorer;

import dev.gradus.explorer.PageOptions.Lesson;
import dev.gradus.explorer.PageOptions.Note;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * bytes, on JDKs whose {@code java.util.zip} is the same. Several traces of the same graph, one after the other, are iterations of a training, with the curve of their
 * losses. A loop is a box that opens: any step of it is a page of its own; a loss or a softmax opens into its parts.
 *
 * <p>The page speaks English, or another {@link #language}. {@link #forClass} adds exercise sheets and pictures for slides,
 * {@link #note} a teacher's notes, and {@link #embed} is the line that shows a part of it on another page. Immutable.
 */
public final class Explorer {
    /** Frames on slides. */
    private static final int FRAME_WIDTH = 800;

    private static final int FRAME_HEIGHT = 450;

    private static final int MOST_PANES = 2;

    private final List<Trace> iterations;
    private final String title;
    private final Optional<String> subtitle;
    private final Diagram picture;
    private final PageOptions options;

    private Explorer(
            List<Trace> iterations, String title, Optional<String> subtitle, Diagram picture, PageOptions options) {
        this.iterations = List.copyOf(iterations);
        this.title = title;
        this.subtitle = subtitle;
        this.picture = picture;
        this.options = options;
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
        Objects.requireNonNull(iterations, "iterations");
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
                Optional.empty(),
                Diagram.of(iterations.get(0)),
                PageOptions.NONE);
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
        return new Explorer(iterations, newTitle, Optional.of(newSubtitle), picture, options);
    }

    /**
     * The same page with a scope of this name, as in {@link Diagram#scope}: of a graph in scopes the page shows the one that
     * a step happens in, and the others as closed boxes.
     *
     * @throws IllegalArgumentException if the name is taken or empty, or if there is nothing to be in the scope
     */
    public Explorer scope(String name, Node... results) {
        return new Explorer(iterations, title, subtitle, picture.scope(name, results), options);
    }

    /**
     * The same page with its scopes closed at first: each is one step forward and one back, until the reader opens it by a
     * click or by Enter.
     */
    public Explorer closed() {
        return with(options.withClosedScopes());
    }

    /** The same page with what a class learns from it, and questions, behind a button in its header. */
    public Explorer lesson(String learned, List<String> questions) {
        Objects.requireNonNull(learned, "learned");
        Objects.requireNonNull(questions, "questions");
        return with(options.with(new Lesson(learned, questions)));
    }

    /**
     * The same page in another language: all that it says of itself, but not the names that the graph has.
     *
     * @param tag {@code en}, {@code de} or {@code fr}
     * @throws IllegalArgumentException if there are no texts in this language
     */
    public Explorer language(String tag) {
        Objects.requireNonNull(tag, "tag");
        return with(options.in(PageTexts.in(tag)));
    }

    /**
     * The same page with a link to one in another language, which opens at the same step.
     *
     * @param tag that language, such as {@code de}
     * @param address where that page is, such as {@code lesson.de.html}
     */
    public Explorer alsoIn(String tag, String address) {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(address, "address");
        return with(options.alsoIn(tag, address));
    }

    /**
     * The same page with what a class needs: exercise sheets for print, and steps as pictures for slides, which may move.
     */
    public Explorer forClass() {
        return with(options.inClass());
    }

    /**
     * The same page with a teacher's note beside the step that computes this value. Notes are shown and hidden by the key N.
     *
     * @throws IllegalArgumentException if the node is not in the trace
     */
    public Explorer note(Node of, String words) {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(words, "words");
        if (!iterations.get(0).graph().nodes().contains(of)) {
            throw new IllegalArgumentException(
                    "Explorer: " + of.describe() + " is not in this graph; a note is of one of its nodes");
        }
        return with(options.with(new Note(of, false, words)));
    }

    /**
     * The same page with a teacher's note beside the steps that work out the gradient of this value.
     *
     * @throws IllegalArgumentException if the trace has no gradient of the node
     */
    public Explorer gradientNote(Node of, String words) {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(words, "words");
        if (!iterations.get(0).gradients().containsKey(of)) {
            throw new IllegalArgumentException(
                    "Explorer: there is no gradient of " + of.describe() + " in this trace, so no step for the note");
        }
        return with(options.with(new Note(of, true, words)));
    }

    /**
     * The same page with the Java source beside the graph: the lines that a step computes are lit, and a click on a line goes to
     * its steps. Call it once for each file.
     *
     * @param file the source file; only the methods concerned are shown
     * @param places for each node the lines that compute it, the innermost call first, such as {@code Lifted.places()}
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if none of the graph's nodes is computed in this file
     */
    public Explorer source(Path file, Map<Node, List<StackTraceElement>> places) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(places, "places");
        return source(String.valueOf(file.getFileName()), Files.readString(file), places);
    }

    /**
     * The same page with the Java source beside the graph, as {@link #source(Path, Map)}.
     *
     * @param fileName the name of the file, without folders
     * @param text what the file contains
     * @throws IllegalArgumentException if none of the graph's nodes is computed in this file
     */
    public Explorer source(String fileName, String text, Map<Node, List<StackTraceElement>> places) {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(places, "places");
        SourceFile source = new SourceFile(fileName, text.lines().toList(), places);
        List<Node> nodes = iterations.get(0).graph().nodes();
        if (nodes.stream().allMatch(node -> source.linesOf(node).isEmpty())) {
            throw new IllegalArgumentException("Explorer: no node of this graph is computed in " + fileName + "; "
                    + nodes.stream()
                            .flatMap(node -> places.getOrDefault(node, List.of()).stream())
                            .map(StackTraceElement::getFileName)
                            .filter(Objects::nonNull)
                            .distinct()
                            .reduce((a, b) -> a + ", " + b)
                            .map(names -> "they are computed in " + names)
                            .orElse("the places are those of another graph"));
        }
        return with(options.with(source));
    }

    private Explorer with(PageOptions newOptions) {
        return new Explorer(iterations, title, subtitle, picture, newOptions);
    }

    /**
     * The line of HTML that shows one or two panes of the page in a frame of 800 × 450 pixels, for slides and notebooks.
     *
     * @param address where the page is, with the step if it is not the first: {@code lesson.html#step=17}
     * @throws IllegalArgumentException if there are no panes or more than two, or one twice, or if a film is asked for of one
     *     iteration
     */
    public String embed(String address, Pane... panes) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(panes, "panes");
        List<Pane> shown = List.of(panes);
        if (shown.isEmpty() || shown.size() > MOST_PANES || new HashSet<>(shown).size() < shown.size()) {
            throw new IllegalArgumentException(
                    "Explorer: a frame shows one pane, or two that differ, but not " + shown);
        }
        if (shown.contains(Pane.FILM) && iterations.size() == 1) {
            throw new IllegalArgumentException(
                    "Explorer: there is no film of one iteration; make the page of the traces of several");
        }
        String show = shown.stream().map(Pane::inAddress).collect(Collectors.joining(","));
        return "<iframe src=\"" + SvgWriter.escaped(address + (address.contains("#") ? "&" : "#") + "show=" + show)
                + "\" title=\"" + SvgWriter.escaped(title + ": " + subtitle()) + "\" width=\"" + FRAME_WIDTH
                + "\" height=\"" + FRAME_HEIGHT + "\" loading=\"lazy\" style=\"border: 0\"></iframe>";
    }

    private String subtitle() {
        return subtitle.orElseGet(
                () -> options.texts().text(iterations.get(0).gradients().isEmpty() ? "subtitle forward" : "subtitle"));
    }

    /** Writes {@link #html()}, in UTF-8. */
    public Explorer write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Files.writeString(file, html());
        return this;
    }

    /** The page. */
    public String html() {
        return new PageWriter(iterations, title, subtitle(), picture, options).html();
    }
}
