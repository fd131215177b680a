package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.check.PartialOp.Moving;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Numerical derivatives of ⟨upstream, op(x)⟩ by single elements of one input, for several upstreams.
 *
 * <p>The function is really ⟨upstream, op(x) − op(x₀)⟩, so that outputs that do not depend on the element add nothing,
 * not even rounding.
 */
final class RuleSlopes {
    private static final double EPSILON = 0x1p-52;

    private static final int FEW = 32;

    /** So near that an output that does not change there hardly depends on the element. */
    private static final double NEARBY = 0x1p-7;

    private final Op op;
    private final int input;
    private final double[] values;
    private final double[] base;
    private final List<double[]> upstreams;
    private final Domain domain;

    private final Moving element;
    private final PartialOp part;

    // for the moving element and the outputs that depend on it
    private double x;
    private final double[] out;
    private final double[] baseOfPart;
    private final double[][] upstreamsOfPart;
    private double nearby;
    private final boolean[] changesNearby;

    // Where the op was computed already, and its change there: most slopes ask for the same places in the
    // same order.
    private double[] places = new double[FEW];
    private double[][] changes = new double[FEW][];
    private int size;
    private int next;

    /**
     * @param in the inputs' values, which stay as they are
     * @param base the op's value at these inputs
     */
    RuleSlopes(
            Op op,
            Computing computing,
            double[][] in,
            double[] base,
            List<double[]> upstreams,
            int input,
            Domain domain) {
        this.op = op;
        this.input = input;
        this.values = in[input];
        this.base = base;
        this.upstreams = upstreams;
        this.domain = domain;
        this.element = Moving.element(op.input(input));
        List<Optional<Moving>> moving = new ArrayList<>();
        for (int other = 0; other < in.length; other++) {
            moving.add(other == input ? Optional.of(element) : Optional.empty());
        }
        this.part = new PartialOp(op, computing, in, moving);
        this.out = part.result().block();
        this.baseOfPart = new double[out.length];
        this.changesNearby = new boolean[out.length];
        this.upstreamsOfPart = new double[upstreams.size()][out.length];
    }

    /** Chooses the moving element. */
    RuleSlopes by(int position) {
        int[] index = op.input(input).shape().index(position);
        x = values[position];
        part.moveTo(index);
        part.block().gather(base, index, baseOfPart);
        for (int draw = 0; draw < upstreamsOfPart.length; draw++) {
            part.block().gather(upstreams.get(draw), index, upstreamsOfPart[draw]);
        }
        size = 0;
        next = 0;
        nearby = Double.NaN;
        return this;
    }

    Estimate derivative(int draw, Claim claim) {
        if (!Double.isFinite(x)) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        return domain.derivativeWhereTaken(
                x,
                this::forward,
                taken ->
                        taken.derivative(value -> changes(value)[draw], x, noise(upstreamsOfPart[draw], taken), claim));
    }

    /** Whether the op takes any value beside x; an op on integers does not. */
    boolean canMove() {
        try {
            forward(neighbour(domain));
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private double[] changes(double value) {
        for (int tried = 0; tried < size; tried++) {
            next = next + 1 < size ? next + 1 : 0;
            if (places[next] == value) {
                return changes[next];
            }
        }
        forward(value);
        double[] change = new double[upstreamsOfPart.length];
        for (int draw = 0; draw < change.length; draw++) {
            change[draw] = change(upstreamsOfPart[draw]);
        }
        remember(value, change);
        return change;
    }

    private void remember(double value, double[] change) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size);
        }
        next = size;
        places[size] = value;
        changes[size++] = change;
    }

    private void forward(double value) {
        element.block()[0] = value;
        part.run();
    }

    private double change(double[] upstream) {
        double change = 0;
        for (int i = 0; i < out.length; i++) {
            // infinite and unchanged is no change
            change += out[i] == baseOfPart[i] ? 0 : upstream[i] * (out[i] - baseOfPart[i]);
        }
        return change;
    }

    /** The rounding error of the outputs that change with the element; of all if none does, as that of all may hide it. */
    private double noise(double[] upstream, Domain taken) {
        lookNearby(neighbour(taken));
        double ofChanged = 0;
        double ofAll = 0;
        for (int i = 0; i < out.length; i++) {
            double ofOne = EPSILON * Math.abs(upstream[i] * baseOfPart[i]);
            ofAll += Double.isFinite(ofOne) ? ofOne : 0;
            ofChanged += changesNearby[i] ? ofOne : 0;
        }
        double noise = ofChanged == 0 ? ofAll : ofChanged;
        return Double.isFinite(noise) ? noise : 0;
    }

    private void lookNearby(double place) {
        if (place != nearby) {
            nearby = place;
            forward(place);
            for (int i = 0; i < out.length; i++) {
                changesNearby[i] = out[i] != baseOfPart[i];
            }
        }
    }

    private double neighbour(Domain taken) {
        double step = NEARBY * Math.max(Math.abs(x), 1);
        return x < taken.high()
                ? Math.min(x + step, x / 2 + taken.high() / 2)
                : Math.max(x - step, x / 2 + taken.low() / 2);
    }
}
