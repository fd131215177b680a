package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.nn.Activations;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;

/**
 * A mixture of three Gaussians in the plane, fitted with the gradient of its likelihood instead of expectation
 * maximization. The logarithm of a sum of densities is a {@code logSumExp}. Its gradient contains the responsibilities
 * of that method.
 */
public final class MixtureOfGaussians {
    private static final int GROUPS = 3;
    private static final int POINTS = 150;
    private static final double[][] CENTRES = {{-2, 0}, {2, 1}, {0, 3}};

    private final NumpyRandom random = NumpyRandom.seed(2);
    private final Parameter shares = Parameter.of("shares", Tensor.zeros(GROUPS));
    private final Parameter means = Parameter.of("µ", random.normal(0, 1, Shape.of(GROUPS, 2)));
    private final Parameter logDeviations = Parameter.of("ln σ", Tensor.zeros(GROUPS));

    /** Fits the mixture and prints the means of its Gaussians. */
    public static void main(String[] args) {
        new MixtureOfGaussians().run(200, System.out);
    }

    /** Returns the losses. */
    double[] run(int steps, PrintStream out) {
        Node J = negativeLogLikelihood(Constant.of("x", points())).named("J");
        Run run = Run.of(Graph.of(J));
        double[] losses = Losses.of(Trainer.of(run, GradientDescent.of(0.2)).train(steps));
        out.printf(
                Locale.ROOT,
                "loss %.4f, means%n%s%n",
                losses[steps - 1],
                run.parameters().get(means));
        return losses;
    }

    /** −ln Σ_k π_k N(x; µ_k, σ_k), averaged over the points. */
    private Node negativeLogLikelihood(Node x) {
        Node distances = x.reshape(POINTS, 1, 2)
                .subtract(means.reshape(1, GROUPS, 2))
                .divide(logDeviations.exp().reshape(GROUPS, 1));
        Node logDensity = distances.square().sum(2).multiply(-0.5).subtract(logDeviations.multiply(2));
        Node logShare = Activations.logSoftmax(shares, 0).subtract(StrictMath.log(2 * Math.PI));
        return logDensity.add(logShare).logSumExp(1).mean().negate();
    }

    private Tensor points() {
        Tensor noise = random.normal(0, 0.6, Shape.of(POINTS, 2));
        return Tensor.generate(Shape.of(POINTS, 2), i -> noise.get(i / 2, i % 2) + CENTRES[i / 2 % GROUPS][i % 2]);
    }
}
