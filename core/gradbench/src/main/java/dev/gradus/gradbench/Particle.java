package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.function.Supplier;

/**
 * The eval {@code particle}: a charged particle flies from (0, 8) past two fixed charges, at (10, 10 − w) and (10, 0), down
 * to the x-axis. The w is wanted for which it lands at the origin: that with the least square of where it lands, by gradient
 * descent. Its acceleration is minus the gradient of the potential, so that gradients are nested.
 *
 * <p>Euler's method goes on until the particle has landed. As a loop of nodes has a fixed number of steps, the steps after
 * the landing change nothing, and a flight that has not ended is computed again with twice as many.
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

    /** A flight of this many steps, and the derivative of where it ends. */
    private static final class Flight {
        private final int steps;
        private final Input w = Input.of("w");
        private final Node flying;
        private final Node cost;
        private final Node slope;
        private final Run costRun;
        private final Run slopeRun;

        Flight(Mode outer, Mode inner, int steps) {
            this.steps = steps;
            Node charges = Moves.stack(
                    0, point(10, 0), point(10, 10).subtract(point(0, 1).multiply(w)));
            Scan flight = Scan.times(steps)
                    .carry("position", point(0, 8))
                    .carry("velocity", point(0.75, 0))
                    .carry("flying", Constant.of(1))
                    .carry("cost", Constant.of(0))
                    .steps(step -> {
                        Node position = step.carry("position");
                        Node velocity = step.carry("velocity");
                        Node flying = step.carry("flying");
                        Node acceleration = inner.gradient(potential(charges, position), position)
                                .negate();
                        Node next = position.add(velocity.multiply(STEP));
                        Node above = next.select(0, 1).greater(0);
                        Node landing = flying.multiply(Constant.of(1).subtract(above));
                        Node goesOn = flying.multiply(above);
                        step.next("position", goesOn.where(next, position))
                                .next("velocity", goesOn.where(velocity.add(acceleration.multiply(STEP)), velocity))
                                .next("flying", goesOn)
                                .next("cost", landing.where(cost(landing, next, velocity), step.carry("cost")));
                    });
            flying = flight.carry("flying");
            cost = flight.carry("cost");
            slope = outer.gradient(cost, w);
            costRun = Run.of(Graph.of(cost, flying));
            slopeRun = Run.of(Graph.of(slope));
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
        private static Node cost(Node landing, Node position, Node velocity) {
            Node fall = landing.where(velocity.select(0, 1), Constant.of(1));
            Node time = position.select(0, 1).negate().divide(fall);
            return position.select(0, 0)
                    .add(velocity.select(0, 0).multiply(time))
                    .square();
        }

        /** NaN if the steps do not suffice. */
        double cost(double at) {
            costRun.feed(w, new double[] {at}).forward();
            return costRun.value(flying).item() == 0 ? costRun.value(cost).item() : Double.NaN;
        }

        double slope(double at) {
            return slopeRun.feed(w, new double[] {at}).forward();
        }
    }

    private double cost(double w) {
        double cost = flight.cost(w);
        while (Double.isNaN(cost)) {
            if (flight.steps == MOST_STEPS) {
                throw new IllegalArgumentException("the particle does not land for w = " + w);
            }
            flight = new Flight(outer, inner, 2 * flight.steps);
            cost = flight.cost(w);
        }
        return cost;
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
