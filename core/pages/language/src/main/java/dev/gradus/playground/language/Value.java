package dev.gradus.playground.language;

import dev.gradus.node.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of an expression. */
sealed interface Value {
    /** A node of the graph. */
    record Of(Node node) implements Value {}

    /**
     * A number that is known before the graph runs: a size, an axis, a factor.
     *
     * @param name the name for an axis of this size, or the empty string
     * @param node the node that represents it in formulas, if it has a name
     */
    record Scalar(double value, String name, Optional<Node> node) implements Value {
        static Scalar of(double value) {
            return new Scalar(value, "", Optional.empty());
        }
    }

    /** A list or a tuple. */
    record Items(List<Value> items, boolean isTuple) implements Value {}

    /** Text between quotes. */
    record Text(String text) implements Value {}

    /** {@code True} or {@code False}. */
    record Truth(boolean isTrue) implements Value {}

    /** {@code None}, or the name of a type. */
    record Nothing(String name) implements Value {}

    /** The results of a function that has several, such as a factorization. */
    record Several(Map<String, Node> byName) implements Value {}

    /** A layer of PyTorch: a function with weights. */
    record Layer(Application apply) implements Value {}

    /** What a layer does. */
    interface Application {
        /** @param span where it is called */
        Value to(List<WrittenArguments.Given> inputs, Span span);
    }

    /** The kind of value, for messages. */
    default String kind() {
        if (this instanceof Of) {
            return "an array";
        } else if (this instanceof Scalar) {
            return "a number";
        } else if (this instanceof Items items) {
            return items.isTuple() ? "a tuple" : "a list";
        } else if (this instanceof Text) {
            return "a text";
        } else if (this instanceof Truth) {
            return "True or False";
        }
        return this instanceof Several ? "several results" : this instanceof Layer ? "a layer" : "nothing";
    }
}
