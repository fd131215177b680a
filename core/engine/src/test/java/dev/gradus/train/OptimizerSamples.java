package dev.gradus.train;

import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Makers of optimizers, at least one of each first-order method. */
final class OptimizerSamples {
    private OptimizerSamples() {}

    static Arbitrary<Supplier<FirstOrderOptimizer>> all() {
        return Arbitraries.of(
                () -> GradientDescent.of(0.1),
                () -> GradientDescent.of(0.1).withWeightDecay(0.2),
                () -> Momentum.of(0.1, 0.9),
                () -> Momentum.nesterov(0.1, 0.9).withWeightDecay(0.3),
                () -> RmsProp.of(0.1),
                () -> Adam.of(0.1).withWeightDecay(0.1),
                () -> Adam.of(0.1, 0.5, 0.7, 1e-3).withSchedule(Schedule.exponential(0.9)),
                () -> AdamW.of(0.1, 0.05).withSchedule(Schedule.cosine(4, 0.1)));
    }
}
