package dev.gradus.flow;

import dev.gradus.graph.Gradients;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Defines a value by an equation: the x with g(x, θ) = 0, a fixed point x = f(x, θ), or the minimum of J(x, θ).
 *
 * <pre>{@code
 * Node root = Implicit.root(start, x -> x.multiply(x.exp()).subtract(theta)).solution();
 * }</pre>
 *
 * <p>An iteration, by default Newton's, finds x, but the derivative does not pass through it. As θ varies, x varies so
 * that g stays 0: ∂g/∂x dx + ∂g/∂θ dθ = 0. By the implicit function theorem, ∂J/∂θ = −λᵀ ∂g/∂θ, where λ solves the
 * linear equations (∂g/∂x)ᵀ λ = ∂J/∂x. These are nodes, so derivatives of any order exist. The start has no influence
 * as long as it leads to the same x.
 *
 * <p>The equation may use any node of the enclosing graph; θ stands for all of them. x may have any shape. The matrix
 * ∂g/∂x has one row and one column per element of x.
 */
public final class Implicit {
    private static final double TOLERANCE = 1e-13;
    private static final int MOST = 1000;

    private final Node start;

    private final Input x;

    /** g(x), which is 0 at the solution. */
    private final Node equation;

    private Node next;

    private double tolerance = TOLERANCE;
    private int most = MOST;
    private boolean isDefinite;

    private Implicit(Node start, Input x, Node equation, Node next) {
        this.start = start;
        this.x = x;
        this.equation = equation;
        this.next = next;
    }

    /**
     * Defines the x with g(x) = 0, found by Newton's method.
     *
     * @param start the initial x, of x's shape
     * @param g the equations, of x's shape
     * @throws ShapeException if g does not have x's shape
     */
    public static Implicit root(Node start, UnaryOperator<Node> g) {
        Input x = unknown(start);
        Node equation = equation("g", x, Objects.requireNonNull(g, "g").apply(x));
        return new Implicit(start, x, equation, newton(x, equation));
    }

    /**
     * Defines the x with x = f(x), found by the iteration x ← f(x).
     *
     * @param start the initial x, of x's shape
     * @throws ShapeException if f does not have x's shape
     */
    public static Implicit fixedPoint(Node start, UnaryOperator<Node> f) {
        Input x = unknown(start);
        Node value = equation("f", x, Objects.requireNonNull(f, "f").apply(x));
        return new Implicit(start, x, x.subtract(value), value);
    }

    /**
     * Defines the x that minimizes J(x), found by Newton's method on the gradient. The method goes to a point where the
     * gradient is 0, which may also be a maximum or a saddle point; which one depends on the start. A run therefore
     * throws a {@link ConvergenceException} unless the Hessian is positive definite there, as {@link #definite} says.
     *
     * <p>To maximize J, minimize −J. To find any point where the gradient is 0, use {@link #root} with the gradient.
     *
     * @param start the initial x, of x's shape
     * @throws ShapeException if J does not have exactly one element
     */
    public static Implicit minimum(Node start, UnaryOperator<Node> j) {
        Input x = unknown(start);
        Node slope = Gradients.of(Objects.requireNonNull(j, "j").apply(x)).wrt(x);
        return new Implicit(start, x, slope, newton(x, slope)).definite();
    }

    private static Input unknown(Node start) {
        Objects.requireNonNull(start, "start");
        return Input.of(start.isNamed() ? start.label() + "*" : "x", start.shape());
    }

    private static Node equation(String name, Node x, Node value) {
        if (!value.shape().equals(x.shape())) {
            throw new ShapeException("Implicit: " + name + "(x) = " + value.describe() + " must have the shape of "
                    + x.describe() + ": there are as many equations as unknowns");
        }
        return value;
    }

    private static Node newton(Node x, Node equation) {
        Input u = Input.of("u", x.shape());
        Node matrix = jacobian(u, Gradients.of(equation, u).wrt(x));
        return x.subtract(LinearAlgebra.solve(matrix, flat(equation)).reshape(x.shape()));
    }

    /**
     * Returns ∂g/∂x as a node: a loop over its rows.
     *
     * @param product uᵀ ∂g/∂x for any u, which is rebuilt for each row. One sweep thus suffices for all uses of the matrix;
     *     if each made its own, nested equations would take twice as long at every level.
     */
    static Node jacobian(Input u, Node product) {
        int n = u.shape().elements();
        if (n == 0) {
            return Constant.of(Tensor.zeros(0, 0));
        }
        return Scan.over("unit vector", Constant.of(Tensor.eye(n)), 0)
                .steps(step -> step.output(
                        "∂g/∂x",
                        flat(Subgraph.rebuilt(
                                        List.of(product),
                                        Map.of(u, step.element("unit vector").reshape(u.shape())))
                                .get(0))))
                .output();
    }

    static Node flat(Node node) {
        return node.reshape(node.shape().elements());
    }

    /**
     * Solves the equation by another iteration, such as a damped one. The iteration does not affect derivatives.
     *
     * @param iteration the next x, given an x
     * @throws ShapeException if it has another shape
     */
    public Implicit by(UnaryOperator<Node> iteration) {
        next = equation(
                "the iteration",
                x,
                Objects.requireNonNull(iteration, "iteration").apply(x));
        return this;
    }

    /**
     * Sets the tolerance, by default 1e−13. The iteration ends with a step that changes no element by more than this,
     * relative to the larger of the greatest element and 1.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Implicit tolerance(double relative) {
        if (!(relative > 0)) {
            throw new IllegalArgumentException("Implicit: tolerance(" + relative + "): the tolerance must be positive");
        }
        tolerance = relative;
        return this;
    }

    /**
     * Sets the maximum number of steps, by default 1000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Implicit most(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Implicit: most(" + steps + "): the number of steps must be at least 1");
        }
        most = steps;
        return this;
    }

    /**
     * Requires the matrix ∂g/∂x to be positive definite at the solution: if g is the gradient of J, the solution is then
     * a minimum of J. {@link #minimum} requires it.
     *
     * <p>A matrix that is singular up to rounding is refused as well. If a second derivative is 0, as at the minimum of
     * x⁴ and at the inflection of x³, it does not tell which of the two it is, and the solution has no derivative. The
     * units of the unknowns make no difference. Only the matrix at the computed x counts: an iteration that stops near the
     * inflection of x³ where the second derivative is still positive is not noticed.
     */
    public Implicit definite() {
        isDefinite = true;
        return this;
    }

    /** Returns the solution, of the start's shape. A run throws a {@link ConvergenceException} if none is found. */
    public Node solution() {
        Closing closing = new Closing(
                List.of(x), List.of(), List.of(next), List.of(equation), name -> name + "′", Map.of(), Map.of());
        List<Node> inputs = new ArrayList<>(List.of(start));
        inputs.addAll(closing.given());
        return new Solution(Solution.Problem.of(closing.body(), tolerance, most, isDefinite), inputs);
    }
}
