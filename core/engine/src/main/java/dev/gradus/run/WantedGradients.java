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

/** The gradients that a run computes: with respect to its parameters and to the nodes asked for. */
final class WantedGradients {
    private final Objective objective;
    private final boolean forwardOnly;
    private final Map<Node, Node> gradients = new LinkedHashMap<>();
    private Optional<UndefinedGradientException> undefined = Optional.empty();
    private boolean isNothingReached;
    private Optional<Unreached> unreached = Optional.empty();

    /**
     * The gradients of an objective, if there is one.
     *
     * @param askedFor nodes besides the parameters
     * @param forwardOnly whether there are none
     */
    WantedGradients(Objective objective, Collection<Node> askedFor, boolean forwardOnly) {
        this.objective = objective;
        this.forwardOnly = forwardOnly;
        if (forwardOnly) {
            return;
        }
        Set<Node> targets = new LinkedHashSet<>(objective.graph().parameters());
        targets.addAll(askedFor);
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
            // A forward pass makes sense even where there is no derivative; only backward() must say why.
            undefined = Optional.of(noDerivative);
            gradients.clear();
        }
        if (undefined.isEmpty() && notReached.size() == targets.size()) {
            isNothingReached = true;
            gradients.clear();
        }
    }

    /** A gradient that is an input or a parameter is copied, because that one may change. */
    private static Node ownValue(Node gradient) {
        return gradient instanceof Leaf ? gradient.stopGradient() : gradient;
    }

    /** The gradients' nodes, in the order of the nodes differentiated by. */
    Collection<Node> nodes() {
        return gradients.values();
    }

    boolean has(Node node) {
        return gradients.containsKey(node);
    }

    /** The gradient with respect to a node for which there {@linkplain #has is} one. */
    Node wrt(Node node) {
        return Objects.requireNonNull(gradients.get(node), "no gradient");
    }

    boolean exist() {
        return !gradients.isEmpty();
    }

    /** Throws the reason why there is no gradient at all, if one is known. */
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

    /** The parameters and asked-for nodes that the gradient does not reach, each with the reason. */
    Map<Node, String> unreached() {
        return unreached.map(Unreached::reasons).orElse(Map.of());
    }
}
