package dev.gradus.playground;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.language.Program;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The prediction at the points of a grid: the same lines, read with one row for each point. */
final class Field {
    private final int n;
    private final int columns;
    private final Prediction prediction;
    private final Run run;
    private final Input x;

    private Field(int n, int columns, Prediction prediction, Run run, Input x) {
        this.n = n;
        this.columns = columns;
        this.prediction = prediction;
        this.run = run;
        this.x = x;
    }

    /** Empty if the lines work only for their own number of rows, or predict nothing from x. */
    static Optional<Field> of(String program, DataSet data, int seed, int n) {
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
                .filter(prediction -> prediction.node().shape().elements() == points)
                .flatMap(prediction -> of(prediction, columns, n));
    }

    private static Optional<Field> of(Prediction prediction, int columns, int n) {
        Graph graph = Graph.of(prediction.node());
        Optional<Input> x = graph.inputs().stream()
                .filter(input -> OwnData.usualName(input.label()).equals(Optional.of("x")))
                .findFirst();
        boolean needsMore = graph.inputs().size() != 1;
        return x.filter(input -> !needsMore).map(input -> new Field(n, columns, prediction, Run.of(graph), input));
    }

    boolean isOf(int pointsPerAxis) {
        return n == pointsPerAxis;
    }

    double[] values(Training training, double x0, double x1, double y0, double y1) {
        for (Parameter parameter : run.graph().parameters()) {
            training.parameters().stream()
                    .filter(one ->
                            one.label().equals(parameter.label()) && one.shape().equals(parameter.shape()))
                    .forEach(one -> run.parameters()
                            .set(parameter, training.run().parameters().get(one)));
        }
        run.feed(x, grid(x0, x1, y0, y1));
        run.forward();
        Tensor values = run.value(prediction.node());
        return prediction.probabilities(values).toArray();
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
