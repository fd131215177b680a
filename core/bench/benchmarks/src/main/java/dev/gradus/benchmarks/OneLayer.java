package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step of training a layer with a sigmoid by the squared error: 4 × 2 is logical AND. */
@State(Scope.Benchmark)
public class OneLayer {
    private static final double LEARNING_RATE = 0.1;

    @Param({"4x2", "360x6"})
    public String size;

    private int rows;
    private int columns;
    private Run run;
    private final Optimizer descent = GradientDescent.of(LEARNING_RATE);

    private final Kernels kernels = AvailableKernels.chosen();
    private double[] x;
    private double[] y;
    private double[] W;
    private double b;
    private double[] yHat;

    @Setup
    public void prepare() {
        rows = Integer.parseInt(size.substring(0, size.indexOf('x')));
        columns = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor xTrain = random.randn(rows, columns);
        Tensor yTrain = Tensor.generate(Shape.of(rows, 1), i -> i % 2);
        Tensor w0 = random.randn(columns, 1);
        Input xNode = Input.of("x", rows, columns), yNode = Input.of("y", rows, 1);
        Parameter weights = Parameter.of("W", w0), bias = Parameter.of("b", Tensor.zeros(1, 1));
        Node J = new MseLoss(xNode.matMul(weights).add(bias).sigmoid(), yNode);
        run = Run.of(Graph.of(J)).feed(xNode, xTrain).feed(yNode, yTrain);
        x = xTrain.toArray();
        y = yTrain.toArray();
        W = w0.toArray();
        yHat = new double[rows];
    }

    /** What the peers' programs time. */
    Run run() {
        return run;
    }

    @Benchmark
    public double gradus() {
        double loss = run.forward();
        run.backward();
        descent.step(run);
        return loss;
    }

    /** The same in one loop forward and one back, with the weights and their gradients in locals. */
    @Benchmark
    public double byHand() {
        return columns == 2 ? twoColumns() : sixColumns();
    }

    private double twoColumns() {
        double w0 = W[0], w1 = W[1];
        for (int i = 0; i < rows; i++) {
            yHat[i] = Math.fma(x[2 * i + 1], w1, Math.fma(x[2 * i], w0, 0.0)) + b;
        }
        kernels.unary(UnaryFunction.SIGMOID, yHat, 0, yHat, 0, rows);
        double loss = 0, gradientOfB = 0, g0 = 0, g1 = 0;
        for (int i = 0; i < rows; i++) {
            double difference = yHat[i] - y[i];
            double gradient = difference / rows * (yHat[i] * (1 - yHat[i]));
            loss += difference * difference;
            gradientOfB += gradient;
            g0 = Math.fma(gradient, x[2 * i], g0);
            g1 = Math.fma(gradient, x[2 * i + 1], g1);
        }
        W[0] = w0 - LEARNING_RATE * g0;
        W[1] = w1 - LEARNING_RATE * g1;
        b -= LEARNING_RATE * gradientOfB;
        return 0.5 * loss / rows;
    }

    private double sixColumns() {
        double w0 = W[0], w1 = W[1], w2 = W[2], w3 = W[3], w4 = W[4], w5 = W[5];
        for (int i = 0; i < rows; i++) {
            int at = 6 * i;
            double z = Math.fma(x[at + 1], w1, Math.fma(x[at], w0, 0.0));
            z = Math.fma(x[at + 3], w3, Math.fma(x[at + 2], w2, z));
            yHat[i] = Math.fma(x[at + 5], w5, Math.fma(x[at + 4], w4, z)) + b;
        }
        kernels.unary(UnaryFunction.SIGMOID, yHat, 0, yHat, 0, rows);
        double loss = 0, gradientOfB = 0, g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0;
        for (int i = 0; i < rows; i++) {
            double difference = yHat[i] - y[i];
            double gradient = difference / rows * (yHat[i] * (1 - yHat[i]));
            loss += difference * difference;
            gradientOfB += gradient;
            int at = 6 * i;
            g0 = Math.fma(gradient, x[at], g0);
            g1 = Math.fma(gradient, x[at + 1], g1);
            g2 = Math.fma(gradient, x[at + 2], g2);
            g3 = Math.fma(gradient, x[at + 3], g3);
            g4 = Math.fma(gradient, x[at + 4], g4);
            g5 = Math.fma(gradient, x[at + 5], g5);
        }
        W[0] = w0 - LEARNING_RATE * g0;
        W[1] = w1 - LEARNING_RATE * g1;
        W[2] = w2 - LEARNING_RATE * g2;
        W[3] = w3 - LEARNING_RATE * g3;
        W[4] = w4 - LEARNING_RATE * g4;
        W[5] = w5 - LEARNING_RATE * g5;
        b -= LEARNING_RATE * gradientOfB;
        return 0.5 * loss / rows;
    }
}
