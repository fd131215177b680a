package dev.gradus.check;

import dev.gradus.graph.Gradients.Contribution;

/**
 * The effect of rounding on an objective and its gradients, to first order: an error ε v in a value v changes the objective
 * by ε v ∂J/∂v.
 *
 * @param noise the rounding error of the objective: 2⁻⁵² of the largest Σ |v ∂J/∂v| over the uses of a node
 * @param handedOn the largest number that a rule passes to an input in the backward pass, whose rounding remains in the
 *     gradients
 */
record Rounding(double noise, double handedOn) {
    private static final double EPSILON = 0x1p-52;

    static Rounding of(BackwardPass pass, NodeArrays values) {
        double noise = 0;
        double handedOn = 1;
        for (int i = 0; i < pass.contributions().size(); i++) {
            Contribution contribution = pass.contributions().get(i);
            double[] gradient = pass.gradients().get(i);
            double[] value = values.of(contribution.op().input(contribution.input()));
            noise = Math.max(noise, finite(EPSILON * sumOfProducts(value, gradient)));
            handedOn = Math.max(handedOn, Judge.largest(gradient));
        }
        return new Rounding(noise, handedOn);
    }

    private static double sumOfProducts(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += finite(Math.abs(a[i] * b[i]));
        }
        return sum;
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : 0;
    }
}
