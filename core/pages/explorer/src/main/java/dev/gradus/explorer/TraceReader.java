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
 * Reads a trace from JSON that {@link dev.gradus.explain.TraceJson} or another program wrote. The trace can then be
 * drawn, explained and turned into a page, like the trace of a run.
 *
 * <pre>{@code
 * Explorer.write(TraceReader.of(Files.readString(Path.of("trace.json"))).trace(), Path.of("page.html"));
 * }</pre>
 *
 * <p>{@code docs/trace-json.md} describes the format. Symbols and equations are generated, not read. An op of this
 * library is used, with its formulas and its rule, if its value and its gradients equal the recorded numbers. Any other
 * op is shown as a box with its name and the recorded numbers. Optimizer steps are ignored.
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
     * @throws IllegalArgumentException if the text is not JSON, is not a trace of version 1, or is incomplete
     */
    public static TraceReader of(String json) {
        Objects.requireNonNull(json, "json");
        return new TraceReader(RecordedTrace.of(json));
    }

    /** Returns the trace with the recorded numbers. */
    public Trace trace() {
        return trace;
    }

    /** Returns the names of the ops that this library does not have or whose recorded numbers it does not reproduce. */
    public Set<String> foreignOps() {
        return foreign;
    }

    /**
     * Returns the largest difference between a recorded number and the one that this library computes from the recorded
     * operands, relative to the largest number of its tensor, in both passes. Foreign ops are not compared.
     */
    public double largestDifference() {
        return largestDifference;
    }

    /** Returns the program that wrote the trace, or an empty string if the trace does not name it. */
    public String writtenBy() {
        return writtenBy;
    }

    /**
     * Writes a page of a trace.
     *
     * @param arguments the file of the trace, the file of the page, and optionally a title
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

    /** Returns the page of the trace with this title. */
    public Explorer page(String title) {
        Objects.requireNonNull(title, "title");
        String subtitle =
                writtenBy.isEmpty() ? "forward and backward, step by step" : "step by step, numbers by " + writtenBy;
        return Explorer.of(trace).titled(title, subtitle);
    }
}
