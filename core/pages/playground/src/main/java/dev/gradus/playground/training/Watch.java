package dev.gradus.playground.training;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;

/**
 * All values and gradients of the present iteration, for a page that shows them during training. It is a second run of the
 * same graph, on the same parameters, which keeps every value. It computes only on request, so training is not slowed down.
 */
public final class Watch {
    private final Training training;
    private final Run run;
    private final Set<Node> learning;
    private int forward = -1;
    private int backward = -1;

    /** Plans a second run of the training's graph. */
    public Watch(Training training) {
        this.training = training;
        Graph graph = training.run().graph();
        this.learning = learning(graph);
        Node[] ops = graph.nodes().stream().filter(Op.class::isInstance).toArray(Node[]::new);
        this.run = Run.builder(graph)
                .parameters(training.run().parameters())
                .keep(ops)
                .gradients(learning.toArray(Node[]::new))
                .build();
        training.feed(run);
    }

    /** The nodes that depend on parameters through ops that pass gradients on. */
    public static Set<Node> learning(Graph graph) {
        Set<Node> learning = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean stops = node instanceof Op op && op.stopsGradient();
            if (node instanceof Parameter || (!stops && node.inputs().stream().anyMatch(learning::contains))) {
                learning.add(node);
            }
        }
        return learning;
    }

    /** Whether the loss depends on a node. */
    public boolean has(Node node) {
        return run.graph().nodes().contains(node);
    }

    /** The present value of a node. */
    public Tensor value(Node node) {
        if (node instanceof Constant constant) {
            return constant.value();
        }
        forward();
        return run.value(node);
    }

    /** Whether the loss has a gradient with respect to a node. */
    public boolean hasGradient(Node node) {
        return learning.contains(node);
    }

    /** The present gradient of the loss with respect to a node. */
    public Tensor gradient(Node node) {
        forward();
        if (backward != forward) {
            run.backward();
            backward = forward;
        }
        return run.gradient(node);
    }

    private void forward() {
        if (forward != training.version()) {
            if (training.isBatched()) {
                training.feed(run);
            }
            run.forward();
            forward = training.version();
        }
    }

    /** The loss if one element of a parameter were larger by this much; nothing changes. */
    public double nudged(Parameter parameter, int index, double by) {
        Parameters other = training.run().parameters().snapshot();
        double[] numbers = other.get(parameter).toArray();
        numbers[index] += by;
        other.set(parameter, Tensor.of(parameter.shape(), numbers));
        Run apart = Run.of(run.graph(), other);
        training.feed(apart);
        return apart.forward();
    }
}
