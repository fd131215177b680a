package dev.gradus.playground.language;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that was read, up to its end or to what is wrong with it.
 *
 * @param text the program
 * @param names what its lines name, in order
 * @param inputs the inputs that stand for data, by name; all data, used or not
 * @param starts the parameters, with the numbers that they begin with
 * @param places where each op was written
 * @param objective J, if the program has got that far
 * @param problem what is wrong, if something is
 */
public record Program(
        String text,
        List<Named> names,
        Map<String, Input> inputs,
        List<Start> starts,
        Map<Node, Span> places,
        Optional<Node> objective,
        Optional<Problem> problem) {

    /** What a name stands for. */
    public enum Kind {
        /** Numbers that training moves. */
        PARAMETER,
        /** A value that is computed. */
        VALUE,
        /** A number that is known beforehand. */
        NUMBER,
        /** A function, or its rule. */
        RULE
    }

    /**
     * A name and what it stands for.
     *
     * @param name the name
     * @param span where it is given
     * @param kind what it stands for
     * @param size {@code 4 × 1}; empty for functions
     * @param node the node, unless it is a function or several values
     */
    public record Named(String name, Span span, Kind kind, String size, Optional<Node> node) {}

    /**
     * A parameter as its line gives it.
     *
     * @param parameter the node, with its first numbers
     * @param text what stands behind the =
     * @param sizes where its sizes are written, if they are numbers
     */
    public record Start(Parameter parameter, String text, List<Span> sizes) {}

    /** Keeps copies of the lists. */
    public Program {
        names = List.copyOf(names);
        starts = List.copyOf(starts);
    }

    /**
     * Reads a program.
     *
     * @param data the values of x, y and others, whose shapes may name their axes
     * @param seed for the numbers that weights begin with; each has its own, so that a line more changes no other
     */
    public static Program read(String text, Map<String, Tensor> data, long seed) {
        return new Builder(text, data, seed).read();
    }

    /** The node of this name, if a line gives it one. */
    public Optional<Node> node(String name) {
        return names.stream()
                .filter(one -> one.name().equals(name))
                .flatMap(one -> one.node().stream())
                .findFirst();
    }
}
