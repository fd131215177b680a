package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Jacobians by rows, by columns and by differences are one matrix, and Hessians are symmetric. */
@Domain(RandomGraph.Domain.class)
@Domain(DomainContext.Global.class)
class MatricesOfDerivativesProperties {
    private static final double STEP = 1e-4;

    @Property(tries = 200)
    void rowsColumnsAndDifferencesAgree(@ForAll RandomGraph random) {
        Node y = random.nodes().get(random.nodes().size() - 1).tanh();
        Input x = (Input) random.nodes().get(0);
        Evaluator fed = random.evaluator();
        Jacobian byRows = Jacobian.of(y).byRows().wrt(x);
        Jacobian byColumns = Jacobian.of(y).byColumns().wrt(x);
        Graph graph = Graph.of(y);
        for (Input input : graph.inputs()) {
            byRows.feed(input, fed.value(input));
            byColumns.feed(input, fed.value(input));
        }
        Tensor matrix = byRows.value();
        assertThat(byColumns.value().difference(matrix).within(1e-11, 1e-11)).isTrue();
        boolean isStopped = graph.nodes().stream().anyMatch(node -> node instanceof Op op && op.stopsGradient());
        if (isStopped || !graph.inputs().contains(x)) {
            return; // no difference shows a derivative that is stopped
        }
        double[] here = moved(graph, fed, x, 0, 0);
        int columns = x.shape().elements();
        for (int column = 0; column < columns; column++) {
            Differences wide = Differences.around(here, graph, fed, x, column, 2 * STEP);
            Differences narrow = Differences.around(here, graph, fed, x, column, STEP);
            for (int row = 0; row < here.length; row++) {
                double slope = narrow.first[row];
                double error = Math.abs(wide.first[row] - slope);
                // At a kink slopes differ. Where only rounding decides between two branches, the one here may be
                // another than
                // everywhere around; then the second differences, four to one for a smooth function, show the jump.
                boolean isSmooth = error < 1e-5 * (1 + Math.abs(slope))
                        && Math.abs(wide.second[row] - 4 * narrow.second[row]) < 1e-12;
                if (isSmooth) {
                    assertThat(matrix.toArray()[row * columns + column]).isCloseTo(slope, offset(1e-9 + 2 * error));
                }
            }
        }
    }

    /** (f(x + h) − f(x − h)) / 2h and f(x + h) + f(x − h) − 2 f(x). */
    private record Differences(double[] first, double[] second) {
        static Differences around(double[] here, Graph graph, Evaluator fed, Input x, int column, double step) {
            double[] high = moved(graph, fed, x, column, step);
            double[] low = moved(graph, fed, x, column, -step);
            double[] first = new double[here.length];
            double[] second = new double[here.length];
            for (int i = 0; i < here.length; i++) {
                first[i] = (high[i] - low[i]) / (2 * step);
                second[i] = high[i] + low[i] - 2 * here[i];
            }
            return new Differences(first, second);
        }
    }

    private static double[] moved(Graph graph, Evaluator fed, Input x, int index, double by) {
        Evaluator moved = Evaluator.of(graph);
        for (Input input : graph.inputs()) {
            double[] value = fed.value(input).toArray();
            if (input.equals(x)) {
                value[index] += by;
            }
            moved.feed(input, Tensor.of(input.shape(), value));
        }
        return moved.value(graph.outputs().get(0)).toArray();
    }

    @Property(tries = 200)
    void hessiansAreSymmetric(@ForAll RandomGraph random) {
        Input x = (Input) random.nodes().get(0);
        Evaluator fed = random.evaluator();
        Hessian hessian = Hessian.of(random.objective()).wrt(x);
        for (Input input : random.graph().inputs()) {
            hessian.feed(input, fed.value(input));
        }
        int n = x.shape().elements();
        Tensor matrix = hessian.value().reshape(n, n);
        double largest = 1;
        for (double element : matrix.toArray()) {
            largest = Math.max(largest, Math.abs(element));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(matrix.get(i, j)).isCloseTo(matrix.get(j, i), offset(1e-12 * largest));
            }
        }
    }
}
