package dev.gradus.gradbench;

import dev.gradus.flow.StepLimitException;
import dev.gradus.flow.While;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * The eval {@code particle}: a charged particle flies from (0, 8) past two fixed charges, at (10, 10 − w) and (10, 0), down
 * to the x-axis. The w is wanted for which it lands at the origin: that with the least square of where it lands, by gradient
 * descent. Its acceleration is minus the gradient of the potential, so that gradients are nested.
 *
 * <p>Euler's method goes on until the particle has landed. Memory for a gradient is planned for some number of steps; a
 * flight that takes more is computed again with twice as many.
 */
final class Particle {
    private static final double STEP = 0.1;
    private static final int FIRST_STEPS = 64;
    private static final int MOST_STEPS = 1 << 16;

    private final Mode outer;
    private final Mode inner;
    private Flight flight;

    record Arguments(double w) {}

    private Particle(Mode outer, Mode inner) {
        this.outer = outer;
        this.inner = inner;
        this.flight = new Flight(outer, inner, FIRST_STEPS);
    }

    /**
     * A flight of at most this many steps, and the derivative of its cost. In reverse, the derivative goes back from the
     * forward pass that has computed the cost.
     */
    private static final class Flight {
        private final int most;
        private final Input w = Input.of("w");
        private final Run costRun;
        private final DoubleUnaryOperator slope;
        private final double[] gradient = new double[1];

        /** The w of the last complete forward pass of the cost. */
        private double last = Double.NaN;

        Flight(Mode outer, Mode inner, int most) {
            this.most = most;
            Node charges = Moves.stack(
                    0, point(10, 0), point(10, 10).subtract(point(0, 1).multiply(w)));
            While flight = While.carry("position", point(0, 8))
                    .carry("velocity", point(0.75, 0))
                    .carry("before", point(0.75, 0))
                    .most(most)
                    .steps(step -> step.carry("position").select(0, 1).greater(0), step -> {
                        Node position = step.carry("position");
                        Node velocity = step.carry("velocity");
                        Node acceleration = inner.gradient(potential(charges, position), position)
                                .negate();
                        step.next("position", position.add(velocity.multiply(STEP)))
                                .next("velocity", velocity.add(acceleration.multiply(STEP)))
                                .next("before", velocity);
                    });
            Node cost = cost(flight.carry("position"), flight.carry("before"));
            if (outer == Mode.REVERSE) {
                costRun = Run.builder(Graph.of(cost)).gradients(w).build();
                slope = this::backward;
            } else {
                costRun = Run.of(Graph.of(cost));
                Run slopeRun = Run.of(Graph.of(outer.gradient(cost, w)));
                slope = at -> slopeRun.feed(w, new double[] {at}).forward();
            }
        }

        private static Constant point(double x, double y) {
            return Constant.of(Tensor.of(new double[] {x, y}));
        }

        private static Node potential(Node charges, Node position) {
            return charges.subtract(position)
                    .square()
                    .sum(1)
                    .sqrt()
                    .reciprocal()
                    .sum();
        }

        /** The square of where a straight line through the position meets the x-axis. */
        private static Node cost(Node position, Node velocity) {
            Node time = position.select(0, 1).negate().divide(velocity.select(0, 1));
            return position.select(0, 0)
                    .add(velocity.select(0, 0).multiply(time))
                    .square();
        }

        double cost(double at) {
            last = Double.NaN;
            double cost = costRun.feed(w, new double[] {at}).forward();
            last = at;
            return cost;
        }

        private double backward(double at) {
            if (at != last) {
                cost(at);
            }
            costRun.backward();
            costRun.readGradient(w, gradient);
            return gradient[0];
        }

        double slope(double at) {
            return slope.applyAsDouble(at);
        }
    }

    private double cost(double w) {
        while (true) {
            try {
                return flight.cost(w);
            } catch (StepLimitException longer) {
                if (flight.most == MOST_STEPS) {
                    throw new IllegalArgumentException("the particle does not land for w = " + w, longer);
                }
                flight = new Flight(outer, inner, 2 * flight.most);
            }
        }
    }

    private Double best(double start) {
        return GradientDescent.minimum(w -> cost(w[0]), w -> new double[] {flight.slope(w[0])}, start)[0];
    }

    static Eval eval() {
        return new Eval()
                .function("ff", Arguments.class, a -> prepared(a, Mode.FORWARD, Mode.FORWARD))
                .function("fr", Arguments.class, a -> prepared(a, Mode.FORWARD, Mode.REVERSE))
                .function("rf", Arguments.class, a -> prepared(a, Mode.REVERSE, Mode.FORWARD))
                .function("rr", Arguments.class, a -> prepared(a, Mode.REVERSE, Mode.REVERSE));
    }

    private static Prepared<Double> prepared(Arguments a, Mode outer, Mode inner) {
        Particle particle = new Particle(outer, inner);
        particle.cost(a.w);
        Supplier<Double> best = () -> particle.best(a.w);
        return Prepared.of(best);
    }
}
