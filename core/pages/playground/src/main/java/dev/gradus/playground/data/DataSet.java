package dev.gradus.playground.data;

import dev.gradus.playground.language.OwnData;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a program: x and y, and the names of their columns.
 *
 * @param source the name of the set in {@link DataSets}, {@code csv} or {@code drawn}
 * @param title a few words, which a page writes after "on"
 * @param seed the seed of its noise
 * @param isChanged whether numbers have been changed by the user
 * @param columns the names of x's columns
 * @param tensors the values by name, x first
 */
public record DataSet(
        String source, String title, int seed, boolean isChanged, List<String> columns, Map<String, Tensor> tensors) {

    /** The labels of more classes are taken for numbers. */
    static final int MOST_CLASSES = 5;

    /** Copies the collections. */
    public DataSet {
        columns = List.copyOf(columns);
        tensors = new LinkedHashMap<>(tensors);
    }

    /** Creates data from x (n_batch, n_in) and y (n_batch, n_out), and names their axes. */
    static DataSet of(String source, String title, int seed, List<String> columns, Tensor x, Tensor y) {
        return of(source, title, seed, columns, x, y, "n_batch");
    }

    /** The same with another name for the axis of the rows, as for the positions of a text. */
    static DataSet of(String source, String title, int seed, List<String> columns, Tensor x, Tensor y, String rows) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", x.shape().rank() == 2 ? x.named(rows, "n_in") : x.named(rows));
        tensors.put("y", y.shape().rank() == 2 ? y.named(rows, "n_out") : y.named(rows));
        return new DataSet(source, title, seed, false, columns, tensors);
    }

    /** No data, for lines that need none. */
    public static DataSet none() {
        return new DataSet("none", "no data", 0, false, List.of(), Map.of());
    }

    /** Whether the data are points in a plane with labels 0, 1 and so on. */
    public boolean isPlane() {
        return hasSizes(2) && classes() > 0;
    }

    /** Whether y is a function of one number. */
    public boolean isFit() {
        return hasSizes(1) && y().shape().rank() == 2;
    }

    private boolean hasSizes(int columns) {
        return tensors.containsKey("x")
                && tensors.containsKey("y")
                && x().shape().rank() == 2
                && x().shape().size(1) == columns
                && y().shape().rank() > 0
                && y().shape().elements() == y().shape().size(0);
    }

    /** The number of classes if y contains only labels: at least 2; otherwise 0. */
    public int classes() {
        double most = 1;
        for (double label : y().toArray()) {
            if (label != Math.rint(label) || label < 0 || label >= MOST_CLASSES) {
                return 0;
            }
            most = Math.max(most, label);
        }
        return (int) most + 1;
    }

    /** The inputs, a row for each example. */
    public Tensor x() {
        return get("x");
    }

    /** The targets, a row for each example. */
    public Tensor y() {
        return get("y");
    }

    /** The values with this name, which must exist. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the data has no " + name);
        }
        return tensor;
    }

    /** The number of examples; 0 if there is no x. */
    public int rows() {
        return tensors.containsKey("x") ? x().shape().size(0) : 0;
    }

    /**
     * The rows of x and y in turn: x₁, x₂, y if they are points in a plane, or x, y if y is a function of one number; otherwise
     * empty.
     */
    public double[] points() {
        if (!isPlane() && !isFit()) {
            return new double[0];
        }
        int width = x().shape().size(1);
        double[] x = x().toArray();
        double[] y = y().toArray();
        double[] points = new double[y.length * (width + 1)];
        for (int i = 0; i < y.length; i++) {
            System.arraycopy(x, i * width, points, i * (width + 1), width);
            points[i * (width + 1) + width] = y[i];
        }
        return points;
    }

    /** The data that lines define instead of these, under their own names and as x and y. */
    public DataSet owned(Map<String, Tensor> own) {
        if (own.isEmpty()) {
            return this;
        }
        Map<String, Tensor> all = new LinkedHashMap<>(tensors);
        own.forEach((name, tensor) -> OwnData.usualName(name).ifPresent(usual -> all.put(usual, tensor)));
        all.putAll(own);
        return new DataSet("lines", "your numbers", seed, isChanged, List.of(), all);
    }

    /** A copy with numbers of the user in one of the tensors. */
    DataSet with(String name, double... values) {
        DataSet changed = numbers(name, values);
        return new DataSet(source, title, seed, true, columns, changed.tensors);
    }

    /** A copy with other numbers in one of the tensors. */
    public DataSet numbers(String name, double... values) {
        Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
        changed.put(name, Tensor.of(get(name).shape(), values));
        return new DataSet(source, title, seed, isChanged, columns, changed);
    }

    /** Some of the rows. */
    public DataSet rows(int... indices) {
        Map<String, Tensor> taken = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> taken.put(name, tensor.rows(indices)));
        return new DataSet(source, title, seed, isChanged, columns, taken);
    }
}
