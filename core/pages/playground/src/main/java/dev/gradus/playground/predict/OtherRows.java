package dev.gradus.playground.predict;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.training.Training;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of the lines for other rows of data, with the weights of a training. */
public final class OtherRows {
    private final Run run;
    private final Map<Parameter, Parameter> own = new LinkedHashMap<>();

    /** @param nodes of the program that was read on the other rows */
    public OtherRows(List<Node> nodes) {
        Graph graph = Graph.of(nodes);
        this.run = Run.builder(graph).keep(nodes.toArray(Node[]::new)).build();
    }

    /** Feeds the inputs that the nodes depend on; false if there is one that these data lack. */
    public boolean feed(DataSet data) {
        for (Input input : run.graph().inputs()) {
            Tensor tensor = data.tensors().get(input.label());
            if (tensor == null || !tensor.shape().equals(input.shape())) {
                return false;
            }
            run.feed(input, tensor);
        }
        return true;
    }

    /** The input that stands for x, if it is the only one. */
    Optional<Input> onlyX() {
        List<Input> inputs = run.graph().inputs();
        return inputs.size() == 1 && OwnData.usualName(inputs.get(0).label()).equals(Optional.of("x"))
                ? Optional.of(inputs.get(0))
                : Optional.empty();
    }

    void feed(Input input, double... numbers) {
        run.feed(input, numbers);
    }

    /** Computes everything with these weights, which belong together by their names; returns the value if there is only one. */
    public double compute(List<Parameter> weights, Parameters numbers) {
        for (Parameter parameter : run.graph().parameters()) {
            if (!own.containsKey(parameter)) {
                weights.stream()
                        .filter(one -> one.label().equals(parameter.label())
                                && one.shape().equals(parameter.shape()))
                        .findFirst()
                        .ifPresent(one -> own.put(parameter, one));
            }
        }
        own.forEach((parameter, weight) -> run.parameters().set(parameter, numbers.get(weight)));
        return run.forward();
    }

    /** Computes the values with the present weights of a training and returns the loss. */
    public double compute(Training training) {
        return compute(training.parameters(), training.run().parameters());
    }

    /** The value of a node, as last computed. */
    public Tensor value(Node node) {
        return run.value(node);
    }
}
