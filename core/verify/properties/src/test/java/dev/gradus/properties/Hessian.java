package dev.gradus.properties;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.RandomGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The gradient of a graph's output with respect to all elements of all its leaves, and the Hessian, by double backward. */
final class Hessian {
    private final List<Node> leaves;
    private final double[] at;
    private final List<Node> gradients;
    private final List<Input> upstreams = new ArrayList<>();
    private final List<Node> products;
    private final Run run;

    Hessian(RandomGraph random) {
        Graph graph = random.graph();
        this.leaves = Stream.<Node>concat(graph.inputs().stream(), graph.parameters().stream())
                .toList();
        this.at = leaves.stream()
                .flatMapToDouble(leaf -> Arrays.stream(valueOf(leaf, random).toArray()))
                .toArray();
        this.gradients = Gradients.of(random.objective()).wrt(leaves);
        Node product = Constant.of(0);
        for (int i = 0; i < gradients.size(); i++) {
            Input upstream = Input.of("upstream " + i, gradients.get(i).shape());
            upstreams.add(upstream);
            product = product.add(gradients.get(i).multiply(upstream).sum());
        }
        this.products = Gradients.of(product).wrt(leaves);
        List<Node> outputs = new ArrayList<>(gradients);
        outputs.addAll(products);
        outputs.addAll(leaves);
        outputs.addAll(upstreams);
        this.run = Run.of(Graph.of(outputs));
    }

    private static Tensor valueOf(Node leaf, RandomGraph random) {
        return leaf instanceof Parameter parameter
                ? parameter.initialValue()
                : random.feeds().get((Input) leaf);
    }

    /** The gradient at t ∗ direction from the graph's own values. */
    double[] gradientAt(double t, double... direction) {
        double[] moved = new double[at.length];
        Arrays.setAll(moved, i -> at[i] + t * direction[i]);
        return compute(gradients, moved, new double[at.length]);
    }

    /** Row i is the gradient of element i of the gradient. */
    double[][] value() {
        double[][] rows = new double[at.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] only = new double[at.length];
            only[i] = 1;
            rows[i] = compute(products, at, only);
        }
        return rows;
    }

    private double[] compute(List<Node> nodes, double[] values, double[] upstream) {
        int start = 0;
        for (int i = 0; i < leaves.size(); i++) {
            int stop = start + leaves.get(i).shape().elements();
            Tensor value = Tensor.of(leaves.get(i).shape(), Arrays.copyOfRange(values, start, stop));
            if (leaves.get(i) instanceof Parameter parameter) {
                run.parameters().set(parameter, value);
            } else {
                run.feed((Input) leaves.get(i), value);
            }
            run.feed(upstreams.get(i), Tensor.of(value.shape(), Arrays.copyOfRange(upstream, start, stop)));
            start = stop;
        }
        run.forward();
        return nodes.stream()
                .flatMapToDouble(node -> Arrays.stream(run.value(node).toArray()))
                .toArray();
    }
}
