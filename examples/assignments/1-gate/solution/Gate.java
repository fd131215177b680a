import java.util.function.DoubleUnaryOperator;

/** The reference solution. */
final class Gate {
    private Gate() {}

    static double z(double[] x, double[] w, double b) {
        double z = b;
        for (int i = 0; i < x.length; i++) {
            z += x[i] * w[i];
        }
        return z;
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double loss(double[] yHat, double[] y) {
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            sum += (yHat[t] - y[t]) * (yHat[t] - y[t]);
        }
        return sum / y.length / 2;
    }

    static double[] deltas(double[] yHat, double[] y) {
        double[] deltas = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            deltas[t] = (yHat[t] - y[t]) / y.length * yHat[t] * (1 - yHat[t]);
        }
        return deltas;
    }

    static double[] gradientOfW(double[][] x, double[] deltas) {
        double[] gradient = new double[x[0].length];
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += x[t][i] * deltas[t];
            }
        }
        return gradient;
    }

    static double gradientOfB(double[] deltas) {
        double gradient = 0;
        for (double delta : deltas) {
            gradient += delta;
        }
        return gradient;
    }

    static double[] step(double[] numbers, double[] gradient, double learningRate) {
        double[] next = new double[numbers.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = numbers[i] - learningRate * gradient[i];
        }
        return next;
    }

    static double slope(DoubleUnaryOperator f, double at, double h) {
        return (f.applyAsDouble(at + h) - f.applyAsDouble(at - h)) / (2 * h);
    }

    static double[] train(double[][] x, double[] y, double[] w, double b, double learningRate, int epochs) {
        double[] weights = w;
        double bias = b;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double[] yHat = new double[y.length];
            for (int t = 0; t < y.length; t++) {
                yHat[t] = sigmoid(z(x[t], weights, bias));
            }
            double[] deltas = deltas(yHat, y);
            weights = step(weights, gradientOfW(x, deltas), learningRate);
            bias = step(new double[] {bias}, new double[] {gradientOfB(deltas)}, learningRate)[0];
        }
        double[] all = java.util.Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = bias;
        return all;
    }
}
