package dev.gradus.playground.predict;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prediction and the hidden units at the points of a grid: the same lines, read with one row for each point. */
public final class Field {
    /** More units of a layer have no picture. */
    private static final int MOST_UNITS = 32;

    private static final int MOST_CLASSES = 10;

    private final int n;
    private final int columns;
    private final Prediction prediction;
    private final List<Op> layers;
    private final OtherRows rows;
    private final Input x;

    private Field(int n, int columns, Prediction prediction, List<Op> layers, OtherRows rows, Input x) {
        this.n = n;
        this.columns = columns;
        this.prediction = prediction;
        this.layers = layers;
        this.rows = rows;
        this.x = x;
    }

    /**
     * Reads the lines with one row for each point.
     *
     * @param hasLayers whether the hidden layers are kept, too
     * @return empty if the lines work only for their own number of rows, or predict nothing from x
     */
    public static Optional<Field> of(String program, DataSet data, int seed, int n, boolean hasLayers) {
        int columns = data.x().shape().size(1);
        int points = columns == 2 ? n * n : n;
        Map<String, Tensor> grid = new LinkedHashMap<>();
        data.tensors().forEach((name, tensor) -> {
            int[] sizes = tensor.shape().sizes();
            sizes[0] = points;
            grid.put(name, Tensor.zeros(Shape.of(sizes)));
        });
        Program read = Program.onData(program, grid, seed);
        return Prediction.of(read)
                .filter(prediction -> isForEach(points, prediction.node().shape()))
                .flatMap(prediction -> of(prediction, columns, n, hasLayers && columns == 2));
    }

    private static boolean isForEach(int points, Shape shape) {
        return shape.elements() == points
                || shape.rank() == 2 && shape.size(0) == points && shape.size(1) <= MOST_CLASSES;
    }

    private static Optional<Field> of(Prediction prediction, int columns, int n, boolean hasLayers) {
        List<Op> layers = hasLayers ? layers(prediction.node(), n * n) : List.of();
        List<Node> nodes = new ArrayList<>(List.of(prediction.node()));
        layers.forEach(layer -> nodes.addAll(List.of(layer, layer.inputs().get(0))));
        OtherRows rows = new OtherRows(nodes.stream().distinct().toList());
        return rows.onlyX().map(x -> new Field(n, columns, prediction, layers, rows, x));
    }

    /** The hidden layers: functions of single elements of what depends on weights. */
    private static List<Op> layers(Node prediction, int points) {
        return Graph.of(prediction).nodes().stream()
                .filter(node -> node != prediction && isLayer(node, points))
                .map(Op.class::cast)
                .toList();
    }

    private static boolean isLayer(Node node, int points) {
        Shape shape = node.shape();
        return node instanceof Op op
                && op.inputs().size() == 1
                && op.inputs().get(0) instanceof Op
                && op.dependence().isElementwise()
                && shape.rank() == 2
                && shape.size(0) == points
                && shape.size(1) > 1
                && shape.size(1) <= MOST_UNITS
                && !Graph.of(op).parameters().isEmpty();
    }

    /** Whether the grid has this many points along each axis. */
    public boolean isOf(int pointsPerAxis) {
        return n == pointsPerAxis;
    }

    /** The hidden layers. */
    public List<Op> layers() {
        return layers;
    }

    private void compute(Training training, double x0, double x1, double y0, double y1) {
        rows.feed(x, grid(x0, x1, y0, y1));
        rows.compute(training);
    }

    /** The predictions: one number for each point, or one for each point and class. */
    public double[] values(Training training, double x0, double x1, double y0, double y1) {
        compute(training, x0, x1, y0, y1);
        return prediction.probabilities(rows.value(prediction.node())).toArray();
    }

    /** The outputs of all hidden units, layer after layer, point after point. */
    public double[] units(Training training, double x0, double x1, double y0, double y1) {
        compute(training, x0, x1, y0, y1);
        return layers.stream()
                .flatMapToDouble(layer -> Arrays.stream(rows.value(layer).toArray()))
                .toArray();
    }

    /** What goes into the function of one hidden unit: it is 0 along the unit's line. */
    public double[] unit(Training training, int layer, int unit, double x0, double x1, double y0, double y1) {
        compute(training, x0, x1, y0, y1);
        Tensor inputs = rows.value(layers.get(layer).inputs().get(0));
        double[] values = new double[inputs.shape().size(0)];
        for (int point = 0; point < values.length; point++) {
            values[point] = inputs.get(point, unit);
        }
        return values;
    }

    private double[] grid(double x0, double x1, double y0, double y1) {
        double[] grid = new double[x.shape().elements()];
        for (int i = 0; i < grid.length / columns; i++) {
            grid[i * columns] = x0 + (x1 - x0) * (i % n) / (n - 1);
            if (columns == 2) {
                int row = i / n;
                grid[i * columns + 1] = y1 - (y1 - y0) * row / (n - 1);
            }
        }
        return grid;
    }
}
