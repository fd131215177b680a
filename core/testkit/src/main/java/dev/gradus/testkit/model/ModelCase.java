package dev.gradus.testkit.model;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Directions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A model built for one case of its inputs. */
public final class ModelCase {
    private final Function<List<Node>, Node> model;
    private final Case inputs;
    private Optional<Graph> graph = Optional.empty();

    public ModelCase(Function<List<Node>, Node> model, Case inputs) {
        this.model = model;
        this.inputs = inputs;
    }

    /** Builds the model, and returns the exception if that fails. */
    public Optional<RuntimeException> refusal() {
        try {
            build();
            return Optional.empty();
        } catch (RuntimeException refusal) {
            return Optional.of(refusal);
        }
    }

    /** Builds the model on new inputs, and the scalar ⟨weights, output⟩. */
    private void build() {
        List<Node> nodes = Case.nodes(inputs.spec(), inputs.layout());
        Node output = model.apply(nodes);
        Node objective = output;
        if (output.shape().elements() != 1) {
            Tensor weights = Tensor.of(
                    Shape.of(output.shape().sizes()),
                    Directions.golden(output.shape().elements(), 1));
            objective = output.multiply(Constant.of(weights)).sum();
        }
        this.nodes = nodes;
        this.output = output;
        this.objective = objective;
        this.graph = Optional.of(Graph.of(objective));
    }

    // set by build
    private List<Node> nodes = List.of();
    private Node output = Constant.of(0);
    private Node objective = output;

    public Case inputs() {
        return inputs;
    }

    public Optional<Graph> graph() {
        return graph;
    }

    Graph built() {
        return graph.orElseThrow();
    }

    Node output() {
        return output;
    }

    Node objective() {
        return objective;
    }

    /** The node of an input; the graph need not depend on it. */
    Input node(int input) {
        return (Input) nodes.get(input);
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Parameter> parameters() {
        return built().parameters();
    }

    private boolean isUsed(int input) {
        return built().inputs().contains(node(input));
    }

    /** The inputs with derivatives that the graph depends on. */
    List<Integer> differentiated() {
        return IntStream.range(0, nodes.size())
                .filter(input ->
                        isUsed(input) && inputs.spec().inputs().get(input).hasDerivative())
                .boxed()
                .toList();
    }

    /** The inputs and parameters with respect to which gradients are checked. */
    List<Node> variables() {
        List<Node> variables = new ArrayList<>();
        differentiated().forEach(input -> variables.add(node(input)));
        variables.addAll(parameters());
        return variables;
    }

    Evaluator evaluator() {
        Evaluator evaluator = Evaluator.of(built());
        feed(inputs.values(), evaluator::feed);
        return evaluator;
    }

    void feed(List<Tensor> values, BiConsumer<Input, Tensor> feed) {
        for (int input = 0; input < nodes.size(); input++) {
            if (isUsed(input)) {
                feed.accept(node(input), values.get(input));
            }
        }
    }
}
