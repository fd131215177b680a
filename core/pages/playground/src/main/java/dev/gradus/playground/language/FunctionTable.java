package dev.gradus.playground.language;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions of one family. A subclass adds them in its constructor. Names and parameters are separated by spaces;
 * the library's own name comes first, and a parameter that ends with * takes all further positional arguments.
 */
abstract class FunctionTable {
    private final List<Entry> entries = new ArrayList<>();

    /** A function: its names, the library's own first, its parameters in order, and how its value is made. */
    record Entry(List<String> names, List<String> parameters, Function<Arguments, Value> make) {
        String name() {
            return names.get(0);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    final void one(String names, UnaryOperator<Node> make) {
        node(names, "x", a -> make.apply(a.x()));
    }

    final void two(String names, BinaryOperator<Node> make) {
        node(names, "x y", a -> make.apply(a.x(), a.node("y")));
    }

    final void node(String names, String parameters, Function<Arguments, Node> make) {
        add(names, parameters, a -> new Value.Of(make.apply(a)));
    }

    final void list(String names, String parameters, Function<Arguments, List<Node>> make) {
        add(
                names,
                parameters,
                a -> new Value.Items(
                        make.apply(a).stream()
                                .map(node -> (Value) new Value.Of(node))
                                .toList(),
                        true));
    }

    final void add(String names, String parameters, Function<Arguments, Value> make) {
        entries.add(new Entry(List.of(names.split(" ")), List.of(parameters.split(" ")), make));
    }

    // Arguments that several functions share

    /** Refuses an argument that other libraries have. */
    static void refuse(Arguments a, String name) {
        if (a.has(name)) {
            throw Problem.at(
                    a.span(),
                    "unsupported argument",
                    "The argument " + name + " has no meaning here. Leave it out, or write the arguments by name.");
        }
    }

    /** The axes that the argument {@code axis} names; all axes of x if it is missing. */
    static int[] axes(Arguments a) {
        return axes(a.x(), a);
    }

    static int[] axes(Node x, Arguments a) {
        return a.axes("axis")
                .orElseGet(() -> IntStream.range(0, x.shape().rank()).toArray());
    }

    /** The constant that the argument names, whatever its capitals and underscores. */
    static <E extends Enum<E>> E named(Arguments a, String name, E[] all) {
        String wanted = Library.letters(a.text(name));
        for (E one : all) {
            if (Library.letters(one.name()).equals(wanted)) {
                return one;
            }
        }
        throw Problem.at(
                a.span(),
                "unknown value",
                "The argument " + name + " must be one of "
                        + Arrays.stream(all)
                                .map(one -> "\"" + one.name().toLowerCase(Locale.ROOT) + "\"")
                                .collect(Collectors.joining(", "))
                        + ".");
    }
}
