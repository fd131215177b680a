package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnaryFunction;
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
import java.util.Arrays;
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

    private final Kernels kernels = Kernels.chosen();
    private double[] x;
    private double[] y;
    private double[] W;
    private double b;
    private double[] yHat;
    private double[] gradientOfW;

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
        gradientOfW = new double[columns];
    }

    @Benchmark
    public double gradus() {
        double loss = run.forward();
        run.backward();
        descent.step(run);
        return loss;
    }

    /** The same in one loop forward and one back. */
    @Benchmark
    public double byHand() {
        for (int i = 0; i < rows; i++) {
            double z = 0;
            for (int k = 0; k < columns; k++) {
                z = Math.fma(x[i * columns + k], W[k], z);
            }
            yHat[i] = z + b;
        }
        kernels.unary(UnaryFunction.SIGMOID, yHat, 0, yHat, 0, rows);
        double loss = 0;
        double gradientOfB = 0;
        Arrays.fill(gradientOfW, 0);
        for (int i = 0; i < rows; i++) {
            double difference = yHat[i] - y[i];
            loss += difference * difference;
            double gradient = difference / rows * yHat[i] * (1 - yHat[i]);
            gradientOfB += gradient;
            for (int k = 0; k < columns; k++) {
                gradientOfW[k] = Math.fma(gradient, x[i * columns + k], gradientOfW[k]);
            }
        }
        for (int k = 0; k < columns; k++) {
            W[k] -= LEARNING_RATE * gradientOfW[k];
        }
        b -= LEARNING_RATE * gradientOfB;
        return 0.5 * loss / rows;
    }
}
