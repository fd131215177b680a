package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** An autoencoder whose decoder is its encoder, transposed. */
final class TiedAutoencoder {
    private TiedAutoencoder() {}

    static Exhibit exhibit() {
        NumpyRandom random = NumpyRandom.seed(5);
        Input x = Input.of("x", Shape.of(5, 4).named("n_batch", "n_in"));
        Parameter W = Parameter.of("W", random.normal(0, 0.7, Shape.of(4, 2)).named("n_in", "n_code"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 2).named("", "n_code"));
        Parameter c = Parameter.of("c", Tensor.zeros(1, 4).named("", "n_in"));

        Node code = x.matMul(W).add(b).tanh().named("h");
        Node xHat = code.matMul(W.transpose()).add(c).named("x̂");
        Node J = new MseLoss(xHat, x).named("J");

        Run run = Run.of(Graph.of(J)).feed(x, new double[][] {
            {1, 0, 0, 1}, {0, 1, 1, 0}, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 0, 0}
        });
        return Exhibit.of(
                        "autoencoder",
                        "An autoencoder",
                        "with tied weights",
                        GradientDescent.of(0.5).trace(run))
                .scope("encoder", code)
                .scope("decoder", xHat)
                .scope("loss", J)
                .teaching(
                        "Weights that are used twice, once as they are and once transposed, get the sum of two gradients. The"
                                + " gradient of the transpose is transposed back.",
                        "Which part of ∂J/∂W is larger, the encoder's or the decoder's?",
                        "x is the target too. Why does no gradient go to it here?",
                        "What can a code of two numbers not tell apart?");
    }
}
