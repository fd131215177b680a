package dev.gradus.hipparchus;

import dev.gradus.graph.Graph;
import dev.gradus.lift.Lifted;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Run;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.EqualityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.InequalityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.VectorDifferentiableFunction;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * A function f: ℝⁿ → ℝᵐ with its exact Jacobian, for Hipparchus' least-squares solvers and as a constraint of its
 * optimizers. Not thread-safe.
 */
public final class VectorFunction implements VectorDifferentiableFunction {
    private final int dimension;
    private final int results;
    private final UnaryOperator<double[]> value;
    private final Function<double[], double[][]> jacobian;

    private VectorFunction(
            int dimension, int results, UnaryOperator<double[]> value, Function<double[], double[][]> jacobian) {
        this.dimension = dimension;
        this.results = results;
        this.value = value;
        this.jacobian = jacobian;
    }

    /**
     * The function that a graph computes.
     *
     * @param f computes a vector from a vector of this dimension
     * @throws IllegalArgumentException if the result depends on inputs other than the vector
     * @throws ShapeException if f does not return a vector
     */
    public static VectorFunction of(int dimension, Function<Node, Node> f) {
        Arguments arguments = Arguments.of(dimension, f);
        Node y = arguments.y();
        if (y.shape().rank() != 1) {
            throw new ShapeException("VectorFunction: f must return a vector, but returns " + y.describe());
        }
        Run run = Run.builder(Graph.of(y)).keep(y).forwardOnly().build();
        Jacobian jacobian = Jacobian.of(y).wrt(arguments.x());
        return new VectorFunction(
                dimension,
                y.shape().elements(),
                at -> {
                    run.feed(arguments.x(), at).forward();
                    return run.value(y).toArray();
                },
                at -> jacobian.feed(arguments.x(), at).value().to2d());
    }

    /**
     * The function that a lifted method computes.
     *
     * @param results the length m of its results
     * @param f a method that takes a {@code double[]} and returns a {@code double[]}
     */
    public static VectorFunction of(int dimension, int results, Lifted f) {
        Objects.requireNonNull(f, "f");
        return new VectorFunction(dimension, results, f::<double[]>apply, f::jacobian);
    }

    /** The dimension n of the argument. */
    @Override
    public int dim() {
        return dimension;
    }

    /** The dimension m of the result. */
    @Override
    public int dimY() {
        return results;
    }

    @Override
    public RealVector value(RealVector x) {
        return new ArrayRealVector(value.apply(Arguments.checked(x, dimension)), false);
    }

    @Override
    public RealMatrix jacobian(RealVector x) {
        return MatrixUtils.createRealMatrix(jacobian.apply(Arguments.checked(x, dimension)));
    }

    /** The same function for {@code LeastSquaresBuilder.model}. */
    public MultivariateJacobianFunction model() {
        return x -> new Pair<>(value(x), jacobian(x));
    }

    /**
     * The constraint f(x) = bounds.
     *
     * @param bounds a number for each element of the result
     */
    public EqualityConstraint equalTo(double... bounds) {
        return new EqualityConstraint(bounds(bounds)) {
            @Override
            public int dim() {
                return dimension;
            }

            @Override
            public RealVector value(RealVector x) {
                return VectorFunction.this.value(x);
            }

            @Override
            public RealMatrix jacobian(RealVector x) {
                return VectorFunction.this.jacobian(x);
            }
        };
    }

    /**
     * The constraint f(x) ≥ bounds, for each element.
     *
     * @param bounds a number for each element of the result
     */
    public InequalityConstraint atLeast(double... bounds) {
        return new InequalityConstraint(bounds(bounds)) {
            @Override
            public int dim() {
                return dimension;
            }

            @Override
            public RealVector value(RealVector x) {
                return VectorFunction.this.value(x);
            }

            @Override
            public RealMatrix jacobian(RealVector x) {
                return VectorFunction.this.jacobian(x);
            }
        };
    }

    private RealVector bounds(double[] bounds) {
        if (bounds.length != results) {
            throw new IllegalArgumentException("the constraint needs a bound for each of the " + results
                    + " results of f, but has " + bounds.length);
        }
        return new ArrayRealVector(bounds);
    }
}
