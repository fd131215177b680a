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
 * An offline page that steps through the forward and backward passes, with graph, numbers, mathematics and code side by
 * side.
 *
 * <pre>{@code
 * Explorer.write(run, Path.of("lesson.html"));
 * Explorer.of(report.mark(Trace.of(run))).titled("Logical AND", "one layer, step by step").write(Path.of("lesson.html"));
 * }</pre>
 *
 * <p>The file is self-contained: it needs no network, no library and no installed font. The same trace produces the
 * same bytes on JDKs with the same {@code java.util.zip}. Consecutive traces of one graph are shown as iterations of a
 * training, with the curve of their losses. Loops, losses and softmax are boxes that open: each step of a loop is a
 * page of its own.
 *
 * <p>The page is in English or another {@link #language}. {@link #forClass} adds exercise sheets and pictures for
 * slides, {@link #note} adds notes for the teacher, and {@link #embed} returns the HTML that shows a part of the page
 * on another page. Immutable.
 */
public final class Explorer {
    /** The width of a frame on a slide. */
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

    /** Creates a page of the passes of a run with its current feeds and parameters. */
    public static Explorer of(Run run) {
        Objects.requireNonNull(run, "run");
        return of(Trace.of(run));
    }

    /** Creates a page of a trace. */
    public static Explorer of(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return of(List.of(trace));
    }

    /**
     * Creates a page of several iterations of one training.
     *
     * @throws IllegalArgumentException if there are none, or if they do not belong to the same graph
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

    /** Returns this page with a title and a subtitle. */
    public Explorer titled(String newTitle, String newSubtitle) {
        Objects.requireNonNull(newTitle, "newTitle");
        Objects.requireNonNull(newSubtitle, "newSubtitle");
        return new Explorer(iterations, newTitle, Optional.of(newSubtitle), picture, options);
    }

    /**
     * Returns this page with a scope of this name, as in {@link Diagram#scope}. The page expands only the scope of the
     * current step.
     *
     * @throws IllegalArgumentException if the name is empty or already used, or if the scope would be empty
     */
    public Explorer scope(String name, Node... results) {
        return new Explorer(iterations, title, subtitle, picture.scope(name, results), options);
    }

    /**
     * Returns this page with all scopes closed at first. A closed scope is one step forward and one step back, until
     * the reader opens it with a click or Enter.
     */
    public Explorer closed() {
        return with(options.withClosedScopes());
    }

    /** Returns this page with what a class learns from it, and questions, behind a button in its header. */
    public Explorer lesson(String learned, List<String> questions) {
        Objects.requireNonNull(learned, "learned");
        Objects.requireNonNull(questions, "questions");
        return with(options.with(new Lesson(learned, questions)));
    }

    /**
     * Returns this page in another language. Names in the graph are not translated.
     *
     * @param tag {@code en}, {@code de} or {@code fr}
     * @throws IllegalArgumentException if there are no texts in this language
     */
    public Explorer language(String tag) {
        Objects.requireNonNull(tag, "tag");
        return with(options.in(PageTexts.in(tag)));
    }

    /**
     * Returns this page with a link to a page in another language, which opens at the same step.
     *
     * @param tag the tag of that language, such as {@code de}
     * @param address the address of that page, such as {@code lesson.de.html}
     */
    public Explorer alsoIn(String tag, String address) {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(address, "address");
        return with(options.alsoIn(tag, address));
    }

    /**
     * Returns this page with a menu for classes: printed exercise sheets, and steps as still or animated pictures for
     * slides.
     */
    public Explorer forClass() {
        return with(options.inClass());
    }

    /**
     * Returns this page with a note for the teacher next to the step that computes this value. The key N shows and
     * hides notes.
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
     * Returns this page with a note for the teacher next to the steps that compute the gradient of this value.
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
     * Returns this page with Java source next to the graph. The lines of the current step are highlighted, and a click
     * on a line goes to its steps. Call this method once per file.
     *
     * @param file the source file; only the methods that compute nodes are shown
     * @param places the lines that compute each node, innermost call first, such as {@code Lifted.places()}
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if no node of the graph is computed in this file
     */
    public Explorer source(Path file, Map<Node, List<StackTraceElement>> places) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(places, "places");
        return source(String.valueOf(file.getFileName()), Files.readString(file), places);
    }

    /**
     * Returns this page with Java source next to the graph, as {@link #source(Path, Map)} does.
     *
     * @param fileName the name of the file, without folders
     * @param text the content of the file
     * @throws IllegalArgumentException if no node of the graph is computed in this file
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
     * Returns the HTML that shows one or two panes of the page in a frame of 800 × 450 pixels, for slides and
     * notebooks.
     *
     * @param address the address of the page, with the step unless it is the first: {@code lesson.html#step=17}
     * @throws IllegalArgumentException if the number of panes is not 1 or 2, if a pane is repeated, or if the film is
     *     requested for a single iteration
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

    /** Returns the page. */
    public String html() {
        return new PageWriter(iterations, title, subtitle(), picture, options).html();
    }
}
