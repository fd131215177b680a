package dev.gradus.train;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Factories of optimizers, at least one for each first-order method. */
final class OptimizerSamples {
    private OptimizerSamples() {}

    /** Momentum with bias correction. */
    static OwnMethod ownMomentum() {
        return OwnMethod.of("OwnMomentum", List.of("m"), now -> {
            Node m = now.memory("m")
                    .multiply(0.9)
                    .add(now.gradient().multiply(0.1))
                    .named("m′");
            Node unbias = Constant.of(1).subtract(Constant.of(0.9).pow(now.step()));
            return OwnMethod.Next.of(now.value().subtract(now.rate().multiply(m.divide(unbias))), m);
        });
    }

    static void momentum(OwnMethod.Numbers now, OwnMethod.Numbers next) {
        double unbias = 1 - Elementary.pow(0.9, now.step());
        for (int i = 0; i < now.value().length; i++) {
            double m = now.memory()[0][i] * 0.9 + now.gradient()[i] * 0.1;
            next.memory()[0][i] = m;
            next.value()[i] = now.value()[i] - now.rate() * (m / unbias);
        }
    }

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
                () -> ownMomentum().at(0.1),
                () -> ownMomentum()
                        .withLoops(OptimizerSamples::momentum)
                        .at(0.1)
                        .withWeightDecay(0.1),
                () -> Adam.of(0.1).withWeightDecay(0.1),
                () -> Adam.of(0.1, 0.5, 0.7, 1e-3).withSchedule(Schedule.exponential(0.9)),
                () -> AdamW.of(0.1, 0.05).withSchedule(Schedule.cosine(4, 0.1)));
    }
}
