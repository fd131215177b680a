package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;

/** A convolution, a relu and a pool. */
final class ConvolutionNetwork {
    private ConvolutionNetwork() {}

    static Exhibit exhibit() {
        Input x = Input.of("x", Shape.of(1, 1, 6, 6).named("", "", "height", "width"));
        Input y = Input.of("y", Shape.of(1, 1).named("n_batch", "n_out"));
        Parameter w = Parameter.of(
                "w",
                Tensor.of(Shape.of(1, 1, 3, 3), 1, 0, -1, 2, 0, -2, 1, 0, -1).named("", "", "height", "width"));
        Parameter v = Parameter.of(
                "v", Tensor.of(new double[][] {{0.25}, {-0.5}, {0.5}, {0.25}}).named("n_pooled", "n_out"));

        Node edges = Convolutions.conv2d(x, w).named("c");
        Node pooled =
                Pools.maxPool(edges.relu().named("r"), PoolWindows.of(2, 2)).named("m");
        Node yHat = pooled.reshape(1, 4).matMul(v).named("ŷ");
        Node J = new MseLoss(yHat, y).named("J");

        double[] picture = {
            0, 0, 0, 1, 1, 1,
            0, 0, 0, 1, 1, 1,
            0, 0, 1, 1, 1, 0,
            0, 1, 1, 1, 0, 0,
            1, 1, 1, 0, 0, 0,
            1, 1, 0, 0, 0, 0
        };
        Run run = Run.of(Graph.of(J)).feed(x, picture).feed(y, new double[][] {{1}});
        return Exhibit.of(
                        "convolution",
                        "A convolution",
                        "6 × 6 pixels, one 3 × 3 filter",
                        GradientDescent.of(0.1).trace(run))
                .scope("convolution", edges)
                .scope("pool", pooled)
                .scope("output", yHat)
                .scope("loss", J)
                .teaching(
                        "One small filter is used at each place of the picture, so its gradient is a sum over all places. A pool"
                                + " passes the gradient on to its maxima only.",
                        "How many of the 16 places of c get a gradient, and what stops the others?",
                        "Which pixels would have to change to change ∂J/∂w?",
                        "What is the gradient of a filter if the whole picture is white?");
    }
}
