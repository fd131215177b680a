package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.StopGradient;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Only what depends on an element is recomputed, with the bits of the whole. */
class PerturbationTest {
    @Property
    void aPartGivesTheBitsOfTheWholeInRandomGraphs(@ForAll long seed) {
        Node J = RandomGraph.of(seed);
        if (Graph.of(J).nodes().stream().noneMatch(StopGradient.class::isInstance)) {
            holds(J, seed);
        }
    }

    /** Blocks that are rows, columns, single numbers, joined or everything, and sizes for which vector code is used. */
    @Example
    void aPartGivesTheBitsOfTheWholeInAWideGraph() {
        SplittableRandom random = new SplittableRandom(0);
        Parameter x = parameter("x", random, 20, 9), W = parameter("W", random, 9, 17);
        Parameter row = parameter("row", random, 1, 17), column = parameter("column", random, 20, 1);
        Parameter vector = parameter("vector", random, 17), number = parameter("number", random);
        Node z = x.matMul(W).add(row).multiply(column).subtract(vector).multiply(number);
        Node both = z.sigmoid()
                .add(z.tanh())
                .add(row.multiply(row))
                .maximum(z.transpose().transpose());
        Node square = both.matMul(W.transpose()).matMul(W.multiply(column.sum()));
        holds(z.greater(0).where(square, both.divide(number)).mean(), 1);
    }

    /** Rows and columns of products whose batches are broadcast against each other. */
    @Example
    void aPartGivesTheBitsOfTheWholeInABatch() {
        SplittableRandom random = new SplittableRandom(0);
        Parameter a = parameter("a", random, 3, 1, 4, 9), b = parameter("b", random, 1, 2, 9, 17);
        Parameter matrix = parameter("matrix", random, 2, 17, 5), one = parameter("one", random, 1, 1, 1);
        Node product = a.batchMatMul(b).tanh().batchMatMul(matrix);
        holds(product.add(a.sum(3).keepDims().batchMatMul(one)).square().mean(), 2);
    }

    private static Parameter parameter(String name, SplittableRandom random, int... sizes) {
        return Parameter.of(name, Tensor.generate(Shape.of(sizes), position -> 2 * random.nextDouble() - 1));
    }

    private static void holds(Node J, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = Graph.of(J);
        Parameters parameters = Parameters.of(graph);
        NodeArrays values = new NodeArrays(Evaluator.of(graph));
        for (Parameter parameter : graph.parameters()) {
            Perturbation perturbation = new Perturbation(values, graph.nodes(), parameter, J);
            for (int position : Sample.of(parameter.shape().elements(), 8, random)) {
                List<Double> moved = List.of(parameter.initialValue().toArray()[position] + 0.25, -random.nextDouble());
                for (double value : moved) {
                    double[] numbers = parameter.initialValue().toArray();
                    numbers[position] = value;
                    parameters.set(parameter, Tensor.of(parameter.shape(), numbers));
                    double whole = Evaluator.of(graph, parameters).value(J).item();
                    double part = perturbation.objective(position, value);
                    assertThat(Double.doubleToLongBits(part))
                            .as("%s by element %d of %s: %s and %s", graph, position, parameter, part, whole)
                            .isEqualTo(Double.doubleToLongBits(whole));
                }
            }
            parameters.set(parameter, parameter.initialValue());
        }
    }
}
