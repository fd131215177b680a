/** Trains a network with your engine. */
final class Xor {
    private Xor() {}

    /**
     * Task B5: trains ŷ = tanh(tanh(x W₁ + b₁) W₂ + b₂) by gradient descent on all rows of x at once. The parameters hold the
     * trained numbers afterwards.
     *
     * @return the loss after the last step
     */
    static double train(
            double[][] x,
            double[][] y,
            double[][] w1,
            double[][] b1,
            double[][] w2,
            double[][] b2,
            double learningRate,
            int epochs) {
        throw new UnsupportedOperationException("Task B5 is not written yet.");
    }
}
