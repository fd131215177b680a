package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.RandomNest;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Loops, conditions, checkpoints and equations inside each other compute what their steps compute when they are written
 * out: values, gradients, second derivatives and tangents. Sums are in another order, so derivatives agree to rounding.
 */
class NestProperties {
    @Property
    void nestsAreTheirStepsWrittenOut(@ForAll long seed) {
        RandomNest nest = new RandomNest(seed);
        List<Parameter> parameters = nest.parameters();
        Node looped = nest.looped(), writtenOut = nest.writtenOut();
        Node number = number(looped), sameNumber = number(writtenOut);
        if (!nest.hasEquation()) {
            assertThat(value(number)).isEqualTo(value(sameNumber));
        }
        assertClose(number, sameNumber, 1e-10);
        assertClose(gradients(number, parameters), gradients(sameNumber, parameters), 1e-9);

        Node slope = weighted(number, parameters), sameSlope = weighted(sameNumber, parameters);
        assertClose(gradients(slope, parameters), gradients(sameSlope, parameters), 1e-8);

        List<Node> directions = new ArrayList<>();
        parameters.forEach(parameter -> directions.add(weights(parameter, 7)));
        Node tangent = Tangents.of(looped).along(parameters, directions);
        assertClose(tangent, Tangents.of(writtenOut).along(parameters, directions), 1e-9);

        assertPlannedHasTheSameBits(number, parameters);
        assertPlannedHasTheSameBits(slope, parameters);
        Run planned = Run.of(Graph.of(tangent));
        planned.forward();
        assertThat(planned.value(tangent)).isEqualTo(value(tangent));
    }

    /** A number that depends on all elements of a value. */
    private static Node number(Node value) {
        return value.multiply(weights(value, 3)).sum().add(value.square().sum());
    }

    /** The sum of all first derivatives, with weights. */
    private static Node weighted(Node number, List<Parameter> parameters) {
        Gradients gradients = Gradients.of(number);
        return parameters.stream()
                .<Node>map(parameter ->
                        gradients.wrt(parameter).multiply(weights(parameter, 1)).sum())
                .reduce(Node::add)
                .orElseThrow();
    }

    private static Constant weights(Node of, int seed) {
        return Constant.of(Tensor.generate(of.shape(), i -> Math.scalb((i * 37 + seed * 11) % 17 - 8, -3)));
    }

    private static Node gradients(Node number, List<Parameter> parameters) {
        Gradients gradients = Gradients.of(number);
        return parameters.stream()
                .<Node>map(parameter ->
                        gradients.wrt(parameter).reshape(parameter.shape().elements()))
                .reduce((all, next) -> all.concat(0, next))
                .orElseThrow();
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static void assertClose(Node actual, Node expected, double tolerance) {
        Tensor exact = value(expected);
        double largest = DoubleStream.of(exact.toArray()).map(Math::abs).max().orElse(0);
        assertThat(value(actual).difference(exact).within(0, tolerance * (1 + largest)))
                .as("%s instead of %s", value(actual), exact)
                .isTrue();
    }

    private static void assertPlannedHasTheSameBits(Node number, List<Parameter> parameters) {
        Graph graph = Graph.of(number);
        Evaluator plain = Evaluator.of(graph);
        Gradients gradients = Gradients.of(number);
        List<Parameter> reached = parameters.stream().filter(gradients::reaches).toList();
        for (Run run : List.of(Run.of(graph), Run.builder(graph).loopsAtOnce().build())) {
            assertThat(run.forward()).isEqualTo(plain.value(number).item());
            if (!reached.isEmpty()) {
                run.backward();
            }
            for (Parameter parameter : reached) {
                assertThat(run.gradient(parameter)).as(parameter.label()).isEqualTo(plain.gradient(parameter));
            }
        }
    }
}
