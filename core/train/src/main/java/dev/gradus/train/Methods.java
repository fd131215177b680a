package dev.gradus.train;

import dev.gradus.tensor.JsonObject;

/** Makes the optimizers that {@link FirstOrderOptimizer#description} describes. */
final class Methods {
    private Methods() {}

    /**
     * Returns a new optimizer.
     *
     * @throws IllegalArgumentException if it describes none
     */
    static FirstOrderOptimizer optimizer(JsonObject json) {
        double decay = json.number("weightDecay");
        FirstOrderOptimizer optimizer = method(
                        json.text("method"), json.number("learningRate"), decay, json.numbers("constants"))
                .withWeightDecay(decay);
        return json.has("clipNorm") ? optimizer.withClipNorm(json.number("clipNorm")) : optimizer;
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
