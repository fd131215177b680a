package dev.gradus.check;

import dev.gradus.tensor.Tensor;
import java.util.List;

/**
 * What one upstream gradient showed of a rule's gradient for one input: material for a {@link Diagnosis}.
 *
 * @param input the input's value
 * @param upstream the gradient that arrived at the op, of the op's shape
 * @param backward the gradient that the rule gave, of the input's shape
 * @param numeric the numerical gradient, of the input's shape; NaN where it is not known
 * @param mistakes what the gradient would be if certain mistakes were made; may be empty
 */
public record Evidence(Tensor input, Tensor upstream, Tensor backward, Tensor numeric, List<Mistake> mistakes) {

    /**
     * A mistake that can be recognised only with more than the gradient itself.
     *
     * @param cause what it is
     * @param text what it is, in words that complete the sentence "the gradient is …"
     * @param gradient the gradient that it leads to, of the input's shape; NaN where it is not known
     */
    public record Mistake(Cause cause, String text, Tensor gradient) {}

    /**
     * Keeps a copy of the mistakes.
     *
     * @throws IllegalArgumentException if a gradient has not the input's shape
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
