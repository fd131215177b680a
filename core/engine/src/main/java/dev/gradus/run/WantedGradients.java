package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The gradients that a run computes, with respect to its parameters and to requested nodes. */
final class WantedGradients {
    private final Objective objective;
    private final boolean forwardOnly;
    private final Map<Node, Node> gradients = new LinkedHashMap<>();
    private Optional<UndefinedGradientException> undefined = Optional.empty();
    private boolean isNothingReached;
    private Optional<Unreached> unreached = Optional.empty();

    /**
     * Differentiates the objective, if there is one.
     *
     * @param requested nodes to differentiate with respect to in addition to the parameters
     * @param forwardOnly whether to compute no gradients
     */
    WantedGradients(Objective objective, Collection<Node> requested, boolean forwardOnly) {
        this.objective = objective;
        this.forwardOnly = forwardOnly;
        if (forwardOnly) {
            return;
        }
        Set<Node> targets = new LinkedHashSet<>(objective.graph().parameters());
        targets.addAll(requested);
        if (objective.exists() && !targets.isEmpty()) {
            differentiate(targets);
        }
    }

    private void differentiate(Set<Node> targets) {
        Gradients all = objective.gradients();
        List<Node> notReached = new ArrayList<>();
        for (Node target : targets) {
            if (!all.reaches(target)) {
                notReached.add(target);
            }
        }
        if (!notReached.isEmpty()) {
            unreached = Optional.of(new Unreached(all, notReached));
        }
        try {
            for (Node target : targets) {
                gradients.put(target, ownValue(all.wrt(target)));
            }
        } catch (UndefinedGradientException noDerivative) {
            // The forward pass is possible without a derivative. Only backward() throws.
            undefined = Optional.of(noDerivative);
            gradients.clear();
        }
        if (undefined.isEmpty() && notReached.size() == targets.size()) {
            isNothingReached = true;
            gradients.clear();
        }
    }

    /** Copies a gradient that is an input or a parameter, because that may change. */
    private static Node ownValue(Node gradient) {
        return gradient instanceof Leaf ? gradient.stopGradient() : gradient;
    }

    Collection<Node> nodes() {
        return gradients.values();
    }

    boolean has(Node node) {
        return gradients.containsKey(node);
    }

    /** Returns the gradient with respect to a node, which must {@linkplain #has exist}. */
    Node wrt(Node node) {
        return Objects.requireNonNull(gradients.get(node), "no gradient");
    }

    boolean exist() {
        return !gradients.isEmpty();
    }

    void check() {
        if (forwardOnly) {
            throw new IllegalStateException("The run was built with forwardOnly(), so it has no backward pass");
        }
        objective.orThrow();
        if (undefined.isPresent()) {
            throw undefined.get();
        }
        if (isNothingReached) {
            throw new UnreachedException(objective.orThrow(), unreached());
        }
    }

    Map<Node, String> unreached() {
        return unreached.map(Unreached::reasons).orElse(Map.of());
    }
}
