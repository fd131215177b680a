package dev.gradus.hipparchus;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.lift.Lifted;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hipparchus.analysis.differentiation.Derivative;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;

/**
 * A function f: ℝ → ℝ with its exact derivatives of any order, for Hipparchus' root finders. Not thread-safe.
 */
public final class RealFunction implements UnivariateDifferentiableFunction {
    private final DerivativesUpTo derivatives;

    /** f, f′, f″, … up to an order. */
    private interface DerivativesUpTo {
        double[] at(double x, int order);
    }

    private RealFunction(DerivativesUpTo derivatives) {
        this.derivatives = derivatives;
    }

    /**
     * The function that a graph computes.
     *
     * @param f computes a number from a number
     * @throws IllegalArgumentException if the result depends on inputs other than the number
     * @throws ShapeException if f does not return a node of rank 0
     */
    public static RealFunction of(Function<Node, Node> f) {
        Arguments arguments = Arguments.of(Input.of("x"), f);
        if (!arguments.y().shape().isScalar()) {
            throw new ShapeException("RealFunction: f must return a number, but returns "
                    + arguments.y().describe());
        }
        return new RealFunction(new OfGraph(arguments));
    }

    /**
     * The function that a lifted method computes, with derivatives up to the second.
     *
     * @param f a method that takes a {@code double} and returns a {@code double}
     */
    public static RealFunction of(Lifted f) {
        Objects.requireNonNull(f, "f");
        return new RealFunction((x, order) -> {
            if (order > 2) {
                throw new IllegalArgumentException("a lifted method has derivatives up to the second here, but " + order
                        + " are needed; use RealFunction.of(x -> f.on(x)), which has all");
            }
            double[] found = new double[order + 1];
            found[0] = f.value(x);
            if (order > 0) {
                found[1] = f.gradient(x);
            }
            if (order > 1) {
                found[2] = f.hessian(x)[0][0];
            }
            return found;
        });
    }

    /** Plans a run for each order when it is first needed. */
    private static final class OfGraph implements DerivativesUpTo {
        private final Input x;
        private final List<Node> derivatives = new ArrayList<>();
        private final Map<Integer, Run> runs = new HashMap<>();

        OfGraph(Arguments arguments) {
            this.x = arguments.x();
            derivatives.add(arguments.y());
        }

        @Override
        public double[] at(double at, int order) {
            Run run = runs.computeIfAbsent(order, this::planned);
            if (run.graph().inputs().contains(x)) {
                run.feed(x, new double[] {at});
            }
            run.forward();
            return derivatives.subList(0, order + 1).stream()
                    .mapToDouble(derivative -> run.value(derivative).item())
                    .toArray();
        }

        private Run planned(int order) {
            while (derivatives.size() <= order) {
                Node last = derivatives.get(derivatives.size() - 1);
                boolean depends = Graph.of(last).inputs().contains(x);
                derivatives.add(depends ? Gradients.of(last).wrt(x) : Constant.of(0));
            }
            List<Node> needed = derivatives.subList(0, order + 1);
            return Run.builder(Graph.of(needed))
                    .keep(needed.toArray(Node[]::new))
                    .forwardOnly()
                    .build();
        }
    }

    @Override
    public double value(double x) {
        return derivatives.at(x, 0)[0];
    }

    @Override
    public <T extends Derivative<T>> T value(T x) {
        return x.compose(derivatives.at(x.getValue(), x.getOrder()));
    }
}
