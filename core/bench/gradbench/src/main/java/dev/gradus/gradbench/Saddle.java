package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The eval {@code saddle}: min over p of max over q of f(p, q) = |p|² − |q|², both by gradient descent. The gradient of the
 * outer descent goes through all steps of the inner one, whose gradient is nested in it.
 *
 * <p>The inner descent is a loop of nodes of a fixed number of steps. Those after its end change nothing, and one that has
 * not ended is computed again with twice as many.
 */
final class Saddle {
    private static final int FIRST_STEPS = 256;
    private static final int MOST_STEPS = 1 << 20;

    private final Mode outer;
    private final Mode inner;
    private final double[] start;
    private Greatest greatest;

    record Arguments(double[] start) {}

    private Saddle(Arguments a, Mode outer, Mode inner) {
        this.outer = outer;
        this.inner = inner;
        this.start = Rows.checked("start", a.start, 2);
        this.greatest = new Greatest(outer, inner, FIRST_STEPS);
    }

    private static Node f(Node p, Node q) {
        return p.square().sum().subtract(q.square().sum());
    }

    /** The greatest f(p, q) for a p, by at most this many steps, and its gradient with respect to p. */
    private static final class Greatest {
        private final int steps;
        private final Input p = Input.of("p", 2);
        private final Input start = Input.of("start", 2);
        private final Node value;
        private final Node going;
        private final Node slope;
        private final Run valueRun;
        private final Run slopeRun;

        Greatest(Mode outer, Mode inner, int steps) {
            this.steps = steps;
            Scan descent = descent(q -> f(p, q).negate(), inner, start, steps);
            value = f(p, descent.carry("x"));
            going = descent.carry("going");
            slope = outer.gradient(value, p);
            valueRun = Run.of(Graph.of(value, going));
            slopeRun = Run.of(Graph.of(slope, p, start)); // fed even if the slope does not depend on them
        }

        /** NaN if the steps do not suffice. */
        double value(double[] at, double[] from) {
            valueRun.feed(p, at).feed(start, from).forward();
            return valueRun.value(going).item() == 0 ? valueRun.value(value).item() : Double.NaN;
        }

        double[] slope(double[] at, double[] from) {
            slopeRun.feed(p, at).feed(start, from).forward();
            return slopeRun.value(slope).toArray();
        }
    }

    /** {@link GradientDescent} in nodes: each step is one turn of its loop, and changes nothing once that has ended. */
    private static Scan descent(UnaryOperator<Node> f, Mode mode, Node start, int steps) {
        return Scan.times(steps)
                .carry("x", start)
                .carry("slope", mode.gradient(f.apply(start), start))
                .carry("value", f.apply(start))
                .carry("length", Constant.of(GradientDescent.FIRST_LENGTH))
                .carry("downhill", Constant.of(0))
                .carry("going", Constant.of(1))
                .steps(step -> {
                    Node x = step.carry("x"), slope = step.carry("slope"), value = step.carry("value");
                    Node length = step.carry("length"), downhill = step.carry("downhill");
                    Node next = x.subtract(slope.multiply(length));
                    Node nextValue = f.apply(next);

                    Node patient = downhill.less(GradientDescent.PATIENCE);
                    Node going = step.carry("going")
                            .multiply(isLong(slope))
                            .multiply(patient.where(isLong(x.subtract(next)), Constant.of(1)));
                    Node better = nextValue.less(value);
                    Node moves = going.multiply(patient).multiply(better);
                    Node newLength = patient.where(better.where(length, length.multiply(0.5)), length.multiply(2));
                    step.next("x", moves.where(next, x))
                            .next("value", moves.where(nextValue, value))
                            .next("slope", moves.where(mode.gradient(nextValue, next), slope))
                            .next("length", newLength)
                            .next("downhill", patient.multiply(better).multiply(downhill.add(1)))
                            .next("going", going);
                });
    }

    private static Node isLong(Node vector) {
        return vector.square().sum().greater(GradientDescent.ENOUGH * GradientDescent.ENOUGH);
    }

    private double value(double[] p) {
        double value = greatest.value(p, start);
        while (Double.isNaN(value)) {
            if (greatest.steps == MOST_STEPS) {
                throw new IllegalArgumentException("the inner descent does not end");
            }
            greatest = new Greatest(outer, inner, 2 * greatest.steps);
            value = greatest.value(p, start);
        }
        return value;
    }

    private double[] saddle(Second second) {
        double[] p = GradientDescent.minimum(this::value, at -> greatest.slope(at, start), start);
        double[] q = GradientDescent.minimum(at -> -second.value(p, at), at -> second.slope(p, at), start);
        return DoubleStream.concat(DoubleStream.of(p), DoubleStream.of(q)).toArray();
    }

    /** f(p, q) and the gradient of −f with respect to q, for the second descent, which is not nested. */
    private static final class Second {
        private final Input p = Input.of("p", 2);
        private final Input q = Input.of("q", 2);
        private final Node value = f(p, q);
        private final Node slope;
        private final Run valueRun = Run.of(Graph.of(value));
        private final Run slopeRun;

        Second(Mode inner) {
            slope = inner.gradient(value.negate(), q);
            slopeRun = Run.of(Graph.of(slope, p, q)); // fed even if the slope does not depend on them
        }

        double value(double[] atP, double[] atQ) {
            return valueRun.feed(p, atP).feed(q, atQ).forward();
        }

        double[] slope(double[] atP, double[] atQ) {
            slopeRun.feed(p, atP).feed(q, atQ).forward();
            return slopeRun.value(slope).toArray();
        }
    }

    static Eval eval() {
        return new Eval()
                .function("ff", Arguments.class, a -> prepared(a, Mode.FORWARD, Mode.FORWARD))
                .function("fr", Arguments.class, a -> prepared(a, Mode.FORWARD, Mode.REVERSE))
                .function("rf", Arguments.class, a -> prepared(a, Mode.REVERSE, Mode.FORWARD))
                .function("rr", Arguments.class, a -> prepared(a, Mode.REVERSE, Mode.REVERSE));
    }

    private static Prepared<double[]> prepared(Arguments a, Mode outer, Mode inner) {
        Saddle saddle = new Saddle(a, outer, inner);
        Second second = new Second(inner);
        saddle.value(saddle.start);
        return Prepared.of(() -> saddle.saddle(second));
    }
}
