package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run does, worked out once: which ops in which order, and the arrays between which they compute. */
final class Plan {
    private final Graph graph;
    private final Map<Node, double[]> arrays = new HashMap<>();
    private final Set<Node> kept = new HashSet<>();
    private final Map<Node, Node> gradients = new LinkedHashMap<>();
    private final Schedule forward;
    private final Optional<double[]> objective;
    private Optional<UndefinedGradientException> noGradients = Optional.empty();
    private Schedule backward;

    Plan(
            Graph graph,
            Feeds feeds,
            Parameters parameters,
            Collection<Node> keep,
            Collection<Node> differentiated,
            Kernels kernels,
            boolean checked) {
        this.graph = graph;
        kept.addAll(graph.outputs());
        kept.addAll(keep);
        graph.nodes().forEach(node -> arrays.put(node, array(node, feeds, parameters)));
        forward = Schedule.of(graph.nodes(), arrays, graph.outputs(), kernels, checked);
        backward = Schedule.of(List.of(), arrays, List.of(), kernels, checked);
        objective = Objective.exists(graph)
                ? Optional.ofNullable(arrays.get(graph.outputs().get(0)))
                : Optional.empty();
        Set<Node> targets = new LinkedHashSet<>(graph.parameters());
        targets.addAll(differentiated);
        if (objective.isPresent() && !targets.isEmpty()) {
            planBackward(targets, kernels, checked);
        }
    }

    private static double[] array(Node node, Feeds feeds, Parameters parameters) {
        if (node instanceof Input input) {
            return feeds.value(input);
        } else if (node instanceof Parameter parameter) {
            return parameters.live(parameter);
        } else if (node instanceof Constant constant) {
            return constant.value().toArray();
        }
        return new double[node.shape().elements()];
    }

    private void planBackward(Set<Node> targets, Kernels kernels, boolean checked) {
        Gradients all = Gradients.of(graph.outputs().get(0));
        try {
            targets.forEach(target -> gradients.put(target, all.wrt(target)));
        } catch (UndefinedGradientException undefined) {
            // A forward pass makes sense even where there is no derivative; only backward() must say why.
            noGradients = Optional.of(undefined);
            return;
        }
        List<Node> added = new ArrayList<>();
        for (Node node : TopologicalOrder.of(gradients.values())) {
            if (!arrays.containsKey(node)) {
                added.add(node);
                arrays.put(
                        node,
                        node instanceof Constant constant
                                ? constant.value().toArray()
                                : new double[node.shape().elements()]);
            }
        }
        backward = Schedule.of(added, arrays, gradients.values(), kernels, checked);
    }

    void forward() {
        forward.run();
    }

    void backward() {
        checkGradientsExist();
        if (gradients.isEmpty()) {
            throw new IllegalStateException("There is nothing to differentiate " + Nodes.describe(graph.outputs())
                    + " by: the graph has no parameters and no gradients(…) were asked for");
        }
        backward.run();
    }

    private void checkGradientsExist() {
        Objective.of(graph);
        if (noGradients.isPresent()) {
            throw noGradients.get();
        }
    }

    double objective() {
        return objective.isPresent() ? objective.get()[0] : Double.NaN;
    }

    double[] value(Node node) {
        double[] value = arrays.get(node);
        if (value == null) {
            throw notComputed(node);
        }
        if (!kept.contains(node) && !node.inputs().isEmpty()) {
            throw new IllegalArgumentException("The run does not keep the value of " + node.describe()
                    + "; ask for it: Run.builder(graph).keep(" + node.expression() + ")");
        }
        return value;
    }

    double[] gradient(Node node) {
        Node gradient = gradients.get(node);
        double[] value = gradient == null ? null : arrays.get(gradient);
        if (value == null) {
            throw noGradient(node);
        }
        return value;
    }

    private IllegalArgumentException noGradient(Node node) {
        if (!arrays.containsKey(node)) {
            return notComputed(node);
        }
        checkGradientsExist();
        return new IllegalArgumentException("The run does not compute the gradient with respect to " + node.describe()
                + "; ask for it: Run.builder(graph).gradients(" + node.expression() + ")");
    }

    private IllegalArgumentException notComputed(Node node) {
        return new IllegalArgumentException("The run does not compute " + node.describe() + ": the outputs "
                + Nodes.describe(graph.outputs()) + " do not depend on it");
    }
}
