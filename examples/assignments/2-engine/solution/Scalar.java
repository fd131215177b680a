/** The reference solution. */
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

    Scalar add(Scalar other) {
        Scalar sum = new Scalar(value + other.value, this, other);
        sum.rule = () -> {
            receive(sum.gradient);
            other.receive(sum.gradient);
        };
        return sum;
    }

    Scalar multiply(Scalar other) {
        Scalar product = new Scalar(value * other.value, this, other);
        product.rule = () -> {
            receive(product.gradient * other.value);
            other.receive(product.gradient * value);
        };
        return product;
    }

    Scalar tanh() {
        Scalar y = new Scalar(Math.tanh(value), this);
        y.rule = () -> receive(y.gradient * (1 - y.value * y.value));
        return y;
    }

    void receive(double part) {
        gradient += part;
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
