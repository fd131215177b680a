package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.KernelChoice;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Any graph, computed in any way, has the bits of the plain evaluator: planned and not, with scalar and SIMD kernels, on
 * one thread and on two. One graph of sixty is large enough for groups and threads; the statistics say how many had them.
 */
class SameBitsProperties {
    private static final int FOR_THREADS = 32 * 1024;
    private static final Optimization[] NONE = {};

    /** A way to run a graph. */
    private record Way(KernelChoice kernels, int threads, Optimization... without) {
        Run run(RandomGraph graph) {
            return graph.run(
                    options -> options.kernels(kernels).threads(threads).without(without));
        }
    }

    private static final List<Way> WAYS = ways();

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (KernelChoice kernels : KernelChoice.values()) {
            if (kernels.refusal().isEmpty()) {
                ways.add(new Way(kernels, 1, NONE));
                ways.add(new Way(kernels, 2, NONE));
                ways.add(new Way(kernels, 1, Optimization.values()));
                ways.add(new Way(kernels, 2, Optimization.values()));
            }
        }
        return ways;
    }

    @Provide
    Arbitrary<RandomGraph> graphs() {
        return Arbitraries.frequencyOf(
                Tuple.of(59, GradusArbitraries.graphs()), Tuple.of(1, GradusArbitraries.largeGraphs()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void howeverAGraphIsComputed(@ForAll("graphs") RandomGraph graph, @ForAll Optimization without) {
        Evaluator plain = graph.evaluator();
        double[] value = plain.value(graph.objective()).toArray();
        for (Way way : WAYS) {
            assertSameBits(graph, way.run(graph), plain, value);
        }
        Run run = graph.run(options -> options.without(without));
        assertSameBits(graph, run, plain, value);
        Run forwardOnly = graph.run(Run.Builder::forwardOnly);
        forwardOnly.forward();
        assertThat(forwardOnly.value(graph.objective()).toArray()).isEqualTo(value);
        Statistics.label("groups").collect(!run.plan().toString().contains("groups                  0 groups"));
        Statistics.label("large enough for threads")
                .collect(graph.graph().nodes().stream()
                        .anyMatch(node -> node.shape().elements() >= FOR_THREADS));
    }

    private static void assertSameBits(RandomGraph graph, Run run, Evaluator plain, double[] value) {
        run.forward();
        assertThat(run.value(graph.objective()).toArray()).isEqualTo(value);
        Gradients gradients = Gradients.of(run.graph());
        if (run.graph().parameters().stream().anyMatch(gradients::reaches)) { // else a backward pass is refused
            run.backward();
            for (Parameter parameter : run.graph().parameters()) {
                assertThat(run.gradient(parameter)).isEqualTo(plain.gradient(parameter));
            }
        }
    }
}
