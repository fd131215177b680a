package dev.gradus.testkit.domain;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** Writes numbers and tensors in reports with all their digits, so that a case can be replayed. */
public final class Text {
    /** A ratio that is closer to 1 would look like 1 with nine digits. */
    private static final double LEAST_SHOWN = 1e-7;

    private Text() {}

    /** For example {@code [[1.0, -2.5], [0.0, 3.0]]}, and {@code [] of shape (0, 2)} for empty tensors. */
    public static String compact(Tensor tensor) {
        Shape shape = tensor.shape();
        return shape.elements() == 0
                ? "[] of shape " + Shape.of(shape.sizes())
                : compact(shape, tensor.toArray(), 0, 0);
    }

    private static String compact(Shape shape, double[] values, int axis, int position) {
        if (axis == shape.rank()) {
            return number(values[position]);
        }
        int stride = shape.strides()[axis];
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.size(axis); i++) {
            text.append(i == 0 ? "" : ", ").append(compact(shape, values, axis + 1, position + i * stride));
        }
        return text.append("]").toString();
    }

    /** The shortest text that identifies this number; integers without a decimal point. */
    public static String number(double value) {
        boolean integer = value == Math.rint(value) && Math.abs(value) < 1e7;
        return integer && (value != 0 || 1 / value > 0) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Two digits, for errors. */
    static String shortNumber(double value) {
        return Double.isFinite(value) && value != 0 ? String.format(Locale.ROOT, "%.1e", value) : number(value);
    }

    public static String ratio(double actual, double expected) {
        if (Double.isNaN(expected)) {
            return "none";
        }
        if (expected == 0) {
            return "none, it should be 0";
        }
        if (actual == 0) {
            return "0";
        }
        double ratio = actual / expected;
        return Math.abs(ratio - 1) < LEAST_SHOWN && ratio != 1
                ? "1 " + (ratio > 1 ? "+ " : "− ") + shortNumber(Math.abs(ratio - 1))
                : String.format(Locale.ROOT, "%.9g", ratio);
    }

    public static String estimate(Estimate numeric) {
        return numeric.isSmooth()
                ? number(numeric.value()) + " ± " + shortNumber(numeric.error())
                : numeric.kind().toString().toLowerCase(Locale.ROOT);
    }

    /** The index of an element: {@code [0, 1]}, or empty for the element of a scalar. */
    public static String index(int[] index) {
        return index.length == 0 ? "" : Arrays.toString(index);
    }

    public static String attribute(Object drawn) {
        String inBrackets = Arrays.deepToString(new Object[] {drawn});
        return inBrackets.substring(1, inBrackets.length() - 1);
    }

    public static String place(Shape shape, int position) {
        return shape.isScalar() ? "its only element" : Arrays.toString(shape.index(position));
    }
}
