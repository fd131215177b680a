package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** The likelihood of a Gaussian process with three observations. */
final class SmallGaussianProcess {
    private SmallGaussianProcess() {}

    static Exhibit exhibit() {
        Input x = Input.of("x", Shape.of(3, 1).named("n", ""));
        Input y = Input.of("y", Shape.of(3, 1).named("n", ""));
        Parameter length = Parameter.of("l", Tensor.scalar(0.75));
        Parameter noise = Parameter.of("s", Tensor.scalar(0.5));
        Constant identity = Constant.of("I", Tensor.eye(3));

        Node distance = x.subtract(x.transpose()).divide(length).named("D");
        Node K = distance.square()
                .multiply(-0.5)
                .exp()
                .add(identity.multiply(noise.square()))
                .named("K");
        Node L = LinearAlgebra.cholesky(K).named("L");
        Node white = LinearAlgebra.triangularSolve(L, y, false).named("w");
        Node fit = white.square().sum().multiply(0.5).named("F");
        Node volume = L.multiply(identity).sum(1).log().sum().named("V");
        Node J = fit.add(volume).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{0}, {0.5}, {1.5}})
                .feed(y, new double[][] {{0.25}, {0.75}, {-0.5}});
        return Exhibit.of(
                        "gaussian-process",
                        "A Gaussian process",
                        "three observations",
                        GradientDescent.of(0.1).trace(run))
                .scope("covariance", K)
                .scope("factor", L)
                .scope("fit", fit)
                .scope("volume", volume)
                .scope("sum", J)
                .teaching(
                        "A gradient goes through a factorization of a matrix as through any other op. Two forces pull at the length"
                                + " scale: the fit and the volume.",
                        "Which part of J grows with the noise s, and which shrinks?",
                        "L is used twice. What do the two gradients that meet there say?",
                        "Why is ∂J/∂L a triangle?");
    }
}
