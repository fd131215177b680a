package dev.gradus.hipparchus;

import dev.gradus.graph.Graph;
import dev.gradus.lift.Lifted;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Hessian;
import dev.gradus.run.Run;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.hipparchus.analysis.MultivariateVectorFunction;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.TwiceDifferentiableFunction;

/**
 * A function f: ℝⁿ → ℝ with its exact gradient and Hessian, for Hipparchus' optimizers.
 *
 * <pre>{@code
 * ScalarFunction f = ScalarFunction.of(2, x -> x.select(0, 1).subtract(x.select(0, 0).square()).square());
 * new NonLinearConjugateGradientOptimizer(Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-12, 1e-12))
 *         .optimize(new ObjectiveFunction(f), new ObjectiveFunctionGradient(f.gradient()), …);
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ScalarFunction extends TwiceDifferentiableFunction {
    private final int dimension;
    private final Derivatives derivatives;

    /** The value and the derivatives at a point. */
    private interface Derivatives {
        double value(double[] x);

        double[] gradient(double[] x);

        double[][] hessian(double[] x);
    }

    private ScalarFunction(int dimension, Derivatives derivatives) {
        this.dimension = dimension;
        this.derivatives = derivatives;
    }

    /**
     * The function that a graph computes.
     *
     * @param f computes a number from a vector of this dimension
     * @throws IllegalArgumentException if the number depends on inputs other than the vector
     * @throws dev.gradus.node.ShapeException if f returns more than a number
     */
    public static ScalarFunction of(int dimension, Function<Node, Node> f) {
        return new ScalarFunction(dimension, new OfGraph(Arguments.of(dimension, f)));
    }

    /**
     * The function that a lifted method computes.
     *
     * @param f a method that takes a {@code double[]} and returns a {@code double}
     */
    public static ScalarFunction of(int dimension, Lifted f) {
        Objects.requireNonNull(f, "f");
        return new ScalarFunction(dimension, new Derivatives() {
            @Override
            public double value(double[] x) {
                return f.value(x);
            }

            @Override
            public double[] gradient(double[] x) {
                return f.gradient(x);
            }

            @Override
            public double[][] hessian(double[] x) {
                return f.hessian(x);
            }
        });
    }

    /** The derivatives of a graph; second ones are planned when they are first needed. */
    private static final class OfGraph implements Derivatives {
        private final Input x;
        private final Node y;
        private final Run run;
        private Optional<Hessian> hessian = Optional.empty();

        OfGraph(Arguments arguments) {
            this.x = arguments.x();
            this.y = arguments.y();
            this.run = Run.builder(Graph.of(y)).gradients(x).build();
        }

        @Override
        public double value(double[] at) {
            return run.feed(x, at).forward();
        }

        @Override
        public double[] gradient(double[] at) {
            run.feed(x, at).forward();
            run.backward();
            double[] gradient = new double[at.length];
            run.readGradient(x, gradient);
            return gradient;
        }

        @Override
        public double[][] hessian(double[] at) {
            Hessian planned = hessian.orElseGet(() -> Hessian.of(y).wrt(x));
            hessian = Optional.of(planned);
            return planned.feed(x, at).value().to2d();
        }
    }

    /** The dimension n. */
    @Override
    public int dim() {
        return dimension;
    }

    @Override
    public double value(RealVector x) {
        return derivatives.value(Arguments.checked(x, dimension));
    }

    @Override
    public RealVector gradient(RealVector x) {
        return new ArrayRealVector(derivatives.gradient(Arguments.checked(x, dimension)), false);
    }

    @Override
    public RealMatrix hessian(RealVector x) {
        return MatrixUtils.createRealMatrix(derivatives.hessian(Arguments.checked(x, dimension)));
    }

    /** The gradient as a function, for {@code ObjectiveFunctionGradient}. */
    public MultivariateVectorFunction gradient() {
        return x -> gradient(x).toArray();
    }
}
