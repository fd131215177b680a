package dev.gradus.plan;

import dev.gradus.node.AddBroadcast;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Op;
import dev.gradus.node.SubtractBroadcast;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * An infinite or NaN element of an op's value, with the operands' elements that it was computed from.
 *
 * @param operands the operands' elements at the same index; empty if the op is not elementwise
 * @param location the steps of loops that contain the op, as text for the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NonFinite(Op op, int[] index, double value, double[] operands, String location) {
    private static final String CURE = " The usual cure is the double where, which masks the argument too:"
            + " c.where(f(c.where(x, safe)), other) instead of c.where(f(x), other)";

    /**
     * Finds the first element that became infinite or NaN. Infinity computed from infinity does not count, because the
     * infinity of a constant or a feed, such as a mask, is intended.
     */
    static Optional<NonFinite> born(Op op, double[][] in, double[] out) {
        boolean anyInfinite = Arrays.stream(in).flatMapToDouble(Arrays::stream).anyMatch(Double::isInfinite);
        return first(op, in, out, found -> !(Double.isInfinite(found.value) && anyInfinite && found.isFromInfinity()));
    }

    /** Finds the first infinite or NaN element. */
    static Optional<NonFinite> in(Op op, double[][] in, double[] out) {
        return first(op, in, out, found -> true);
    }

    private static Optional<NonFinite> first(Op op, double[][] in, double[] out, Predicate<NonFinite> counts) {
        for (int i = 0; i < out.length; i++) {
            if (!Double.isFinite(out[i])) {
                int[] index = op.shape().index(i);
                NonFinite found = new NonFinite(op, index, out[i], operandsAt(op, in, index), "");
                if (counts.test(found)) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an infinite operand's element may be the cause. In an op that is not elementwise, any element may be. */
    private boolean isFromInfinity() {
        return !op.dependence().isElementwise() || Arrays.stream(operands).anyMatch(Double::isInfinite);
    }

    /** Adds the step of an enclosing loop to the location. */
    public NonFinite in(String step) {
        return new NonFinite(op, index, value, operands, location + ", in " + step);
    }

    static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static double[] operandsAt(Op op, double[][] in, int[] index) {
        if (!op.dependence().isElementwise()) {
            return new double[0];
        }
        return IntStream.range(0, in.length)
                .mapToDouble(k -> in[k][position(op.input(k).shape(), index)])
                .toArray();
    }

    /**
     * Describes the element, what it was computed from, and a likely cure.
     *
     * @param maskedLater whether all results are finite
     * @param masks whether the program contains a {@code where}
     */
    String message(boolean maskedLater, boolean masks) {
        String what = op.madeBy()
                .map(maker -> "In the backward pass through " + maker.describe() + ", " + op.expression())
                .orElse(op.describe());
        String at = index.length == 0 ? "" : " at " + Arrays.toString(index);
        String indeterminate = indeterminate();
        String masked = maskedLater ? ". It was masked later: the results are finite, but gradients may not be" : "";
        boolean mayBeMasked = !indeterminate.isEmpty() && !indeterminate.contains("−");
        String cure = masks && (maskedLater || mayBeMasked) ? "." + CURE : "";
        return what + " is " + value + at + from() + indeterminate + location + masked + cure;
    }

    private String from() {
        StringJoiner values = new StringJoiner(", ", ", from ", "");
        values.setEmptyValue("");
        for (int k = 0; k < operands.length; k++) {
            values.add(op.input(k).expression() + " = " + operands[k]);
        }
        return values.toString();
    }

    /** Returns the indeterminate form that produced a NaN, in parentheses; empty if there is none. */
    private String indeterminate() {
        boolean born = Double.isNaN(value) && Arrays.stream(operands).noneMatch(Double::isNaN);
        if (!born || operands.length != 2) {
            return "";
        }
        if (op instanceof MultiplyBroadcast) {
            return operands[0] == 0 ? " (0 · ∞)" : " (∞ · 0)";
        }
        if (op instanceof SubtractBroadcast || op instanceof AddBroadcast) {
            return " (∞ − ∞)";
        }
        return op instanceof DivideBroadcast && operands[0] == 0 ? " (0 / 0)" : "";
    }

    private static int position(Shape operand, int[] index) {
        int shift = index.length - operand.rank();
        int[] own = new int[operand.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = operand.size(axis) == 1 ? 0 : index[axis + shift];
        }
        return operand.position(own);
    }
}
