package dev.gradus.playground.language;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that has been read to its end or to its first error.
 *
 * @param text the program
 * @param names the names that its lines define, in order
 * @param inputs the inputs for all data by name, used or not
 * @param weights the parameters, with their initial numbers
 * @param spans where each op is written
 * @param asides the statements that were not read, because the page does what they say
 * @param own the data that lines define instead of the page's
 * @param objective the loss, if it was reached
 * @param problem the error, if there is one
 */
public record Program(
        String text,
        List<Named> names,
        Map<String, Input> inputs,
        List<Weight> weights,
        Map<Node, Span> spans,
        List<Aside> asides,
        Map<String, Tensor> own,
        Optional<Node> objective,
        Optional<Problem> problem) {

    /** What a name stands for. */
    public enum Kind {
        /** Numbers that training changes. */
        PARAMETER,
        /** A value that is computed. */
        VALUE,
        /** A constant number. */
        NUMBER,
        /** A function, or its rule. */
        RULE
    }

    /**
     * A name and what it stands for.
     *
     * @param name the name
     * @param span where it is defined
     * @param kind what it stands for
     * @param size {@code 4 × 1}; empty for functions
     * @param node the node, unless it is a function or several values
     */
    public record Named(String name, Span span, Kind kind, String size, Optional<Node> node) {}

    /**
     * A parameter as its line defines it.
     *
     * @param parameter the node, with its initial numbers
     * @param text the text after the =
     * @param sizes where its sizes are written, if they are plain numbers
     */
    public record Weight(Parameter parameter, String text, List<Span> sizes) {}

    /** Keeps copies of the lists. */
    public Program {
        names = List.copyOf(names);
        weights = List.copyOf(weights);
    }

    /**
     * Reads a program.
     *
     * @param data the values of x, y and others by name
     * @param seed the seed of the initial weights; an additional line does not change those of other lines
     */
    public static Program read(String text, Map<String, Tensor> data, long seed) {
        Builder builder = new Builder(text, data, seed, Builder.Purpose.USE);
        Program program = builder.read();
        if (program.problem.isEmpty()) {
            return program;
        }
        Problem problem = program.problem.get();
        return program.with(
                builder.isQuick()
                        ? Remedies.helping(problem, text, mended -> withoutRemedies(mended, data, seed))
                        : problem.withRemedies(List.of()));
    }

    /**
     * Reads a program that must meet the demands of a task. If a line does not meet the demands, it is the program of the lines
     * before it, with that as its problem.
     */
    public static Program read(String text, Map<String, Tensor> data, long seed, Demands demands) {
        Optional<Problem> unmet = demands.problem(text);
        if (unmet.isEmpty()) {
            Program program = read(text, data, seed);
            return program.problem
                    .map(problem -> program.with(problem.withRemedies(problem.remedies().stream()
                            .filter(remedy -> demands.problem(remedy.mend(text)).isEmpty())
                            .toList())))
                    .orElse(program);
        }
        int at = unmet.get().span().from();
        Program before = withoutRemedies(text.substring(0, text.lastIndexOf('\n', at - 1) + 1), data, seed);
        Problem first = before.problem
                .filter(other -> other.span().from() < before.text.length())
                .orElseGet(unmet::get);
        return before.of(text).with(first);
    }

    /** Reads a program without remedies for its problem, which is faster. */
    public static Program withoutRemedies(String text, Map<String, Tensor> data, long seed) {
        return new Builder(text, data, seed, Builder.Purpose.TRIAL).read();
    }

    /** Reads a program on other data than its own, which its lines do not define then. */
    public static Program onData(String text, Map<String, Tensor> data, long seed) {
        return new Builder(text, data, seed, Builder.Purpose.OTHER_DATA).read();
    }

    /** A sentence on what was set aside; empty if all lines were read. */
    public Optional<String> asideSentence() {
        List<String> whats = asides.stream()
                .map(aside -> aside.reason().words())
                .filter(words -> !words.isEmpty())
                .distinct()
                .toList();
        return whats.isEmpty() ? Optional.empty() : Optional.of("Set aside: " + String.join(", ", whats) + ".");
    }

    private Program of(String longer) {
        return new Program(longer, names, inputs, weights, spans, asides, own, objective, problem);
    }

    private Program with(Problem other) {
        return having(Optional.of(other));
    }

    /** The same program with another problem, such as one of its values, or with none. */
    public Program having(Optional<Problem> other) {
        return new Program(text, names, inputs, weights, spans, asides, own, objective, other);
    }

    /** The node with this name, if a line defines it. */
    public Optional<Node> node(String name) {
        return names.stream()
                .filter(one -> one.name().equals(name))
                .flatMap(one -> one.node().stream())
                .findFirst();
    }
}
