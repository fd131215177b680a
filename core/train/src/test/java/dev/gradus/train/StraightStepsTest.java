package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** After many steps with few numbers, generated code makes the steps, with the same bits. */
class StraightStepsTest {
    private static final int OFTEN = UnrolledClass.OFTEN + 10;

    private final Input x = Input.of("x", 2);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {1, -2}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(0.5));
    private final Node J = x.multiply(W).sum().add(b).sigmoid().square();

    private final Run often = Run.of(Graph.of(J));
    private final Run loops =
            Run.builder(Graph.of(J)).without(Optimization.GENERATED_LOOPS).build();

    @Provide
    Arbitrary<Supplier<FirstOrderOptimizer>> methods() {
        return Arbitraries.of(
                () -> GradientDescent.of(0.01),
                () -> GradientDescent.of(0.01).withWeightDecay(1e-4),
                () -> GradientDescent.of(0.01).withSchedule(Schedule.exponential(0.99999)),
                () -> GradientDescent.of(0.01)
                        .withGroup(ParameterGroup.of(b).learningRate(0.02).weightDecay(1e-3)),
                () -> GradientDescent.of(0.01).withClipNorm(0.1),
                () -> Momentum.of(0.01, 0.5),
                () -> AdamW.of(1e-4, 0.01));
    }

    /** No code is generated for methods with a memory, or with clipping. */
    @Example
    void gradientDescentIsWrittenOut() {
        assumeTrue(System.getProperty("dev.gradus.without", "").isEmpty(), "looks for what passes find");
        FirstOrderOptimizer descent = GradientDescent.of(0.01).withWeightDecay(1e-4);
        FirstOrderOptimizer clipped = GradientDescent.of(0.01).withClipNorm(1), adam = Adam.of(0.01);
        for (FirstOrderOptimizer optimizer : List.of(descent, clipped, adam)) {
            often.feed(x, new double[] {1, 2});
            for (int i = 0; i < OFTEN; i++) {
                step(often, optimizer);
            }
        }
        assertThat(descent.isWrittenOut()).isTrue();
        assertThat(clipped.isWrittenOut()).isFalse();
        assertThat(adam.isWrittenOut()).isFalse();
    }

    /** Freezing a parameter, or gradients from another source, suspends the code for a step. */
    @Property(tries = 20)
    void codeMakesTheStepsOfTheLoops(
            @ForAll("methods") Supplier<FirstOrderOptimizer> method,
            @ForAll @DoubleRange(min = -2, max = 2) double first,
            @ForAll @DoubleRange(min = -2, max = 2) double second) {
        FirstOrderOptimizer byCode = method.get(), byLoops = method.get();
        for (Run run : List.of(often, loops)) {
            run.parameters().set(W, W.initialValue());
            run.parameters().set(b, b.initialValue());
            run.feed(x, new double[] {first, second});
            FirstOrderOptimizer optimizer = run == often ? byCode : byLoops;
            for (int i = 0; i < OFTEN; i++) {
                step(run, optimizer);
            }
            run.parameters().freeze(W);
            step(run, optimizer);
            run.parameters().unfreeze(W);
            step(run, optimizer);
            Accumulation mean = Accumulation.of(optimizer);
            gradients(run);
            mean.add(run, 2);
            run.feed(x, new double[] {second, first});
            gradients(run);
            mean.add(run, 1);
            mean.step();
            step(run, optimizer);
        }
        assertThat(often.parameters().get(W)).isEqualTo(loops.parameters().get(W));
        assertThat(often.parameters().get(b)).isEqualTo(loops.parameters().get(b));
    }

    /** Nothing changes if a number would become infinite, and the message is that of the loops. */
    @Property(tries = 5)
    void codeThatDivergesChangesNothing(@ForAll @DoubleRange(min = 1, max = 2) double first) {
        Node infinite = x.multiply(W).sum().add(b.multiply(1e-3));
        Run byCode = Run.of(Graph.of(infinite));
        Run byLoops = Run.builder(Graph.of(infinite))
                .without(Optimization.GENERATED_LOOPS)
                .build();
        for (Run run : List.of(byCode, byLoops)) {
            FirstOrderOptimizer optimizer = GradientDescent.of(0.1);
            run.feed(x, new double[] {first, 0});
            for (int i = 0; i < OFTEN; i++) {
                step(run, optimizer);
            }
            run.feed(x, new double[] {0, Double.MAX_VALUE});
            run.parameters().set(W, Tensor.of(new double[] {1, -Double.MAX_VALUE}));
            gradients(run);
            assertThat(catchThrowableOfType(DivergedException.class, () -> optimizer.step(run)))
                    .as("%s", run.plan())
                    .hasMessageContaining("W (2) would become -Infinity at [1]");
            assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {1, -Double.MAX_VALUE}));
            run.feed(x, new double[] {first, 0});
            step(run, optimizer);
        }
        assertThat(byCode.parameters().get(W)).isEqualTo(byLoops.parameters().get(W));
        assertThat(byCode.parameters().get(b)).isEqualTo(byLoops.parameters().get(b));
    }

    private static void step(Run run, FirstOrderOptimizer optimizer) {
        gradients(run);
        optimizer.step(run);
    }

    private static void gradients(Run run) {
        run.forward();
        run.backward();
    }
}
