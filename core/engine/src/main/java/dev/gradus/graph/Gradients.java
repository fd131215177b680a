package dev.gradus.graph;

import dev.gradus.node.Constant;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reverse-mode differentiation: the gradients of one node with respect to every node that it is computed from, as nodes.
 *
 * <p>The sweep goes through the topological order from the end. When it reaches an op, everything that uses the op has
 * handed in its contribution. Their sum is the op's upstream gradient, and {@link Op#gradients the op's rule} turns it
 * into contributions to the op's inputs.
 *
 * <p>The result is part of the same graph: it is printed, run and differentiated like anything else. Asking twice gives
 * the same node; nothing accumulates. Not thread-safe.
 */
public final class Gradients {
    /** The most ends of paths that a message describes. */
    private static final int MOST_ENDS = 3;

    private final List<Node> ys;
    private final boolean strict;

    /** The nodes that the ys need, themselves included, and then those that only the upstream gradients need. */
    private final TopologicalOrder order;

    /** By the places of the ys and their ancestors; null if nothing contributed. */
    private final Node[] gradients;

    private final Map<Node, Node> zeros;
    private final Map<Node, End> undefined;
    private final List<Contribution> contributions;
    private final List<End> ends;
    private final Set<Node> disconnected = new LinkedHashSet<>();

    /**
     * What one use of a node adds to the node's gradient.
     *
     * @param op the op that uses it, whose rule made the gradient
     * @param input which of the op's inputs it is
     * @param upstream the gradient that arrived at the op
     * @param gradient the contribution
     */
    public record Contribution(Op op, int input, Node upstream, Node gradient) {}

    /** An op that a gradient reaches and whose rule hands none on to an input. */
    private record End(Op op, int input, NoGradient none) {
        boolean isUndefined() {
            return !none.isZero();
        }

        /** {@code ArgMax (a:(4) = argmax(z)): locally constant}. */
        @Override
        public String toString() {
            String where = op.name() + " (" + op + "): ";
            String operand = op.inputs().size() > 1 ? " in " + op.operand(input) : "";
            return where
                    + none.reason()
                            .map(why -> "no derivative" + operand + ", " + why)
                            .orElse("locally constant" + operand);
        }
    }

    private Gradients(List<Node> ys, List<Node> upstreams, TopologicalOrder order) {
        this.ys = ys;
        this.strict = false;
        this.order = order;
        this.gradients = new Node[ys.stream().mapToInt(order::indexOf).max().orElse(-1) + 1];
        this.zeros = new HashMap<>();
        this.undefined = new HashMap<>();
        this.contributions = new ArrayList<>();
        this.ends = new ArrayList<>();
        for (int i = 0; i < upstreams.size(); i++) {
            add(upstreams.get(i), order.indexOf(ys.get(i)));
        }
        for (int index = gradients.length - 1; index >= 0; index--) {
            if (order.get(index) instanceof Op op) {
                passOn(op, index);
            }
        }
    }

    private Gradients(Gradients swept) {
        this.ys = swept.ys;
        this.strict = true;
        this.order = swept.order;
        this.gradients = swept.gradients;
        this.zeros = swept.zeros;
        this.undefined = swept.undefined;
        this.contributions = swept.contributions;
        this.ends = swept.ends;
    }

    /**
     * ∂J/∂ everything, starting from ∂J/∂J = 1.
     *
     * @throws ShapeException if J has not exactly one element
     */
    public static Gradients of(Node j) {
        return of(j, one(j));
    }

    /**
     * The same for the graph's one output; its nodes are not sorted again.
     *
     * @throws IllegalArgumentException if it has several
     * @throws ShapeException if the output has not exactly one element
     */
    public static Gradients of(Graph graph) {
        if (graph.outputs().size() != 1) {
            throw new IllegalArgumentException("Gradients: the graph has "
                    + graph.outputs().size() + " outputs, but gradients are of one; make a graph of that one alone");
        }
        Node j = graph.outputs().get(0);
        return new Gradients(List.of(j), List.of(one(j)), graph.nodes());
    }

    private static Node one(Node j) {
        Objects.requireNonNull(j, "j");
        if (j.shape().elements() != 1) {
            throw new ShapeException(
                    "Gradients: " + j.describe() + " has " + j.shape().elements()
                            + " elements, but only a single number has a gradient; take its sum() or mean(), or give the"
                            + " upstream gradient: Gradients.of(y, upstream)");
        }
        return Constant.of(Tensor.ones(j.shape()));
    }

    /**
     * The vector-Jacobian product: upstream stands for ∂J/∂y of some J that lies further on.
     *
     * @throws ShapeException if upstream has not y's shape
     */
    public static Gradients of(Node y, Node upstream) {
        return of(List.of(Objects.requireNonNull(y, "y")), List.of(Objects.requireNonNull(upstream, "upstream")));
    }

    /**
     * The same for several nodes at once, in one sweep: the gradients of Σ upstreamᵢᵀ yᵢ. The gradient of a y that others
     * are computed from begins with its upstream, and what its uses contribute is added to that.
     *
     * @throws ShapeException if an upstream has not its y's shape
     * @throws IllegalArgumentException if there are not as many upstream gradients as nodes
     */
    public static Gradients of(List<? extends Node> ys, List<? extends Node> upstreams) {
        Objects.requireNonNull(ys, "ys");
        Objects.requireNonNull(upstreams, "upstreams");
        if (ys.size() != upstreams.size()) {
            throw new IllegalArgumentException("Gradients: " + ys.size() + " nodes have " + upstreams.size()
                    + " upstream gradients; give one for each node");
        }
        for (int i = 0; i < ys.size(); i++) {
            if (!upstreams.get(i).shape().equals(ys.get(i).shape())) {
                throw new ShapeException(
                        "Gradients: the upstream gradient " + upstreams.get(i).describe() + " must have the shape of "
                                + ys.get(i).describe());
            }
        }
        List<Node> all = new ArrayList<>(ys);
        all.addAll(upstreams);
        return new Gradients(List.copyOf(ys), List.copyOf(upstreams), TopologicalOrder.of(all));
    }

    /** The same, but asking for a node that y does not depend on throws instead of giving zeros. */
    public Gradients strict() {
        return new Gradients(this);
    }

    /**
     * The gradient with respect to this node, of its shape. If y does not depend on the node it is zeros, and the node is
     * reported in {@link #disconnected()}.
     *
     * @throws UndefinedGradientException if all ways from y to the node lead through ops without a derivative there
     * @throws IllegalArgumentException if y does not depend on the node, but on another one of the same name or, if both are
     *     unnamed, of the same expression
     * @throws IllegalStateException after {@link #strict()}, if there is no way at all
     */
    public Node wrt(Node node) {
        int index = order.indexOf(node);
        if (index < 0 || index >= gradients.length) {
            reportDisconnected(node);
        } else if (gradients[index] != null) {
            return gradients[index];
        }
        undefined(node).ifPresent(exception -> {
            throw exception;
        });
        return zeros(node);
    }

    /** What {@link #wrt} throws because all ways to a node lead through ops without a derivative; empty if not all do. */
    public Optional<UndefinedGradientException> undefined(Node node) {
        Objects.requireNonNull(node, "node");
        return Optional.ofNullable(undefined.get(node))
                .filter(end -> !reaches(node))
                .map(end -> new UndefinedGradientException("There is no gradient of " + expression()
                        + " with respect to " + node.expression() + ": " + end.op.name()
                        + " has no derivative with respect to " + end.op.operand(end.input) + " ("
                        + end.none.reason().orElseThrow() + ")"));
    }

    private String expression() {
        return ys.stream().map(Node::expression).collect(Collectors.joining(", "));
    }

    /** The gradients with respect to each of these, in their order. */
    public List<Node> wrt(Collection<? extends Node> nodes) {
        return nodes.stream().map(this::wrt).collect(Collectors.toList());
    }

    /** Whether a gradient arrives at the node; if not, the gradient with respect to it is zeros, or there is none. */
    public boolean reaches(Node node) {
        Objects.requireNonNull(node, "node");
        int index = order.indexOf(node);
        return index >= 0 && index < gradients.length && gradients[index] != null;
    }

    /**
     * The ops at which the paths from y to a node end, in words, if no gradient {@linkplain #reaches arrives} there.
     *
     * @throws IllegalArgumentException if one does
     */
    public String whyNotReached(Node node) {
        Objects.requireNonNull(node, "node");
        if (reaches(node)) {
            throw new IllegalArgumentException(
                    "Gradients: the gradient of " + expression() + " reaches " + node.describe());
        }
        int index = order.indexOf(node);
        if (index < 0 || index >= gradients.length) {
            return expression() + " does not depend on it";
        }
        BitSet standOnIt = standOn(index);
        List<String> where = ends.stream()
                .filter(end -> standOnIt.get(order.indexOf(end.op.input(end.input))))
                .map(End::toString)
                .distinct()
                .toList();
        String some = where.stream().limit(MOST_ENDS).collect(Collectors.joining(", and at "));
        return "the path ends at " + some
                + (where.size() > MOST_ENDS ? ", and at " + (where.size() - MOST_ENDS) + " more" : "");
    }

    /** The places of a node and of all that depends on it, up to the ys. */
    private BitSet standOn(int index) {
        BitSet found = new BitSet();
        found.set(index);
        for (int next = index + 1; next < gradients.length; next++) {
            for (int i = 0; i < order.inputs(next) && !found.get(next); i++) {
                found.set(next, found.get(order.input(next, i)));
            }
        }
        return found;
    }

    /** The nodes asked for so far that y does not depend on. */
    public List<Node> disconnected() {
        return List.copyOf(disconnected);
    }

    /** Every step of the sweep, in its order; the gradient of a node is the sum of the contributions to it. */
    public List<Contribution> contributions() {
        return Collections.unmodifiableList(contributions);
    }

    private void passOn(Op op, int index) {
        Node upstream = gradients[index];
        if (upstream == null) {
            passOnUndefined(op);
            return;
        }
        List<Node> local = op.gradients(upstream);
        for (int i = 0; i < local.size(); i++) {
            Node input = op.input(i);
            if (!(local.get(i) instanceof NoGradient none)) {
                contributions.add(new Contribution(op, i, upstream, local.get(i)));
                add(local.get(i), order.input(index, i));
            } else {
                End end = new End(op, i, none);
                ends.add(end);
                if (end.isUndefined()) {
                    undefined.putIfAbsent(input, end);
                }
            }
        }
    }

    private void add(Node part, int index) {
        gradients[index] = gradients[index] == null ? part : gradients[index].add(part);
    }

    /** A node reached only through an undefined derivative has none either. */
    private void passOnUndefined(Op op) {
        End end = undefined.get(op);
        if (end != null) {
            op.inputs().forEach(input -> undefined.putIfAbsent(input, end));
        }
    }

    private void reportDisconnected(Node node) {
        if (!order.contains(node) && !zeros.containsKey(node)) {
            Lookalikes.of(node, order.subList(0, gradients.length)).ifPresent(other -> {
                throw new IllegalArgumentException("Gradients: " + expression() + " does not depend on this "
                        + node.expression() + ": " + Lookalikes.text(node, other));
            });
        }
        if (strict) {
            throw new IllegalStateException(
                    expression() + " does not depend on " + node.describe() + "; its gradient would be zeros");
        }
        disconnected.add(node);
    }

    private Node zeros(Node node) {
        return zeros.computeIfAbsent(node, key -> Constant.of(0).broadcastTo(key.shape()));
    }
}
