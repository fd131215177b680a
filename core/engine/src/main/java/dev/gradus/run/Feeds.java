package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.graph.Namesakes;
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

/** The values fed to a graph's inputs. A wrong one is refused at once and changes nothing; missing ones are reported together. */
final class Feeds {
    private final Graph graph;
    private final Map<Input, Value> values = new LinkedHashMap<>();

    /** The same values, to be checked in each forward pass. */
    private final Value[] all;

    private long version;

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
        all = values.values().toArray(Value[]::new);
    }

    /** The same feeds, in arrays of their own. */
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

    /** Grows with every feed that is not refused. */
    long version() {
        return version;
    }

    private Value known(Input input) {
        Value value = values.get(input);
        if (value == null) {
            throw new IllegalArgumentException(input.describe() + " is not an input of this graph: " + inputs()
                    + Namesakes.hint(input, graph.nodes()));
        }
        return value;
    }

    private Value fed(Input input) {
        Value value = values.get(input);
        if (value == null) {
            throw refused(
                    input,
                    "is not an input of this graph, which has " + inputs() + Namesakes.hint(input, graph.nodes()));
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

    /** No rows have no length, so they get the expected one. */
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

    /** What to do where it is likely: axes of size 1 are missing or too many, or the batch has another size. */
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
                ? "; sizes are fixed, so " + fed.size(0)
                        + " examples take a graph of their own: BatchRuns makes one for each size"
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
     * Reports every missing feed.
     *
     * @throws FeedException if there is any
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
