import java.util.function.DoubleUnaryOperator;

/**
 * A neuron that learns a logical gate, with its gradients derived by hand.
 *
 * <p>Fill each gap. Every method computes from its arguments alone; only {@code train} calls the others. Do not change
 * names or parameters.
 */
final class Gate {
    private Gate() {}

    /** Task 1: the weighted sum of one example, z = x₁ w₁ + x₂ w₂ + … + b. */
    static double z(double[] x, double[] w, double b) {
        throw new UnsupportedOperationException("Task 1 is not written yet.");
    }

    /** Task 2: the sigmoid, 1 / (1 + e⁻ᶻ). */
    static double sigmoid(double z) {
        throw new UnsupportedOperationException("Task 2 is not written yet.");
    }

    /** Task 3: the loss J of all examples: half the squared error, averaged over the examples. */
    static double loss(double[] yHat, double[] y) {
        throw new UnsupportedOperationException("Task 3 is not written yet.");
    }

    /** Task 4: for each example, ∂J/∂z. Derive it on paper first, from J through the sigmoid to z. */
    static double[] deltas(double[] yHat, double[] y) {
        throw new UnsupportedOperationException("Task 4 is not written yet.");
    }

    /**
     * Task 5: ∂J/∂w, in the shape of w.
     *
     * @param x one example in each row
     * @param deltas ∂J/∂z of each example
     */
    static double[] gradientOfW(double[][] x, double[] deltas) {
        throw new UnsupportedOperationException("Task 5 is not written yet.");
    }

    /** Task 6: ∂J/∂b. */
    static double gradientOfB(double[] deltas) {
        throw new UnsupportedOperationException("Task 6 is not written yet.");
    }

    /** Task 7: the numbers after a step of gradient descent, in a new array. */
    static double[] step(double[] numbers, double[] gradient, double learningRate) {
        throw new UnsupportedOperationException("Task 7 is not written yet.");
    }

    /** Task 8: the slope of f, measured by a step of h in both directions. */
    static double slope(DoubleUnaryOperator f, double at, double h) {
        throw new UnsupportedOperationException("Task 8 is not written yet.");
    }

    /**
     * Task 9: trains the neuron on all examples at once.
     *
     * @return the trained numbers: the weights, and then b
     */
    static double[] train(double[][] x, double[] y, double[] w, double b, double learningRate, int epochs) {
        throw new UnsupportedOperationException("Task 9 is not written yet.");
    }
}
