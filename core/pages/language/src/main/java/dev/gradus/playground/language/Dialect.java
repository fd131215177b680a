package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What NumPy, SciPy and PyTorch do otherwise than the {@link Vocabulary}. A row takes the place of the function with the same
 * first name; others are added to the family. A subclass adds rows in its constructor.
 */
abstract class Dialect {
    private final Map<String, List<Entry>> families = new LinkedHashMap<>();
    private List<Entry> entries = new ArrayList<>();

    /** A function: its names, the library's own first, its parameters in order, and how its value is made. */
    record Entry(List<String> names, List<String> parameters, Function<WrittenArguments, Value> make) {
        String name() {
            return names.get(0);
        }

        static Entry of(List<String> names, dev.gradus.vocabulary.Entry function) {
            return new Entry(names, function.parameters(), a -> value(function, function.make(a)));
        }

        private static Value value(dev.gradus.vocabulary.Entry function, List<Node> results) {
            return switch (function.results()) {
                case LIST -> items(results);
                case PARTS -> parts(function.parts(), results);
                default -> new Value.Of(results.get(0));
            };
        }
    }

    /** The rows by the title of their family. */
    Map<String, List<Entry>> families() {
        return families;
    }

    /** Says to which family the next rows belong. */
    final void family(String title) {
        entries = families.computeIfAbsent(title, none -> new ArrayList<>());
    }

    /** The vocabulary's function under a name that no row has. */
    final void own(String names, String function) {
        entries.add(Entry.of(List.of(names.split(" ")), Vocabulary.find(function)));
    }

    final void one(String names, UnaryOperator<Node> make) {
        node(names, "x", a -> make.apply(a.x()));
    }

    final void two(String names, BinaryOperator<Node> make) {
        node(names, "x y", a -> make.apply(a.x(), a.node("y")));
    }

    final void node(String names, String parameters, Function<WrittenArguments, Node> make) {
        add(names, parameters, a -> new Value.Of(make.apply(a)));
    }

    final void list(String names, String parameters, Function<WrittenArguments, List<Node>> make) {
        add(names, parameters, a -> items(make.apply(a)));
    }

    final void add(String names, String parameters, Function<WrittenArguments, Value> make) {
        entries.add(new Entry(List.of(names.split(" ")), List.of(parameters.split(" ")), make));
    }

    /** A function with several results, whose names are separated by spaces. */
    final void parts(String names, String parameters, String parts, Function<WrittenArguments, List<Node>> make) {
        add(names, parameters, a -> parts(List.of(parts.split(" ")), make.apply(a)));
    }

    /** Names that mean something in a library that the language does not compute, and what to write instead. */
    final void refused(String names, String parameters, String sentence) {
        add(names, parameters, a -> {
            throw Problem.at(a.span(), "another meaning", sentence);
        });
    }

    private static Value items(List<Node> nodes) {
        return new Value.Items(
                nodes.stream().map(node -> (Value) new Value.Of(node)).toList(), true);
    }

    static Value parts(List<String> names, List<Node> nodes) {
        Map<String, Node> byName = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            byName.put(names.get(i), nodes.get(i));
        }
        return new Value.Several(byName);
    }

    /** Refuses an argument that other libraries have. */
    static void refuse(WrittenArguments a, String name) {
        if (a.has(name)) {
            throw Problem.at(
                    a.span(),
                    "unsupported argument",
                    "The argument " + name + " has no meaning here. Leave it out, or write the arguments by name.");
        }
    }
}
