package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * An op throws at one of its calls during a step. The parameters and the optimizer's memory are then as before the step, so
 * continuing produces the same steps as a training without an exception.
 */
class FailedStepsProperties {
    /** The identity, which throws at one of its calls. */
    private static final class Throwing extends Op {
        private static long calls;
        private static long fatal = -1;
        private static boolean isError;

        Throwing(Node x) {
            super(x.shape(), x, Throwing::new);
        }

        static void at(long call, boolean error) {
            calls = 0;
            fatal = call;
            isError = error;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
            if (++calls == fatal) {
                if (isError) {
                    throw new StackOverflowError("on purpose");
                }
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new Throwing(upstream));
        }
    }

    /** A training of two parameters with the same start each time. */
    private abstract static class Training {
        final Parameter a = Parameter.of("a", Tensor.of(new double[] {-1.2, 0.7}));
        final Parameter b = Parameter.of("b", Tensor.of(new double[] {1}));
        final Parameters parameters = Parameters.of(List.of(a, b));

        /** The residuals of a valley. */
        final Node residuals = new Throwing(b.subtract(a.square())
                .multiply(3)
                .concat(0, Constant.of(1).subtract(a))
                .concat(0, b.multiply(a.slice(0, 0, 1)).sin()));

        final Node loss = residuals.square().sum().multiply(0.05);

        abstract void step();

        Map<String, Tensor> memory() {
            return Map.of();
        }

        List<Tensor> values() {
            return List.of(parameters.get(a), parameters.get(b));
        }

        /** Asserts that a run that an exception ended rejects a step. */
        void assertRefused() {}
    }

    private static final class ByRun extends Training {
        private final Run run = Run.of(Graph.of(loss), parameters);
        private final Optimizer optimizer;
        private boolean hasGradients;

        ByRun(Optimizer optimizer) {
            this.optimizer = optimizer;
        }

        @Override
        void step() {
            hasGradients = false;
            run.forward();
            run.backward();
            hasGradients = !(optimizer instanceof Lbfgs); // which runs it again in its step
            optimizer.step(run);
        }

        @Override
        Map<String, Tensor> memory() {
            return optimizer.memory(parameters).state();
        }

        @Override
        public String toString() {
            return "by " + getClass().getSimpleName() + " " + optimizer;
        }

        @Override
        void assertRefused() {
            if (!hasGradients) {
                assertThatThrownBy(() -> optimizer.step(run)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private static final class BySource extends Training {
        private final Run run = Run.of(Graph.of(loss), parameters);
        private final GivenGradients given = GivenGradients.of(parameters, parameters.all());
        private final Optimizer optimizer;

        BySource(Optimizer optimizer) {
            this.optimizer = optimizer;
        }

        @Override
        void step() {
            optimizer.step(parameters, numbers -> {
                double value = run.forward();
                run.backward();
                given.read(run, numbers);
                return value;
            });
        }

        @Override
        Map<String, Tensor> memory() {
            return optimizer.memory(parameters).state();
        }

        @Override
        public String toString() {
            return "by " + getClass().getSimpleName() + " " + optimizer;
        }
    }

    private static final class LeastSquares extends Training {
        private final LevenbergMarquardt fit = LevenbergMarquardt.of(residuals, parameters);

        @Override
        void step() {
            fit.step();
        }
    }

    /** Momentum whose nodes may throw. */
    private static Optimizer ownMethod() {
        return OwnMethod.of("Own", List.of("m"), now -> {
                    Node m = now.memory("m").multiply(0.5).add(now.gradient());
                    return OwnMethod.Next.of(
                            new Throwing(now.value().subtract(now.rate().multiply(m))), m);
                })
                .at(0.01);
    }

    @Provide
    Arbitrary<Supplier<Training>> trainings() {
        return Arbitraries.oneOf(
                OptimizerSamples.all().map(maker -> () -> new ByRun(maker.get())),
                OptimizerSamples.all().map(maker -> () -> new BySource(maker.get())),
                Arbitraries.of(
                        () -> new ByRun(Lbfgs.of(3, 1e-7, 1e-9)),
                        () -> new BySource(Lbfgs.of(3, 1e-7, 1e-9)),
                        () -> new ByRun(ownMethod()),
                        () -> new BySource(ownMethod()),
                        LeastSquares::new));
    }

    @Property
    void aFailedStepChangesNothing(
            @ForAll("trainings") Supplier<Training> make,
            @ForAll @IntRange(max = 5) int before,
            @ForAll boolean error) {
        Throwing.at(-1, false);
        Training training = make.get(), other = make.get();
        for (int i = 0; i < before; i++) {
            training.step();
            other.step();
        }
        Throwing.at(-1, false);
        other.step();
        long calls = Throwing.calls;
        List<Tensor> values = training.values();
        Map<String, Tensor> memory = training.memory();
        for (long call = 1; call <= calls; call++) {
            Throwing.at(call, error);
            Throwable thrown = catchThrowable(training::step);
            Throwing.at(-1, false);
            assertThat(thrown).isInstanceOf(error ? StackOverflowError.class : OpException.class);
            assertThat(training.values()).isEqualTo(values);
            assertThat(training.memory()).isEqualTo(memory);
            training.assertRefused();
        }
        for (int i = 0; i < 3; i++) {
            training.step();
            assertThat(training.values()).as("%s", training).isEqualTo(other.values());
            other.step();
        }
    }
}
