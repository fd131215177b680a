package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Whatever optimizations are on, and whatever else is kept, the results are those of the plain evaluator, bit for bit. */
@Domain(RandomGraph.Domain.class)
@Domain(DomainContext.Global.class)
class OptimizationProperties {
    private static final int STEPS = 3;

    @Property
    void anyPassesLeaveEveryBit(@ForAll RandomGraph random, @ForAll Set<Optimization> off, @ForAll List<Boolean> keep) {
        Graph graph = random.graph();
        Node[] kept = graph.nodes().stream()
                .filter(node -> !keep.isEmpty() && keep.get(graph.nodes().indexOf(node) % keep.size()))
                .toArray(Node[]::new);
        Run run = random.fed(Run.builder(graph)
                .without(off.toArray(Optimization[]::new))
                .keep(kept)
                .gradients(graph.inputs().toArray(Node[]::new))
                .gradients(kept)
                .build());
        Set<Node> differentiated = new HashSet<>(graph.inputs());
        differentiated.addAll(graph.parameters());
        for (int step = 0; step < STEPS; step++) {
            Evaluator plain = run.evaluator();
            assertThat(run.forward())
                    .isEqualTo(plain.value(graph.outputs().get(0)).item());
            run.backward();
            run.backward();
            for (Node node : kept) {
                assertThat(run.value(node)).isEqualTo(plain.value(node));
                assertThat(run.gradient(node)).isEqualTo(plain.gradient(node));
            }
            for (Node leaf : differentiated) {
                assertThat(run.gradient(leaf)).isEqualTo(plain.gradient(leaf));
            }
            descend(run);
        }
    }

    @Property
    void lessIsComputedAndHeldThanWithoutPasses(@ForAll RandomGraph random) {
        Plan planned = Run.of(random.graph()).plan();
        Plan plain = Run.builder(random.graph())
                .without(Optimization.values())
                .build()
                .plan();
        assertThat(planned.ops()).isLessThanOrEqualTo(plain.ops());
        assertThat(planned.bytes()).isLessThanOrEqualTo(plain.bytes());
    }

    private static void descend(Run run) {
        for (Parameter parameter : run.graph().parameters()) {
            Tensor gradient = run.gradient(parameter);
            Tensor value = run.parameters().get(parameter);
            double[] next = new double[gradient.shape().elements()];
            for (int i = 0; i < next.length; i++) {
                next[i] = value.toArray()[i] - 0.01 * gradient.toArray()[i];
            }
            run.parameters().set(parameter, Tensor.of(parameter.shape(), next));
        }
    }
}
