package dev.gradus.graph;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Forward-mode differentiation: computes the directional derivative ∂y/∂x · v of a node as a node.
 *
 * <pre>{@code
 * Node slope = Tangents.of(y).along(x, v); // of y's shape
 * }</pre>
 *
 * <p>No op needs a second rule for this. The gradient uᵀ·∂y/∂x is linear in the upstream gradient u, so its derivative
 * with respect to u is the transposed matrix, for any u. One backward sweep computes the gradient as nodes, and a
 * second one through those computes ∂y/∂x · v. Nodes needed only by the first sweep are not part of the result, which
 * therefore costs about as much as y itself. This method is called double transposition (J. Townsend, "A new trick for
 * calculating Jacobian vector products", 2017).
 *
 * <p>The result is an ordinary node, so the modes nest in any order: the tangent of a gradient is a Hessian-vector
 * product.
 */
public final class Tangents {
    private final Node y;

    /** Stands for any upstream gradient. The derivative of a linear function does not depend on it. */
    private final Node anyUpstream;

    private final Gradients gradients;

    private Tangents(Node y) {
        this.y = y;
        this.anyUpstream = Constant.of(Tensor.zeros(y.shape()));
        this.gradients = Gradients.of(y, anyUpstream);
    }

    /** Creates the tangents of y, which may have any shape. */
    public static Tangents of(Node y) {
        return new Tangents(Objects.requireNonNull(y, "y"));
    }

    /**
     * Computes ∂y/∂x · v, of y's shape. If y does not depend on x, it is zeros and {@link #disconnected()} includes x.
     *
     * @param v the direction, of x's shape
     * @throws ShapeException if v does not have x's shape
     * @throws UndefinedGradientException if all paths from y to x lead through ops without a derivative there
     * @throws IllegalArgumentException if y does not depend on x, but on another node of the same name
     */
    public Node along(Node x, Node v) {
        return along(List.of(Objects.requireNonNull(x, "x")), List.of(Objects.requireNonNull(v, "v")));
    }

    /**
     * Computes Σ ∂y/∂xᵢ · vᵢ, the derivative when all nodes change together. An x on which y does not depend adds
     * nothing.
     *
     * @param v a direction for each x
     * @throws ShapeException if a direction does not have its x's shape
     * @throws UndefinedGradientException if all paths from y to an x lead through ops without a derivative there
     * @throws IllegalArgumentException if the numbers of directions and nodes differ, or if y does not depend on an x,
     *     but on another node of the same name
     */
    public Node along(List<? extends Node> x, List<? extends Node> v) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(v, "v");
        if (x.size() != v.size()) {
            throw new IllegalArgumentException("Tangents: there are " + x.size() + " nodes and " + v.size()
                    + " directions; pass one direction for each node");
        }
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            checkDirection(x.get(i), v.get(i));
            Node gradient = gradients.wrt(x.get(i));
            if (gradients.reaches(x.get(i))) {
                parts.add(gradient.multiply(v.get(i)).sum());
            }
        }
        Node product = parts.stream().reduce(Node::add).orElseGet(() -> Constant.of(0));
        Gradients transposed = Gradients.of(product);
        // Constants of zeros elsewhere in the graph are not confused with the upstream gradient, so wrt must not check.
        return transposed.reaches(anyUpstream)
                        || transposed.undefined(anyUpstream).isPresent()
                ? transposed.wrt(anyUpstream)
                : Constant.of(0).broadcastTo(y.shape());
    }

    /** Returns the nodes so far along which a tangent was requested, and on which y does not depend. */
    public List<Node> disconnected() {
        return gradients.disconnected();
    }

    private void checkDirection(Node x, Node v) {
        if (!v.shape().equals(x.shape())) {
            throw new ShapeException("Tangents: " + y.expression() + " along " + v.describe()
                    + ": the direction must have the shape of " + x.describe());
        }
    }
}
