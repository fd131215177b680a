package dev.gradus.node;

import java.util.ArrayList;
import java.util.List;

/**
 * The sums Σ_{j≤i} x_j along an axis, for each index i. Exclusive sums, Σ_{j&lt;i} x_j, begin with 0. In reverse, the
 * sums run from the end: Σ_{j≥i} x_j, or exclusively Σ_{j&gt;i} x_j. The elements are added one after the other along
 * the axis, starting from 0.
 *
 * <p>∂J/∂x is the cumulative sum of the upstream gradient from the opposite end, because x_j contributes to every sum
 * from index j on.
 */
public final class CumulativeSum extends AlongAxis {
    private final boolean exclusive;
    private final boolean reverse;

    /**
     * The sums along this axis.
     *
     * @param axis negative values count from the end
     * @param exclusive whether each sum leaves out its own element
     * @param reverse whether the sums run from the end
     * @throws ShapeException if x has no such axis
     */
    public CumulativeSum(Node x, int axis, boolean exclusive, boolean reverse) {
        super("CumulativeSum", x, axis, (in, along) -> new CumulativeSum(in, along, exclusive, reverse));
        this.exclusive = exclusive;
        this.reverse = reverse;
    }

    @Override
    void line(double[] x, double[] out, int first, int step, int size) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            int at = first + (reverse ? size - 1 - k : k) * step;
            double before = sum;
            sum += x[at];
            out[at] = exclusive ? before : sum;
        }
    }

    /** Whether each sum leaves out its own element. */
    public boolean isExclusive() {
        return exclusive;
    }

    /** Whether the sums run from the end. */
    public boolean isReverse() {
        return reverse;
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.cumulativeSum(axis, exclusive, !reverse));
    }

    @Override
    public Record attributes() {
        return new Direction(axis, exclusive, reverse);
    }

    private record Direction(int axis, boolean exclusive, boolean reverse) {}

    @Override
    public Notation notation() {
        List<String> arguments = new ArrayList<>(List.of("axis " + Axis.text(input(0).shape(), axis)));
        if (exclusive) {
            arguments.add("exclusive");
        }
        if (reverse) {
            arguments.add("reverse");
        }
        return Notation.function("cumulativeSum")
                .arguments(arguments)
                .java("{0}.cumulativeSum(" + axis + ", " + exclusive + ", " + reverse + ")")
                .numpy(reverse ? flipped(sums(flipped("{0}"))) : sums("{0}"));
    }

    /** NumPy's sums are inclusive, so exclusive ones start from a 0 and end before the last. */
    private String sums(String numpy) {
        return exclusive
                ? "np.cumsum(np.insert(" + numpy + ", 0, 0, axis=" + axis + "), axis=" + axis + ")["
                        + ":, ".repeat(axis) + ":-1]"
                : "np.cumsum(" + numpy + ", axis=" + axis + ")";
    }

    private String flipped(String numpy) {
        return "np.flip(" + numpy + ", axis=" + axis + ")";
    }
}
