package dev.gradus.vocabulary;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The arguments of one call, by the names of the function's parameters. What reads calls implements it, and throws
 * exceptions of its own where an argument is missing or of another type.
 */
public interface Arguments {
    /** Whether the argument is given, be it as None. */
    boolean isGiven(String name);

    /** Whether the argument is given, and not None. */
    boolean has(String name);

    /** An array, as a node. */
    Node node(String name);

    /** Several arrays. */
    List<Node> nodes(String name);

    /** A number. */
    double number(String name);

    /** A whole number. */
    int whole(String name);

    /** Several whole numbers. */
    int[] wholes(String name);

    /** Sizes, with the names of their axes. */
    Shape shape(String name);

    /** True or false. */
    boolean truth(String name);

    /** A text. */
    String text(String name);

    /** Numbers that are known before the graph runs. */
    Tensor tensor(String name);

    /** One of a type's constants. */
    <E extends Enum<E>> E constant(String name, Class<E> type);

    /** A number, or another one if none is given. */
    default double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /** A whole number, or another one if nothing is given. None is not a number. */
    default int whole(String name, int otherwise) {
        return isGiven(name) ? whole(name) : otherwise;
    }

    /** True or false, or another value if none is given. */
    default boolean truth(String name, boolean otherwise) {
        return has(name) ? truth(name) : otherwise;
    }

    /** Whole numbers; empty if none are given. */
    default Optional<int[]> axes(String name) {
        return has(name) ? Optional.of(wholes(name)) : Optional.empty();
    }

    /** The axes that the argument {@code axis} names; all axes of x if it is missing. */
    default int[] axes(Node x) {
        return axes("axis").orElseGet(() -> IntStream.range(0, x.shape().rank()).toArray());
    }

    /** The axes that the argument {@code axis} names; all axes of the argument x if it is missing. */
    default int[] axes() {
        return axes(x());
    }

    /** The argument that most functions have first. */
    default Node x() {
        return node("x");
    }

    /** The argument {@code axis}. */
    default int axis() {
        return whole("axis");
    }

    /** The argument {@code indices}. */
    default Node indices() {
        return node("indices");
    }

    /** The argument {@code epsilon}, 1e-5 if it is missing. */
    default double epsilon() {
        return number("epsilon", 1e-5);
    }

    /** The argument {@code keepdims}, false if it is missing. */
    default boolean keepDims() {
        return truth("keepdims", false);
    }

    /** Several arrays. */
    default Node[] nodeArray(String name) {
        return nodes(name).toArray(Node[]::new);
    }
}
