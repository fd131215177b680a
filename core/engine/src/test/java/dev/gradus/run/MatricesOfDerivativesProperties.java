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
        double[] at = fed.value(x).toArray();
        int columns = at.length;
        for (int column = 0; column < columns; column++) {
            double[] wide = slope(graph, fed, x, column, 2 * STEP);
            double[] slope = slope(graph, fed, x, column, STEP);
            for (int row = 0; row < slope.length; row++) {
                double error = Math.abs(wide[row] - slope[row]);
                if (error < 1e-5 * (1 + Math.abs(slope[row]))) { // at a kink they differ
                    assertThat(matrix.toArray()[row * columns + column])
                            .isCloseTo(slope[row], offset(1e-9 + 2 * error));
                }
            }
        }
    }

    private static double[] slope(Graph graph, Evaluator fed, Input x, int column, double step) {
        double[] high = moved(graph, fed, x, column, step);
        double[] low = moved(graph, fed, x, column, -step);
        double[] slope = new double[high.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (high[i] - low[i]) / (2 * step);
        }
        return slope;
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
