package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The values fed to a graph's inputs. A wrong feed throws and changes nothing. All missing feeds are reported together.
 */
final class Feeds {
    private final Graph graph;
    private final Map<Input, Value> values = new LinkedHashMap<>();

    /** The same values as an array, because each forward pass checks them. */
    private final Value[] all;

    private long version;

    /** An input's array, and whether it was fed completely. An error may interrupt the copying. */
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
        all = values.values().toArray(Value[]::new);
    }

    Feeds copy() {
        Feeds copy = new Feeds(graph);
        values.forEach((input, value) -> {
            Value own = copy.known(input);
            System.arraycopy(value.array, 0, own.array, 0, value.array.length);
            own.isWhole = value.isWhole;
        });
        return copy;
    }

    double[] value(Input input) {
        return known(input).array;
    }

    /** Increases with every successful feed. */
    long version() {
        return version;
    }

    private Value known(Input input) {
        Value value = values.get(input);
        if (value == null) {
            throw new IllegalArgumentException(input.describe() + " is not an input of this graph: " + inputs()
                    + Lookalikes.hint(input, graph.nodes()));
        }
        return value;
    }

    private Value fed(Input input) {
        Value value = values.get(input);
        if (value == null) {
            throw refused(
                    input,
                    "is not an input of this graph, which has " + inputs() + Lookalikes.hint(input, graph.nodes()));
        }
        return value;
    }

    private void begin(Value value) {
        version++;
        value.isWhole = false;
    }

    void feed(Input input, Tensor tensor) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(tensor, "value");
        Value value = accepting(input, tensor.shape());
        begin(value);
        tensor.copyTo(value.array);
        value.isWhole = true;
    }

    void feed(Input input, double[] rowMajor) {
        Objects.requireNonNull(input, "input");
        Value value = fed(input);
        int elements = value.array.length;
        Objects.requireNonNull(rowMajor, "rowMajor");
        if (rowMajor.length != elements) {
            throw refused(
                    input, "was fed " + rowMajor.length + " numbers, but " + input.shape() + " takes " + elements);
        }
        begin(value);
        System.arraycopy(rowMajor, 0, value.array, 0, elements);
        value.isWhole = true;
    }

    void feed(Input input, double[][] rows) {
        Objects.requireNonNull(input, "input");
        int columns = columns(input, rows);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw refused(
                        input,
                        "was fed rows of different lengths: row 0 has " + columns + " numbers, row " + row + " has "
                                + rows[row].length);
            }
        }
        Value value = accepting(input, Shape.of(rows.length, columns));
        begin(value);
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, value.array, row * columns, columns);
        }
        value.isWhole = true;
    }

    /** Returns the length of row 0. Without rows, it is the expected length. */
    private static int columns(Input input, double[][] rows) {
        Objects.requireNonNull(rows, "rows");
        if (rows.length > 0) {
            return rows[0].length;
        }
        return input.shape().rank() == 2 ? input.shape().size(1) : 0;
    }

    private Value accepting(Input input, Shape shape) {
        Value value = fed(input);
        if (!input.shape().equals(shape)) {
            throw refused(input, "was fed " + shape + ", but is " + input.shape() + remedy(input.shape(), shape));
        }
        return value;
    }

    /** Suggests a remedy if only axes of size 1 differ, or only the batch size. */
    private static String remedy(Shape wanted, Shape fed) {
        int[] sizes = wanted.sizes();
        if (Arrays.equals(withoutOnes(sizes), withoutOnes(fed.sizes()))) {
            return "; feed value.reshape("
                    + Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + ")";
        }
        boolean isOtherBatch = fed.rank() == sizes.length
                && sizes.length > 0
                && Arrays.equals(sizes, 1, sizes.length, fed.sizes(), 1, sizes.length);
        return isOtherBatch
                ? "; sizes are fixed, so a batch of " + fed.size(0)
                        + " examples needs its own graph: BatchRuns builds one for each size"
                : "";
    }

    private static int[] withoutOnes(int[] sizes) {
        return Arrays.stream(sizes).filter(size -> size != 1).toArray();
    }

    private static FeedException refused(Input input, String why) {
        return new FeedException(List.of(input.label() + " " + why));
    }

    private String inputs() {
        return values.isEmpty()
                ? "none"
                : values.keySet().stream().map(Input::label).collect(Collectors.joining(", "));
    }

    /**
     * Checks that all inputs were fed.
     *
     * @throws FeedException if any was not; the message lists all of them
     */
    void check() {
        for (Value value : all) {
            if (!value.isWhole) {
                throw new FeedException(values.entrySet().stream()
                        .filter(each -> !each.getValue().isWhole)
                        .map(each -> missing(each.getKey()))
                        .toList());
            }
        }
    }

    void checkHasValue(Node node) {
        if (node instanceof Input input && !known(input).isWhole) {
            throw new FeedException(List.of(missing(input)));
        }
    }

    private static String missing(Input input) {
        return input.describe() + " was not fed";
    }
}
