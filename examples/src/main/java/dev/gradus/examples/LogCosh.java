package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An op of a user: ln cosh x, elementwise. It is about x² / 2 near 0 and |x| − ln 2 far from it, so as a loss it limits
 * the influence of outliers. One small class tests it against the laws.
 */
public final class LogCosh extends UnaryOp {
    private static final double LN_2 = 0.6931471805599453;

    /** Creates ln cosh x, with the shape of x. */
    public LogCosh(Node x) {
        super(x, LogCosh::new);
    }

    /**
     * Uses one formula for large x, where cosh x overflows, and one for small x, where the logarithm of cosh x loses
     * digits.
     */
    @Override
    public double apply(double x) {
        double size = Math.abs(x);
        if (size < 1) {
            double half = StrictMath.sinh(size / 2);
            return StrictMath.log1p(2 * half * half); // cosh x = 1 + 2 sinh²(x / 2)
        }
        return size - LN_2 + StrictMath.log1p(StrictMath.exp(-2 * size));
    }

    /** ∂J/∂x = ∂J/∂this ∗ tanh x. */
    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.multiply(x().tanh()));
    }

    @Override
    public Notation notation() {
        return Notation.function("logCosh").numpy("np.log(np.cosh({0}))");
    }

    /** Fits a slope to points on the line y = 2x with one outlier, using squared errors and ln cosh. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "slope by squares: %.2f%n",
                slope(error -> error.square().mean()));
        out.printf(
                Locale.ROOT,
                "slope by ln cosh: %.2f%n",
                slope(error -> error.then(LogCosh::new).mean()));
    }

    /** The slope that makes a loss of the errors least. */
    static double slope(UnaryOperator<Node> loss) {
        Parameter slope = Parameter.of("slope", Tensor.scalar(0));
        Node x = Constant.of(Tensor.of(new double[] {-2, -1, 0, 1, 2, 3}));
        Node y = Constant.of(Tensor.of(new double[] {-4, -2, 0, 2, 4, -14}));
        Run run = Run.of(Graph.of(loss.apply(x.multiply(slope).subtract(y))));
        Optimizer descent = GradientDescent.of(0.1);
        for (int step = 0; step < 500; step++) {
            run.forward();
            run.backward();
            descent.step(run);
        }
        return run.parameters().get(slope).item();
    }
}
