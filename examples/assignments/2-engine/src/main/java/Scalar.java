/**
 * A number in a graph.
 *
 * <p>Fill the gaps of tasks A1 to A3. The op {@code add} is there as an example.
 */
final class Scalar extends Node {
    private final double value;
    private double gradient;

    private Scalar(double value, Node... inputs) {
        super(inputs);
        this.value = value;
    }

    static Scalar of(double value) {
        return new Scalar(value);
    }

    double value() {
        return value;
    }

    double gradient() {
        return gradient;
    }

    /** The sum: going back, it copies its gradient to both operands. */
    Scalar add(Scalar other) {
        Scalar sum = new Scalar(value + other.value, this, other);
        sum.rule = () -> {
            receive(sum.gradient);
            other.receive(sum.gradient);
        };
        return sum;
    }

    /** Task A1: the product. */
    Scalar multiply(Scalar other) {
        throw new UnsupportedOperationException("Task A1 is not written yet.");
    }

    /** Task A2: the hyperbolic tangent, {@code Math.tanh}. */
    Scalar tanh() {
        throw new UnsupportedOperationException("Task A2 is not written yet.");
    }

    /**
     * Task A3: takes in a gradient that an op sends. This is right for a value that is used once. Make it right for a value
     * that is used several times.
     */
    void receive(double part) {
        gradient = part;
    }

    @Override
    void clearGradient() {
        gradient = 0;
    }

    @Override
    void seedGradient() {
        gradient = 1;
    }
}
