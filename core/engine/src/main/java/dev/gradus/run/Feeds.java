package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.graph.Namesakes;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The values fed to a graph's inputs, and their faults. */
final class Feeds {
    private final Graph graph;
    private final Map<Input, Value> values = new LinkedHashMap<>();
    private final Map<Input, String> wrong = new LinkedHashMap<>();

    private int missing;

    /** An input's array, and whether it was fed completely, because an error may end the copying. */
    private static final class Value {
        private final double[] array;
        private boolean isWhole;

        Value(Input input) {
            array = new double[input.shape().elements()];
        }
    }

    Feeds(Graph graph) {
        this.graph = graph;
        graph.inputs().forEach(input -> values.put(input, new Value(input)));
        missing = values.size();
    }

    /** The same feeds and faults, in arrays of their own. */
    Feeds copy() {
        Feeds copy = new Feeds(graph);
        values.forEach((input, value) -> {
            Value own = copy.known(input);
            System.arraycopy(value.array, 0, own.array, 0, value.array.length);
            own.isWhole = value.isWhole;
        });
        copy.missing = missing;
        copy.wrong.putAll(wrong);
        return copy;
    }

    double[] value(Input input) {
        return known(input).array;
    }

    private Value known(Input input) {
        Value value = values.get(input);
        if (value == null) {
            throw new IllegalArgumentException(input.describe() + " is not an input of this graph: " + inputs()
                    + Namesakes.hint(input, graph.nodes()));
        }
        return value;
    }

    private void begin(Value value) {
        if (value.isWhole) {
            value.isWhole = false;
            missing++;
        }
    }

    private void end(Value value) {
        value.isWhole = true;
        missing--;
    }

    void feed(Input input, Tensor tensor) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(tensor, "value");
        if (accepts(input, tensor.shape())) {
            Value value = known(input);
            begin(value);
            tensor.copyTo(value.array);
            end(value);
        }
    }

    void feed(Input input, double[] rowMajor) {
        Objects.requireNonNull(input, "input");
        int elements = input.shape().elements();
        if (rowMajor.length != elements && values.containsKey(input)) {
            refuse(input, "was fed " + rowMajor.length + " numbers, but " + input.shape() + " takes " + elements);
        } else if (accepts(input, input.shape())) {
            Value value = known(input);
            begin(value);
            System.arraycopy(rowMajor, 0, value.array, 0, elements);
            end(value);
        }
    }

    void feed(Input input, double[][] rows) {
        Objects.requireNonNull(input, "input");
        int columns = columns(input, rows);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                refuse(
                        input,
                        "was fed rows of different lengths: row 0 has " + columns + " numbers, row " + row + " has "
                                + rows[row].length);
                return;
            }
        }
        if (accepts(input, Shape.of(rows.length, columns))) {
            Value value = known(input);
            begin(value);
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, value.array, row * columns, columns);
            }
            end(value);
        }
    }

    /** No rows have no length, so they get the expected one. */
    private static int columns(Input input, double[][] rows) {
        if (rows.length > 0) {
            return rows[0].length;
        }
        return input.shape().rank() == 2 ? input.shape().size(1) : 0;
    }

    /** All feed errors are reported at once, when the run needs the feeds. */
    private boolean accepts(Input input, Shape shape) {
        if (!values.containsKey(input)) {
            refuse(
                    input,
                    "is not an input of this graph, which has " + inputs() + Namesakes.hint(input, graph.nodes()));
            return false;
        }
        if (!input.shape().equals(shape)) {
            refuse(input, "was fed " + shape + ", but is " + input.shape());
            return false;
        }
        wrong.remove(input);
        return true;
    }

    private void refuse(Input input, String why) {
        wrong.put(input, why);
    }

    private String inputs() {
        return values.isEmpty()
                ? "none"
                : values.keySet().stream().map(Input::label).collect(Collectors.joining(", "));
    }

    /**
     * Reports every wrong and every missing feed at once.
     *
     * @throws FeedException if there is any
     */
    void check() {
        if (wrong.isEmpty() && missing == 0) {
            return;
        }
        List<String> faults = new ArrayList<>();
        wrong.forEach((input, why) -> faults.add(input.label() + " " + why));
        values.forEach((input, value) -> {
            if (!value.isWhole && !wrong.containsKey(input)) {
                faults.add(missing(input));
            }
        });
        wrong.keySet().retainAll(values.keySet()); // an unknown input is reported once, it can't be fed rightly
        throw new FeedException(faults);
    }

    /** @throws FeedException if the node is an input without a value */
    void checkHasValue(Node node) {
        if (node instanceof Input input && !known(input).isWhole) {
            throw new FeedException(List.of(missing(input)));
        }
    }

    private static String missing(Input input) {
        return input.describe() + " was not fed";
    }
}
