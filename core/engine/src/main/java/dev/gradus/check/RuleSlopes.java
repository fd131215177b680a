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
 * Computes numerical derivatives of ⟨upstream, op(x)⟩ with respect to single elements of one input, for several upstream
 * gradients.
 *
 * <p>The function used is ⟨upstream, op(x) − op(x₀)⟩, so that outputs that do not depend on the element contribute nothing,
 * not even rounding.
 */
final class RuleSlopes {
    private static final double EPSILON = 0x1p-52;

    private static final int FEW = 32;

    private static final int MOST_UPSTREAMS = 3;

    /** Relative to max(|x|, 1). An output that changes at none of these distances barely depends on the element. */
    private static final double[] BESIDE = {0x1p-7};

    private static final double[] ALL_AROUND = {0x1p-7, -0x1p-7, 0x1p-3, -0x1p-3};

    private final Op op;
    private final int input;
    private final double[] values;
    private final double[] base;
    private final List<double[]> upstreams;
    private final Domain domain;

    private final Moving element;
    private final PartialOp part;

    // of the moving element and the outputs that depend on it
    private double x;
    private final double[] out;
    private final double[] baseOfPart;
    private final double[][] upstreamsOfPart;
    private double[] distances = BESIDE;
    private double looked;
    private final boolean[] changesBeside;
    private Estimate ofFirstUpstream = Estimate.none(Kind.INCONCLUSIVE);

    // Cached points, and the changes of the op there for each upstream gradient: most slopes need the same points in
    // the
    // same order.
    private double[] places = new double[FEW];
    private double[] changes = new double[FEW * MOST_UPSTREAMS];
    private int size;
    private int next;

    /**
     * @param in the values of the inputs, which are not modified
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
        this.changesBeside = new boolean[out.length];
        this.upstreamsOfPart = new double[MOST_UPSTREAMS][out.length];
    }

    /** Looks more closely for outputs that depend on the element by less than their rounding. */
    RuleSlopes closely() {
        distances = ALL_AROUND;
        return this;
    }

    RuleSlopes by(int position) {
        int[] index = op.input(input).shape().index(position);
        x = values[position];
        part.moveTo(index);
        part.block().gather(base, index, baseOfPart);
        for (int draw = 0; draw < upstreams.size(); draw++) {
            part.block().gather(upstreams.get(draw), index, upstreamsOfPart[draw]);
        }
        size = 0;
        next = 0;
        looked = Double.NaN;
        return this;
    }

    /** Estimates the derivative for one of the upstream gradients, starting with the first. */
    Estimate derivative(int draw, Claim claim) {
        if (!Double.isFinite(x) || hasInfiniteTerm(upstreamsOfPart[draw])) {
            return Estimate.none(Kind.INCONCLUSIVE);
        }
        if (draw > 0 && out.length == 1) { // a multiple of the same function
            Estimate multiple = ofFirstUpstream.times(upstreamsOfPart[draw][0] / upstreamsOfPart[0][0]);
            if (multiple.isSmooth() && claim.isConfirmedBy(multiple.value(), multiple.error())) {
                return multiple;
            }
        }
        Estimate estimate = domain.derivativeWhereTaken(
                x,
                this::forward,
                taken -> taken.derivative(
                        value -> change(draw, value), x, 0, noise(upstreamsOfPart[draw], taken), claim));
        ofFirstUpstream = draw == 0 ? estimate : ofFirstUpstream;
        return estimate;
    }

    /** Returns whether a gradient arrives at an infinite output, as if the objective is infinite: it has no slope there. */
    private boolean hasInfiniteTerm(double[] upstream) {
        for (int i = 0; i < out.length; i++) {
            if (Double.isInfinite(baseOfPart[i]) && upstream[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the op accepts any value near x; an op on integers does not. */
    boolean canMove() {
        try {
            forward(neighbor(domain, BESIDE[0]));
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private double change(int draw, double value) {
        for (int tried = 0; tried < size; tried++) {
            next = next + 1 < size ? next + 1 : 0;
            if (places[next] == value) {
                return changes[next * MOST_UPSTREAMS + draw];
            }
        }
        forward(value);
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size * MOST_UPSTREAMS);
        }
        next = size++;
        places[next] = value;
        sumChanges(next * MOST_UPSTREAMS);
        return changes[next * MOST_UPSTREAMS + draw];
    }

    private void forward(double value) {
        element.block()[0] = value;
        part.run();
    }

    /** Computes all sums at once, because each addition waits for the previous one of its sum. */
    private void sumChanges(int at) {
        double[] first = upstreamsOfPart[0], second = upstreamsOfPart[1], third = upstreamsOfPart[2];
        double ofFirst = 0, ofSecond = 0, ofThird = 0;
        for (int i = 0; i < out.length; i++) {
            if (out[i] != baseOfPart[i]) { // infinite and unchanged is no change
                double change = out[i] - baseOfPart[i];
                ofFirst += first[i] * change;
                ofSecond += second[i] * change;
                ofThird += third[i] * change;
            }
        }
        changes[at] = ofFirst;
        changes[at + 1] = ofSecond;
        changes[at + 2] = ofThird;
    }

    /**
     * Returns the rounding error of the outputs that change with the element, or of all outputs if none changes, because
     * their rounding may hide the change.
     */
    private double noise(double[] upstream, Domain taken) {
        lookBeside(taken);
        double ofChanged = 0;
        double ofAll = 0;
        for (int i = 0; i < out.length; i++) {
            double ofOne = EPSILON * Math.abs(upstream[i] * baseOfPart[i]);
            ofAll += Double.isFinite(ofOne) ? ofOne : 0;
            ofChanged += changesBeside[i] ? ofOne : 0;
        }
        double noise = ofChanged == 0 ? ofAll : ofChanged;
        return Double.isFinite(noise) ? noise : 0;
    }

    private void lookBeside(Domain taken) {
        double nearest = neighbor(taken, BESIDE[0]);
        if (nearest != looked && out.length > 1) {
            looked = nearest;
            Arrays.fill(changesBeside, false);
            for (double part : distances) {
                forward(neighbor(taken, part));
                for (int i = 0; i < out.length; i++) {
                    changesBeside[i] |= out[i] != baseOfPart[i];
                }
            }
        }
    }

    private double neighbor(Domain taken, double part) {
        double step = part * Math.max(Math.abs(x), 1);
        boolean isUpwards = step > 0 ? x < taken.high() : x <= taken.low();
        double size = Math.abs(step);
        return isUpwards ? Math.min(x + size, x / 2 + taken.high() / 2) : Math.max(x - size, x / 2 + taken.low() / 2);
    }
}
