package dev.gradus.check;

import java.util.List;

/**
 * The probable reason why a rule's gradient for one input is wrong. It is a hint, not a proof.
 *
 * <pre>{@code
 * Diagnosis.of(List.of(evidence)).text();    // the gradient is 2 times what it should be
 * }</pre>
 *
 * @param cause the kind of mistake
 * @param text a description of the gradient and of what it suggests, as a clause without a period
 */
public record Diagnosis(Cause cause, String text) {
    /**
     * Diagnoses a gradient that is known to be wrong, by comparing it with the numerical gradient and looking for the
     * patterns of common mistakes.
     *
     * <p>A pattern must occur in every draw. Two draws with different upstream gradients are more conclusive than one. Two
     * whose upstream gradients are multiples of each other, preferably by a negative factor, show whether the rule is
     * linear.
     *
     * @throws IllegalArgumentException if there is no evidence
     */
    public static Diagnosis of(List<Evidence> draws) {
        if (draws.isEmpty()) {
            throw new IllegalArgumentException("Diagnosis: the list of evidence is empty");
        }
        return new Symptoms(draws).diagnose();
    }
}
