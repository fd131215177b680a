package dev.gradus.playground.training;

import dev.gradus.train.Adam;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Momentum;
import dev.gradus.train.RmsProp;
import java.util.List;

/**
 * The optimizer and its learning rate.
 *
 * @param optimizer one of {@link #NAMES}
 * @param learningRate η, positive
 */
public record Settings(String optimizer, double learningRate) {
    /** The names of the optimizers. */
    public static final List<String> NAMES = List.of("SGD", "Momentum", "Adam", "RMSProp");

    /** The settings until others are chosen. */
    public static final Settings USUAL = new Settings("SGD", 1);

    /** Whether the optimizer exists and the learning rate is in range. */
    public static boolean areLegal(String optimizer, double learningRate) {
        return NAMES.contains(optimizer) && learningRate > 0 && learningRate <= 1e6;
    }

    /** What is wrong with settings that are not legal. */
    public static String problem(String optimizer, double learningRate) {
        return "Unknown optimizer or learning rate: " + optimizer + ", " + learningRate + ". Optimizers are "
                + String.join(", ", NAMES) + "; a learning rate is above 0 and at most 1000000.";
    }

    FirstOrderOptimizer make() {
        return switch (optimizer) {
            case "Momentum" -> Momentum.of(learningRate, 0.9);
            case "Adam" -> Adam.of(learningRate);
            case "RMSProp" -> RmsProp.of(learningRate);
            default -> GradientDescent.of(learningRate);
        };
    }
}
