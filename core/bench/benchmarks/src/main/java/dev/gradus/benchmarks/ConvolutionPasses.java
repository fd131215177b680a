package dev.gradus.benchmarks;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A convolution of (32, 16, 28, 28) with 32 kernels of (16, 3, 3) and padding 1: its value, its gradients by x and by the
 * kernels for a given upstream gradient, each by itself, and all three in one run.
 */
@State(Scope.Benchmark)
public class ConvolutionPasses {
    @Param({"forward", "by x", "by w", "all"})
    public String part;

    private Run run;

    @Setup
    public void prepare() {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter x = Parameter.of("x", random.randn(32, 16, 28, 28)),
                w = Parameter.of("w", random.randn(32, 16, 3, 3));
        Input upstream = Input.of("upstream", 32, 32, 28, 28);
        Node value = Convolutions.conv2d(x, w, ConvolutionOptions.of().padding(1));
        Gradients gradients = Gradients.of(value, upstream);
        Graph graph = switch (part) {
            case "forward" -> Graph.of(value);
            case "by x" -> Graph.of(gradients.wrt(x));
            case "by w" -> Graph.of(gradients.wrt(w));
            default -> Graph.of(value, gradients.wrt(x), gradients.wrt(w));
        };
        run = Run.of(graph);
        if (graph.inputs().contains(upstream)) {
            run.feed(upstream, random.randn(32, 32, 28, 28));
        }
    }

    @Benchmark
    public double gradus() {
        return run.forward();
    }
}
