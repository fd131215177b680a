package dev.gradus.explorer;

import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a trace that was written as JSON, by {@link dev.gradus.explain.TraceJson} or by another program: its numbers can then be
 * drawn, explained and made a page of, like those of a run.
 *
 * <pre>{@code
 * Explorer.write(TraceReader.of(Files.readString(Path.of("trace.json"))).trace(), Path.of("page.html"));
 * }</pre>
 *
 * <p>{@code docs/trace-json.md} says what such a text holds; symbols and equations are made anew. An op that this library has is
 * that op, with its formulas and its rule, if both give the numbers that were written. Any other op is a box with its name, and
 * its numbers are those of the text. Steps of an optimizer are left out.
 */
public final class TraceReader {
    private final Trace trace;
    private final Set<String> foreign;
    private final double largestDifference;
    private final String writtenBy;

    private TraceReader(RecordedTrace recorded) {
        RebuiltGraph graph = new RebuiltGraph(recorded);
        this.trace = graph.trace();
        this.foreign = Collections.unmodifiableSet(new LinkedHashSet<>(graph.foreign()));
        this.largestDifference = graph.largestDifference();
        this.writtenBy = recorded.writtenBy();
    }

    /**
     * Reads a trace.
     *
     * @throws IllegalArgumentException if the text is no JSON, or no trace of version 1, or lacks something
     */
    public static TraceReader of(String json) {
        Objects.requireNonNull(json, "json");
        return new TraceReader(RecordedTrace.of(json));
    }

    /** The passes with the numbers that were written. */
    public Trace trace() {
        return trace;
    }

    /** The names of the ops that this library does not have, or whose numbers are not those that it computes. */
    public Set<String> foreignOps() {
        return foreign;
    }

    /**
     * How far the numbers are from what this library's ops make of the operands in the text, forward and backward: the largest
     * difference, relative to the largest number of its tensor. Foreign ops do not count.
     */
    public double largestDifference() {
        return largestDifference;
    }

    /** The program that wrote the trace, if it says so; otherwise empty. */
    public String writtenBy() {
        return writtenBy;
    }

    /**
     * Makes a page of a trace.
     *
     * @param arguments the file of the trace, the file of the page, and perhaps a title
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException("Give the file of a trace, the file of the page, and perhaps a title");
        }
        TraceReader read = of(Files.readString(Path.of(arguments[0])));
        String title =
                arguments.length > 2 ? arguments[2] : read.trace().objective().expression();
        read.page(title).write(Path.of(arguments[1]));
    }

    /** The page of the trace under this title. */
    public Explorer page(String title) {
        Objects.requireNonNull(title, "title");
        String subtitle =
                writtenBy.isEmpty() ? "forward and backward, step by step" : "step by step, numbers by " + writtenBy;
        return Explorer.of(trace).titled(title, subtitle);
    }
}
