package dev.gradus.flow;

import dev.gradus.graph.Gradients;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.MatrixValueException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The x with g(x, θ) = 0, found by an iteration and created by {@link Implicit}.
 *
 * <p>∂J/∂θ = −λᵀ ∂g/∂θ, where (∂g/∂x)ᵀ λ = ∂J/∂x, all at the solution. The start has no influence.
 */
public final class Solution extends Op {
    /** A pivot that is this fraction of its diagonal element, times the number of unknowns, may be 0 but for rounding. */
    private static final double ROUNDING = 0x1p-50;

    private final Problem problem;

    /**
     * The equation and the method of its solution.
     *
     * @param equation g as the output of a step with the carry x
     * @param iteration the next x as the result of such a step
     * @param isMinimum whether ∂g/∂x must be positive definite at the solution
     */
    record Problem(Body equation, Body iteration, double tolerance, int most, boolean isMinimum) {
        /** @param both the next x and g, of the same x and the same given values */
        static Problem of(Body both, double tolerance, int most, boolean isMinimum) {
            return new Problem(
                    new Body(both.carries(), List.of(), both.given(), List.of(), both.outputs()),
                    new Body(both.carries(), List.of(), both.given(), both.next(), List.of()),
                    tolerance,
                    most,
                    isMinimum);
        }

        @Override
        public String toString() {
            return "tolerance " + tolerance + ", at most " + most + " steps";
        }
    }

    /** @param inputs the start, followed by the outer values of the equation and the iteration */
    Solution(Problem problem, List<Node> inputs) {
        super(inputs.get(0).shape(), inputs, in -> new Solution(problem, in));
        this.problem = problem;
        List<Input> expected = expected();
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).shape().equals(input(i).shape())) {
                throw new ShapeException("Solution: " + operand(i) + " must have the shape "
                        + expected.get(i).shape() + " of this equation, but is " + input(i).describe());
            }
        }
    }

    /**
     * Creates the solution that a file described.
     *
     * @param equation g as the output of a step whose carry is x
     * @param iteration the next x as the carry of such a step
     * @param isMinimum whether ∂g/∂x must be positive definite at the solution
     * @param inputs the start, followed by the given values
     * @throws ShapeException if an input or the equation does not have the shape that it needs
     * @throws IllegalArgumentException if the bodies are not an equation and an iteration with these inputs
     */
    public static Solution of(
            Body equation, Body iteration, double tolerance, int most, boolean isMinimum, List<Node> inputs) {
        Objects.requireNonNull(equation, "equation");
        Objects.requireNonNull(iteration, "iteration");
        Objects.requireNonNull(inputs, "inputs");
        boolean fits = tolerance > 0
                && most > 0
                && equation.carries().size() == 1
                && equation.elements().isEmpty()
                && equation.outputs().size() == 1
                && equation.outputs()
                        .get(0)
                        .shape()
                        .equals(equation.carries().get(0).shape())
                && iteration.elements().isEmpty()
                && shapes(iteration).equals(shapes(equation))
                && inputs.size() == 1 + equation.given().size();
        if (!fits) {
            throw new IllegalArgumentException(
                    "Solution: the bodies must be an equation and an iteration of one unknown"
                            + " with the same given values, the tolerance and the number of steps positive");
        }
        return new Solution(new Problem(equation, iteration, tolerance, most, isMinimum), inputs);
    }

    private static List<Shape> shapes(Body body) {
        return Stream.of(body.carries(), body.given())
                .flatMap(List::stream)
                .map(Node::shape)
                .toList();
    }

    private List<Input> expected() {
        List<Input> all = new ArrayList<>(problem.equation.carries());
        all.addAll(problem.equation.given());
        return all;
    }

    /** Returns the equation as a graph: the unknown, the outer values, and g as its output. */
    public Body equation() {
        return problem.equation;
    }

    /** Returns the iteration as a graph: x, the outer values, and the next x as its carry. */
    public Body iteration() {
        return problem.iteration;
    }

    /**
     * Returns the tolerance: the change of an element, relative to the larger of the greatest element and 1, at which
     * the iteration ends.
     */
    public double tolerance() {
        return problem.tolerance;
    }

    /** Returns the maximum number of steps. */
    public int most() {
        return problem.most;
    }

    /** Returns whether ∂g/∂x must be positive definite at the solution, as it is at a minimum. */
    public boolean isMinimum() {
        return problem.isMinimum;
    }

    /** Returns one step of the iteration as a loop with the same inputs, whose carry is x. */
    public Loop step() {
        return new Loop(problem.iteration, 1, false, inputs());
    }

    /** Returns a loop of one step with the same inputs, which keeps x and whose only output is ∂g/∂x. */
    public Loop curvature() {
        Input x = problem.equation.carries().get(0), u = Input.of("u", shape());
        Node matrix = Implicit.jacobian(
                u, Gradients.of(problem.equation.outputs().get(0), u).wrt(x));
        return new Loop(
                new Body(List.of(x), List.of(), problem.equation.given(), List.of(x), List.of(matrix)),
                1,
                false,
                inputs());
    }

    /**
     * Iterates until a step changes little.
     *
     * @throws ConvergenceException if the iteration does not settle, encounters a number that is not finite or a
     *     singular matrix, or ends where {@link #checkMinimum} throws
     */
    @Override
    public void forward(double[][] in, double[] out) {
        double[][] given = in.clone();
        given[0] = in[0].clone();
        double[] next = new double[out.length];
        PlainLoop loop = new PlainLoop(step(), given);
        solve(given[0], next, () -> loop.step(given[0], next));
        System.arraycopy(next, 0, out, 0, out.length);
        if (problem.isMinimum) {
            Loop curvature = curvature();
            given[0] = next;
            double[] results = new double[curvature.shape().elements()];
            curvature.forward(given, results);
            int start = curvature.results().get(1).start();
            checkMinimum(next, Arrays.copyOfRange(results, start, start + next.length * next.length));
        }
    }

    /**
     * Checks that ∂g/∂x is positive definite, up to rounding and whatever the units of x.
     *
     * @param x the solution
     * @param matrix ∂g/∂x, which is overwritten
     * @throws ConvergenceException if it is not
     */
    public void checkMinimum(double[] x, double[] matrix) {
        int n = x.length;
        // Cholesky's factorization in the lower triangle. The elements above the diagonal remain.
        for (int k = 0; k < n; k++) {
            double diagonal = matrix[k * n + k];
            for (int j = 0; j < k; j++) {
                double sum = matrix[k * n + j];
                for (int i = 0; i < j; i++) {
                    sum -= matrix[k * n + i] * matrix[j * n + i];
                }
                matrix[k * n + j] = sum / matrix[j * n + j];
            }
            double pivot = diagonal;
            for (int j = 0; j < k; j++) {
                pivot -= matrix[k * n + j] * matrix[k * n + j];
            }
            if (!(pivot > n * ROUNDING * diagonal)) {
                throw ConvergenceException.notMinimum(this, x, k, diagonal, pivot);
            }
            matrix[k * n + k] = Math.sqrt(pivot);
        }
    }

    /**
     * Iterates until a step changes little.
     *
     * @param x the start; in the end, the value before the last step
     * @param next the value after a step; in the end, the solution
     * @param step computes the next value from x
     * @throws ConvergenceException if the iteration does not settle, or encounters a number that is not finite or a
     *     singular matrix
     */
    public void solve(double[] x, double[] next, Runnable step) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(step, "step");
        double change = Double.POSITIVE_INFINITY;
        for (int number = 1; change > problem.tolerance; number++) {
            if (number > problem.most) {
                throw ConvergenceException.unsettled(this, problem.most, change, problem.tolerance);
            }
            if (number > 1) {
                System.arraycopy(next, 0, x, 0, x.length);
            }
            try {
                step.run();
            } catch (MatrixValueException singular) {
                throw ConvergenceException.singular(this, number, singular);
            } catch (OpException thrown) {
                throw thrown.in("iteration " + number + " of " + describe());
            }
            change = change(x, next, number);
        }
    }

    /** Returns the greatest change of an element, relative to the larger of the greatest element and 1. */
    private double change(double[] x, double[] next, int step) {
        double change = 0;
        double scale = 1;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(next[i])) {
                throw ConvergenceException.notFinite(this, step, i, next[i]);
            }
            change = Math.max(change, Math.abs(next[i] - x[i]));
            scale = Math.max(scale, Math.abs(next[i]));
        }
        return change / scale;
    }

    @Override
    public List<Node> backward(Node upstream) {
        Body equation = problem.equation;
        Input x = equation.carries().get(0);
        Node g = equation.outputs().get(0);
        // Differentiate with x as a leaf, because a sweep from this node would apply this very rule.
        Input u = Input.of("u", shape());
        Gradients gradients = Gradients.of(g, u);
        Map<Node, Node> here = new HashMap<>();
        here.put(x, this);
        for (int i = 0; i < equation.given().size(); i++) {
            here.put(equation.given().get(i), input(1 + i));
        }
        Node matrix = Subgraph.rebuilt(List.of(Implicit.jacobian(u, gradients.wrt(x))), here)
                .get(0);
        Node lambda = LinearAlgebra.solve(matrix.transpose(), Implicit.flat(upstream));
        here.put(u, lambda.negate().reshape(shape()));
        List<Node> all = new ArrayList<>(List.of(zero()));
        for (Input given : equation.given()) {
            if (gradients.reaches(given)) {
                all.add(Subgraph.rebuilt(List.of(gradients.wrt(given)), here).get(0));
            } else {
                Optional<String> undefined = gradients.undefined(given).map(Throwable::getMessage);
                all.add(undefined.map(Op::undefined).orElseGet(Op::zero));
            }
        }
        return all;
    }

    /** Returns the numbers of the inputs that the gradient of the solution reaches. */
    BitSet reached() {
        Body equation = problem.equation;
        BitSet reached = new BitSet();
        equation.reachedFrom(equation.outputs()).stream()
                .forEach(number -> reached.set(number, number > 0)); // not the start
        return reached;
    }

    @Override
    public Record attributes() {
        return problem;
    }

    /** Returns the equation, whose last line is 0 at the solution. */
    @Override
    public String inside() {
        return problem.equation.toString();
    }

    @Override
    public List<String> operands() {
        List<String> names = new ArrayList<>(List.of("start"));
        expected().stream().skip(1).forEach(given -> names.add(given.label()));
        return names;
    }

    @Override
    public Notation notation() {
        return Notation.function("solution");
    }
}
