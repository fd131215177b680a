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
 * Reverse-mode differentiation: computes the gradients of one node with respect to all nodes from which it is computed,
 * as nodes.
 *
 * <p>The sweep visits the topological order from the end. When it reaches an op, all users of the op have made their
 * contributions. Their sum is the op's upstream gradient, which {@link Op#gradients the op's rule} turns into
 * contributions to the op's inputs.
 *
 * <p>The result is part of the same graph and can be printed, run and differentiated. Asking for a gradient twice
 * returns the same node; nothing accumulates. Not thread-safe.
 */
public final class Gradients {
    private static final int MOST_ENDS = 3;

    private final List<Node> ys;
    private final boolean strict;

    /** The ys and the nodes they need, followed by those that only the upstream gradients need. */
    private final TopologicalOrder order;

    /** Indexed like the ys and their ancestors; null if nothing contributed. */
    private final Node[] gradients;

    private final Map<Node, Node> zeros;
    private final Map<Node, End> undefined;
    private final List<Contribution> contributions;
    private final List<End> ends;
    private final Set<Node> disconnected = new LinkedHashSet<>();

    /**
     * The contribution of one use of a node to the node's gradient.
     *
     * @param op the op that uses the node and whose rule computed the contribution
     * @param input the index of the node among the op's inputs
     * @param upstream the upstream gradient of the op
     * @param gradient the contribution
     */
    public record Contribution(Op op, int input, Node upstream, Node gradient) {}

    /** An op that a gradient reaches and whose rule passes none on to an input. */
    private record End(Op op, int input, NoGradient none) {
        boolean isUndefined() {
            return !none.isZero();
        }

        /** Returns, for example, {@code ArgMax (a:(4) = argmax(z)): locally constant}. */
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
     * Computes the gradients of J, starting from ∂J/∂J = 1.
     *
     * @throws ShapeException if J does not have exactly one element
     */
    public static Gradients of(Node j) {
        return of(j, one(j));
    }

    /**
     * Computes the gradients of the graph's only output, without sorting its nodes again.
     *
     * @throws IllegalArgumentException if it has several outputs
     * @throws ShapeException if the output does not have exactly one element
     */
    public static Gradients of(Graph graph) {
        if (graph.outputs().size() != 1) {
            throw new IllegalArgumentException("Gradients: the graph must have exactly one output, but has "
                    + graph.outputs().size() + "; create a graph of one of them");
        }
        Node j = graph.outputs().get(0);
        return new Gradients(List.of(j), List.of(one(j)), graph.nodes());
    }

    private static Node one(Node j) {
        Objects.requireNonNull(j, "j");
        if (j.shape().elements() != 1) {
            throw new ShapeException(
                    "Gradients: " + j.describe() + " has " + j.shape().elements()
                            + " elements, but only a single number has a gradient; use its sum() or mean(), or pass"
                            + " the upstream gradient: Gradients.of(y, upstream)");
        }
        return Constant.of(Tensor.ones(j.shape()));
    }

    /**
     * Computes the vector-Jacobian product, where upstream is the ∂J/∂y of some J that depends on y.
     *
     * @throws ShapeException if upstream does not have y's shape
     */
    public static Gradients of(Node y, Node upstream) {
        return of(List.of(Objects.requireNonNull(y, "y")), List.of(Objects.requireNonNull(upstream, "upstream")));
    }

    /**
     * Computes the gradients of Σ upstreamᵢᵀ yᵢ for several nodes, in one sweep. If other ys are computed from a y, its
     * gradient begins with its upstream gradient, to which the contributions of its uses are added.
     *
     * @throws ShapeException if an upstream gradient does not have its y's shape
     * @throws IllegalArgumentException if the numbers of upstream gradients and nodes differ
     */
    public static Gradients of(List<? extends Node> ys, List<? extends Node> upstreams) {
        Objects.requireNonNull(ys, "ys");
        Objects.requireNonNull(upstreams, "upstreams");
        if (ys.size() != upstreams.size()) {
            throw new IllegalArgumentException("Gradients: there are " + ys.size() + " nodes and " + upstreams.size()
                    + " upstream gradients; pass one for each node");
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

    /**
     * Returns the same gradients, except that asking for a node that y does not depend on throws instead of returning
     * zeros.
     */
    public Gradients strict() {
        return new Gradients(this);
    }

    /**
     * Returns the gradient with respect to this node, of its shape. If y does not depend on the node, the gradient is
     * zeros and {@link #disconnected()} includes the node.
     *
     * @throws UndefinedGradientException if all paths from y to the node lead through ops without a derivative there
     * @throws IllegalArgumentException if y does not depend on the node, but on another one of the same name or, if
     *     both are unnamed, of the same expression
     * @throws IllegalStateException after {@link #strict()}, if there is no path
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

    /**
     * Returns the exception that {@link #wrt} throws because all paths to a node lead through ops without a derivative,
     * or nothing if it does not throw.
     */
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

    /** Returns the gradients with respect to each of these nodes, in their order. */
    public List<Node> wrt(Collection<? extends Node> nodes) {
        return nodes.stream().map(this::wrt).collect(Collectors.toList());
    }

    /** Returns whether a gradient reaches the node. If not, the gradient with respect to it is zeros, or undefined. */
    public boolean reaches(Node node) {
        Objects.requireNonNull(node, "node");
        int index = order.indexOf(node);
        return index >= 0 && index < gradients.length && gradients[index] != null;
    }

    /**
     * Describes the ops at which the paths from y to a node end, if no gradient {@linkplain #reaches reaches} the node.
     *
     * @throws IllegalArgumentException if a gradient reaches it
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

    /** Returns the indices of a node and of everything that depends on it, up to the ys. */
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

    /** Returns the requested nodes so far that y does not depend on. */
    public List<Node> disconnected() {
        return List.copyOf(disconnected);
    }

    /** Returns all steps of the sweep in order. The gradient of a node is the sum of the contributions to it. */
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

    /** A node that is reached only through an undefined derivative has none either. */
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
