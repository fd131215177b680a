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
                () -> Adagrad.of(0.1),
                () -> Adagrad.of(0.1, 0.2, 1e-5).withWeightDecay(0.1),
                () -> Adadelta.of(1),
                () -> Adadelta.of(0.5, 0.8, 1e-4).withWeightDecay(0.1),
                () -> NAdam.of(0.1),
                () -> NAdam.of(0.1, 0.5, 0.7, 1e-3, 0.1).withSchedule(Schedule.linearWarmUp(3)),
                () -> Lion.of(0.01, 0.3),
                () -> Lion.of(0.01, 0),
                () -> Adam.of(0.1).withWeightDecay(0.1),
                () -> Adam.of(0.1, 0.5, 0.7, 1e-3).withSchedule(Schedule.exponential(0.9)),
                () -> AdamW.of(0.1, 0.05).withSchedule(Schedule.cosine(4, 0.1)));
    }
}
