package dev.gradus.train;

import java.util.List;
import java.util.Map;

/** Makes the optimizers that {@link FirstOrderOptimizer#description} describes. */
final class Methods {
    private Methods() {}

    /**
     * Returns a new optimizer.
     *
     * @param json a description that was read from JSON
     * @throws IllegalArgumentException if it describes none
     */
    static FirstOrderOptimizer optimizer(Object json) {
        if (!(json instanceof Map<?, ?> description
                && description.get("method") instanceof String method
                && description.get("learningRate") instanceof Double rate
                && description.get("weightDecay") instanceof Double decay
                && description.get("constants") instanceof List<?> list
                && list.stream().allMatch(Double.class::isInstance))) {
            throw new IllegalArgumentException(
                    "the optimizer must have a method, constants, a learning rate and a weight decay");
        }
        double[] constants = list.stream().mapToDouble(each -> (Double) each).toArray();
        FirstOrderOptimizer optimizer = method(method, rate, decay, constants).withWeightDecay(decay);
        return description.get("clipNorm") instanceof Double norm ? optimizer.withClipNorm(norm) : optimizer;
    }

    private static FirstOrderOptimizer method(String name, double rate, double decay, double... c) {
        return switch (name + " " + c.length) {
            case "GradientDescent 0" -> GradientDescent.of(rate);
            case "Momentum 2" -> c[1] == 0 ? Momentum.of(rate, c[0]) : Momentum.nesterov(rate, c[0]);
            case "RmsProp 2" -> RmsProp.of(rate, c[0], c[1]);
            case "Adagrad 2" -> Adagrad.of(rate, c[0], c[1]);
            case "Adadelta 2" -> Adadelta.of(rate, c[0], c[1]);
            case "Adam 3" -> Adam.of(rate, c[0], c[1], c[2]);
            case "AdamW 3" -> AdamW.of(rate, decay, c[0], c[1], c[2]);
            case "NAdam 4" -> NAdam.of(rate, c[0], c[1], c[2], c[3]);
            case "Lion 2" -> Lion.of(rate, decay, c[0], c[1]);
            default ->
                throw new IllegalArgumentException(
                        "there is no method " + name + " with " + c.length + " constants in this version of Gradus");
        };
    }
}
