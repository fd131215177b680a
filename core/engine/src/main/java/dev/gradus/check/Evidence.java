package dev.gradus.check;

import dev.gradus.tensor.Tensor;
import java.util.List;

/**
 * The response of a rule to one upstream gradient, for one input. A {@link Diagnosis} is made from evidence.
 *
 * @param input the input's value
 * @param upstream the upstream gradient, of the op's shape
 * @param backward the gradient that the rule returned, of the input's shape
 * @param numeric the numerical gradient, of the input's shape; NaN where it is unknown
 * @param mistakes the gradients that certain mistakes would produce; may be empty
 */
public record Evidence(Tensor input, Tensor upstream, Tensor backward, Tensor numeric, List<Mistake> mistakes) {

    /**
     * A mistake that cannot be recognized from the gradient alone.
     *
     * @param cause the kind of mistake
     * @param text a description that completes the sentence "the gradient is …"
     * @param gradient the gradient that the mistake produces, of the input's shape; NaN where it is unknown
     */
    public record Mistake(Cause cause, String text, Tensor gradient) {}

    /**
     * Copies the mistakes.
     *
     * @throws IllegalArgumentException if a gradient does not have the input's shape
     */
    public Evidence {
        mistakes = List.copyOf(mistakes);
        requireSameShape("backward gradient", backward, input);
        requireSameShape("numerical gradient", numeric, input);
        for (Mistake mistake : mistakes) {
            requireSameShape("gradient of a mistake", mistake.gradient, input);
        }
    }

    private static void requireSameShape(String name, Tensor gradient, Tensor input) {
        if (!gradient.shape().equals(input.shape())) {
            throw new IllegalArgumentException("Evidence: the " + name + " has shape " + gradient.shape()
                    + ", but the input has " + input.shape());
        }
    }
}
