package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.nn.Linear;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Optimization;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step of training 784-256-10 with ReLU by the cross-entropy of the softmax, a batch of 128. */
@State(Scope.Benchmark)
public class Perceptron {
    private static final int BATCH = 128;
    private static final int IN = 784;
    private static final int HIDDEN = 256;
    private static final int CLASSES = 10;

    private final Optimizer descent = GradientDescent.of(0.01);
    private final Kernels kernels = BenchmarkTable.kernels();
    private Run run;
    private double[] x;
    private double[] W1;
    private double[] W2;
    private double[] hidden;
    private double[] logits;
    private double[] gradientOfW1;
    private double[] gradientOfW2;

    @Setup
    public void prepare() {
        run = network();
        NumpyRandom random = NumpyRandom.seed(0);
        x = random.randn(BATCH, IN).toArray();
        W1 = random.normal(0, 0.05, Shape.of(IN, HIDDEN)).toArray();
        W2 = random.normal(0, 0.05, Shape.of(HIDDEN, CLASSES)).toArray();
        hidden = new double[BATCH * HIDDEN];
        logits = new double[BATCH * CLASSES];
        gradientOfW1 = new double[W1.length];
        gradientOfW2 = new double[W2.length];
    }

    static Run network(Optimization... switchedOff) {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor xTrain = random.randn(BATCH, IN);
        Input x = Input.of("x", BATCH, IN), labels = Input.of("labels", BATCH);
        Linear first = Linear.of("first", random.normal(0, 0.05, Shape.of(IN, HIDDEN)));
        Linear second = Linear.of("second", random.normal(0, 0.05, Shape.of(HIDDEN, CLASSES)));
        Node J = new CrossEntropyLoss(x.then(first).relu().then(second), labels);
        return Run.builder(Graph.of(J))
                .without(switchedOff)
                .build()
                .feed(x, xTrain)
                .feed(labels, Tensor.generate(Shape.of(BATCH), i -> i % CLASSES));
    }

    /**
     * What the network computes besides its products, which are inputs here; so is the gradient that arrives at the hidden
     * layer, which takes one multiplication and one sum more.
     */
    static Run withoutProducts(Optimization... switchedOff) {
        NumpyRandom random = NumpyRandom.seed(0);
        Input hidden = Input.of("hidden", BATCH, HIDDEN), arriving = Input.of("arriving", BATCH, HIDDEN);
        Input logits = Input.of("logits", BATCH, CLASSES), labels = Input.of("labels", BATCH);
        Parameter b1 = Parameter.of("first.b", Tensor.zeros(1, HIDDEN));
        Parameter b2 = Parameter.of("second.b", Tensor.zeros(1, CLASSES));
        Node J = new CrossEntropyLoss(logits.add(b2), labels)
                .add(hidden.add(b1).relu().multiply(arriving).sum());
        return Run.builder(Graph.of(J))
                .without(switchedOff)
                .build()
                .feed(hidden, random.randn(BATCH, HIDDEN))
                .feed(arriving, random.randn(BATCH, HIDDEN))
                .feed(logits, random.randn(BATCH, CLASSES))
                .feed(labels, Tensor.generate(Shape.of(BATCH), i -> i % CLASSES));
    }

    @Benchmark
    public double gradus() {
        double loss = run.forward();
        run.backward();
        descent.step(run);
        return loss;
    }

    /** Nothing but the five matrix products of the step, with the same kernels and without transposing. */
    @Benchmark
    public double byHand() {
        multiply(BATCH, IN, HIDDEN, false, false, x, W1, hidden);
        multiply(BATCH, HIDDEN, CLASSES, false, false, hidden, W2, logits);
        multiply(HIDDEN, BATCH, CLASSES, true, false, hidden, logits, gradientOfW2);
        multiply(BATCH, CLASSES, HIDDEN, false, true, logits, W2, hidden);
        multiply(IN, BATCH, HIDDEN, true, false, x, hidden, gradientOfW1);
        return gradientOfW1[0];
    }

    private void multiply(
            int rows, int inner, int columns, boolean turnA, boolean turnB, double[] a, double[] b, double[] out) {
        kernels.multiply(new MatrixProduct(rows, inner, columns, turnA, turnB), a, 0, b, 0, out, 0, 0, rows);
    }
}
