package dev.gradus.examples.gallery;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;

/** Normalization over a batch, of its parts. */
final class BatchNormalization {
    private BatchNormalization() {}

    static Exhibit exhibit() {
        Input x = Input.of("x", Shape.of(4, 3).named("n_batch", "n_channels"));
        Input y = Input.of("y", Shape.of(4, 3).named("n_batch", "n_channels"));
        Parameter gamma = Parameter.of("γ", Tensor.of(new double[] {1, 2, 0.5}).named("n_channels"));
        Parameter beta =
                Parameter.of("β", Tensor.of(new double[] {0, 0.5, -0.5}).named("n_channels"));

        Node mean = x.mean(0).keepDims().named("μ");
        Node centered = x.subtract(mean).named("d");
        Node variance = centered.square().mean(0).keepDims().named("s²");
        Node xHat = centered.divide(variance.add(1e-5).sqrt()).named("x̂");
        Node out = gamma.multiply(xHat).add(beta).named("ŷ");
        Node J = new MseLoss(out, y).named("J");

        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{1, 10, -1}, {2, 14, 0}, {3, 6, 2}, {6, 10, -1}})
                .feed(y, new double[][] {{-1, 0, -0.5}, {0.5, 2, 0}, {0, -2, 0.5}, {0.5, 1, -1}});
        Trace trace = Trace.of(run, x);
        return Exhibit.of("batch-norm", "Batch norm", "four examples, three channels", trace)
                .scope("mean", mean)
                .scope("variance", variance)
                .scope("normalize", xHat)
                .scope("scale and shift", out)
                .scope("loss", J)
                .teaching(
                        "The examples of a batch meet in the mean and in the variance, so the gradient of one example depends on all"
                                + " others.",
                        "Add up each column of ∂J/∂x. Why is the sum 0?",
                        "x and d are each used twice. Where are the two plus signs?",
                        "Multiply all of x by 10 and look at ŷ. What has changed?");
    }
}
