package dev.gradus.vocabulary;

import dev.gradus.node.Node;
import dev.gradus.vocabulary.Entry.Results;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Functions of one topic. A subclass adds them in its constructor. Names and parameters are separated by spaces, the
 * library's own name comes first, and a parameter that ends with * takes all further positional arguments.
 */
public abstract class Family {
    private final String title;
    private final String remark;
    private final List<Entry> entries = new ArrayList<>();

    Family(String title, String remark) {
        this.title = title;
        this.remark = remark;
    }

    /** The topic. */
    public final String title() {
        return title;
    }

    /** What the costs of these functions are counted in, and the like. */
    public final String remark() {
        return remark;
    }

    /** The functions in order. */
    public final List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** An op of one operand without attributes, whose class has the function's name. */
    final Entry unary(String names, UnaryOperator<Node> op) {
        return op(one(names, op), "");
    }

    /** An op of two operands without attributes, whose class has the function's name and ends with Broadcast. */
    final Entry binary(String names, BinaryOperator<Node> op) {
        return op(two(names, op), "Broadcast");
    }

    private static Entry op(Entry entry, String suffix) {
        String name = entry.names().get(0);
        return entry.op(Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix);
    }

    final Entry one(String names, UnaryOperator<Node> function) {
        return node(names, "x", a -> function.apply(a.x())).operation(in -> function.apply(in.get(0)));
    }

    final Entry two(String names, BinaryOperator<Node> function) {
        return node(names, "x y", a -> function.apply(a.x(), a.node("y")))
                .operation(in -> function.apply(in.get(0), in.get(1)));
    }

    final Entry node(String names, String parameters, Function<Arguments, Node> make) {
        return add(names, parameters, Results.NODE, "", a -> List.of(make.apply(a)));
    }

    final Entry list(String names, String parameters, Function<Arguments, List<Node>> make) {
        return add(names, parameters, Results.LIST, "", make);
    }

    /** A function with several results, whose names are separated by spaces. */
    final Entry parts(String names, String parameters, String parts, Function<Arguments, List<Node>> make) {
        return add(names, parameters, Results.PARTS, parts, make);
    }

    /** What is called in Java alone: it takes Java functions, or it is an object with methods. */
    final Entry described(String calls) {
        return add("", "", Results.NONE, "", a -> List.of()).calls(calls);
    }

    private Entry add(
            String names, String parameters, Results results, String parts, Function<Arguments, List<Node>> make) {
        Entry entry = new Entry(words(names), words(parameters), results, words(parts), make);
        entries.add(entry);
        return entry;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
