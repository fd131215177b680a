package dev.gradus.testkit.cases;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** A model as an op: its body is the graph that the model builds, and its rule is the backward graph of that. */
public final class ModelOp extends Op {
    private final Node output;

    public ModelOp(Function<? super List<Node>, ? extends Node> model, List<Node> inputs) {
        this(model, inputs, model.apply(inputs));
    }

    private ModelOp(Function<? super List<Node>, ? extends Node> model, List<Node> inputs, Node output) {
        super(output.shape(), inputs, in -> new ModelOp(model, in));
        this.output = output;
    }

    /** The node whose value an op has: the output of a model, or the op itself. */
    public static Node output(Op op) {
        return op instanceof ModelOp model ? model.output : op;
    }

    /** ⟨upstream, output⟩, or the output itself if that is a scalar. */
    public Node objective(Tensor upstream) {
        return shape().rank() == 0
                ? output
                : output.multiply(Constant.of(upstream)).sum();
    }

    /** The parameters that the model has created. They keep their initial values. */
    public List<Parameter> parameters() {
        return Graph.of(output).parameters();
    }

    @Override
    public void forward(double[][] in, double[] out) {
        Execution body = Execution.of(List.of(output)).give(inputs(), in);
        parameters()
                .forEach(parameter ->
                        body.give(parameter, parameter.initialValue().toArray()));
        System.arraycopy(body.run().value(output), 0, out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        Gradients gradients = Gradients.of(output.multiply(upstream).sum());
        return inputs().stream()
                .map(input -> gradients.reaches(input) ? gradients.wrt(input) : zero())
                .toList();
    }
}
