package dev.gradus.check;

import java.util.List;

/**
 * Why a rule's gradient for one input is probably wrong. A hint, not a proof.
 *
 * <pre>{@code
 * Diagnosis.of(List.of(evidence)).text();    // the gradient is 2 times what it should be
 * }</pre>
 *
 * @param cause the kind of mistake
 * @param text what the gradient looks like and what that suggests, as a clause without a full stop
 */
public record Diagnosis(Cause cause, String text) {
    /**
     * The likely cause of a gradient that is known to be wrong, found by comparing it with the numerical one. It looks
     * for the patterns that the usual mistakes leave.
     *
     * <p>A pattern must hold in every draw. Two draws of different upstreams tell more than one. Two whose upstreams are
     * multiples of each other, best by a negative factor, tell whether the rule is linear.
     *
     * @throws IllegalArgumentException if there is no evidence
     */
    public static Diagnosis of(List<Evidence> draws) {
        if (draws.isEmpty()) {
            throw new IllegalArgumentException("Diagnosis: there is no evidence to diagnose from");
        }
        return new Symptoms(draws).diagnose();
    }
}
