package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Fault.Breaking;
import dev.gradus.run.Fault.BreakingFormula;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * An op throws something at one of its calls. Whatever the run says afterwards is a refusal, or the bits of the plain
 * evaluator; and the next forward and backward pass give those bits.
 *
 * <p>{@code mvn test -Dtest=InjectedFaultsProperties -Dgradus.tries=20000} tries as many graphs.
 */
@Domain(RandomGraph.SmallAndLarge.class)
@Domain(DomainContext.Global.class)
class InjectedFaultsProperties {
    /** At so few calls each is tried, of more some. */
    private static final int FEW = 12;

    /** The ways to run a graph. */
    enum Way {
        PLAIN(builder -> builder.without(Optimization.values())),
        PLANNED(builder -> builder),
        GENERATED(Run.Builder::loopsAtOnce),
        ON_THREADS(builder -> builder.loopsAtOnce().threads(2)),
        IN_BLOCKS_ON_THREADS(
                builder -> builder.without(Optimization.GENERATED_LOOPS).threads(2)),
        CHECKED(Run.Builder::checked);

        private final UnaryOperator<Run.Builder> options;

        Way(UnaryOperator<Run.Builder> options) {
            this.options = options;
        }

        Run.Builder configured(Run.Builder builder) {
            return options.apply(builder);
        }
    }

    @Property
    void afterwardsARunRefusesOrGivesTheEvaluatorsBits(
            @ForAll RandomGraph random,
            @ForAll @IntRange(min = 1, max = 3) int wrapped,
            @ForAll int which,
            @ForAll boolean byFormula,
            @ForAll Fault fault,
            @ForAll Way way) {
        Graph graph = breaking(random, wrapped, which, byFormula ? BreakingFormula::new : Breaking::new);
        Fault.disarm();
        Run run = random.fed(way.configured(Run.builder(graph))
                .gradients(graph.inputs().toArray(Node[]::new))
                .build());
        Expected expected = new Expected(run);
        for (int first = 0; first < 2; first++) { // the second time both passes may be computed in one
            Fault.disarm();
            expected.assertPassesOf(run);
            long calls = Fault.calls();
            LongStream fatal = calls <= FEW
                    ? LongStream.rangeClosed(1, calls)
                    : LongStream.of(1, 2, calls / 3, calls / 2, calls / 2 + 1, calls - 1, calls);
            fatal.forEach(call -> {
                fault.at(call);
                Throwable thrown = catchThrowable(() -> {
                    run.forward();
                    run.backward();
                });
                Fault.disarm();
                assertThat(thrown).matches(fault::isThrown, "is what the op threw");
                expected.assertRefusedOrRight(run);
                expected.assertPassesOf(run);
            });
        }
    }

    /** A rule throws when it has written half of a parameter. */
    @Property
    void afterAFailedUpdateToo(@ForAll RandomGraph random, @ForAll Way way, @ForAll @IntRange(max = 2) int which) {
        Fault.disarm();
        Graph graph = random.graph();
        Run run = random.fed(way.configured(Run.builder(graph))
                .gradients(graph.inputs().toArray(Node[]::new))
                .build());
        new Expected(run).assertPassesOf(run);
        if (graph.parameters().isEmpty()) {
            return;
        }
        Parameter parameter = graph.parameters().get(which % graph.parameters().size());
        Throwable thrown = catchThrowable(() -> run.update(parameter, (value, gradient) -> {
            value[0] += 0.5;
            throw new StackOverflowError();
        }));
        assertThat(thrown).isInstanceOf(StackOverflowError.class);
        Expected expected = new Expected(run);
        expected.assertRefusedOrRight(run);
        expected.assertPassesOf(run);
    }

    /** The graph with that many of its nodes put through an op that may throw. */
    private static Graph breaking(RandomGraph random, int wrapped, int which, Function<Node, Op> wrap) {
        int ops = (int)
                random.graph().nodes().stream().filter(Op.class::isInstance).count();
        AtomicInteger place = new AtomicInteger();
        int every = Math.max(1, ops / wrapped);
        return Graph.of(EachOptimizationProperties.rebuilt(
                random.objective(),
                UnaryOperator.identity(),
                node -> Math.floorMod(place.getAndIncrement() - which, every) == 0 ? wrap.apply(node) : node));
    }

    /** What the plain evaluator makes of a run's numbers. */
    private static final class Expected {
        private final Graph graph;
        private final Tensor objective;
        private final Map<Node, Tensor> gradients = new HashMap<>();

        Expected(Run run) {
            graph = run.graph();
            Evaluator plain = run.evaluator();
            objective = plain.value(graph.outputs().get(0));
            graph.inputs().forEach(input -> gradients.put(input, plain.gradient(input)));
            graph.parameters().forEach(parameter -> gradients.put(parameter, plain.gradient(parameter)));
        }

        void assertPassesOf(Run run) {
            assertThat(Tensor.scalar(run.forward())).isEqualTo(objective);
            run.backward();
            assertRight(run);
        }

        private void assertRight(Run run) {
            assertThat(run.value(graph.outputs().get(0))).isEqualTo(objective);
            gradients.forEach((node, gradient) -> assertThat(run.gradient(node)).isEqualTo(gradient));
        }

        /** Each door either refuses, and says why, or leads to the right numbers. */
        void assertRefusedOrRight(Run run) {
            refusedOr(() -> assertThat(run.value(graph.outputs().get(0))).isEqualTo(objective));
            gradients.forEach((node, gradient) ->
                    refusedOr(() -> assertThat(run.gradient(node)).isEqualTo(gradient)));
            for (Parameter parameter : graph.parameters()) {
                refusedOr(() -> run.update(
                        parameter,
                        (value, gradient) -> assertThat(Tensor.of(parameter.shape(), gradient))
                                .isEqualTo(gradients.get(parameter))));
            }
            refusedOr(() -> {
                run.backward();
                assertRight(run);
            });
        }

        private static void refusedOr(Runnable door) {
            try {
                door.run();
            } catch (IllegalStateException refusal) {
                assertThat(refusal).hasMessageMatching("(?s).* was ended by .*call forward\\(\\).*");
            }
        }
    }
}
