package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** The plain evaluator is the reference: a planned run gives the same bits, after every step. */
@Domain(RandomGraph.Domain.class)
class RunAgainstEvaluatorProperties {
    private static final int STEPS = 3;

    @Property
    void valuesAndGradientsAreTheSameBits(@ForAll RandomGraph random) {
        Graph graph = random.graph();
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                assertSameBits(graph, run(random, graph, kernels));
            }
        }
    }

    private static void assertSameBits(Graph graph, Run run) {
        for (int step = 0; step < STEPS; step++) {
            Evaluator plain = run.evaluator();
            run.forward();
            run.backward();
            for (Node node : graph.nodes()) {
                assertThat(run.value(node)).isEqualTo(plain.value(node));
                assertThat(run.gradient(node)).isEqualTo(plain.gradient(node));
            }
            descend(run);
        }
    }

    @Property(tries = 20)
    void runsInParallelGiveTheSameBits(@ForAll RandomGraph random) throws Exception {
        Graph graph = random.graph();
        List<Double> alone = losses(random, graph);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Double>>> together = threads.invokeAll(IntStream.range(0, 8)
                    .mapToObj(thread -> (Callable<List<Double>>) () -> losses(random, graph))
                    .toList());
            for (Future<List<Double>> losses : together) {
                assertThat(losses.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Double> losses(RandomGraph random, Graph graph) {
        Run run = run(random, graph, KernelChoice.SCALAR);
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < 50; step++) {
            losses.add(run.forward());
            run.backward();
            descend(run);
        }
        return losses;
    }

    private static Run run(RandomGraph random, Graph graph, KernelChoice kernels) {
        Node[] all = graph.nodes().toArray(Node[]::new);
        return random.fed(
                Run.builder(graph).keep(all).gradients(all).kernels(kernels).build());
    }

    private static void descend(Run run) {
        for (Parameter parameter : run.graph().parameters()) {
            run.update(parameter, (value, gradient) -> {
                for (int i = 0; i < value.length; i++) {
                    value[i] -= 0.01 * gradient[i];
                }
            });
        }
    }
}
