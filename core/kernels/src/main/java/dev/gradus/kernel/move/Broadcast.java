package dev.gradus.kernel.move;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Axes;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * A loop over an array and the operands that are broadcast to its shape, with precomputed strides.
 *
 * <p>Adjacent axes with the same pattern in all operands are merged, which makes the inner loop as long as possible:
 * shapes (4, 1) and (1, 1) give one loop of 4.
 */
public final class Broadcast {
    /** The loop for up to three operands of one element, shared by all ops on single numbers. */
    private static final Broadcast NUMBERS = new Broadcast(new int[] {1}, new int[][] {{0}, {0}, {0}});

    /** The strides of up to three operands that have the shape of the target. */
    private static final int[][] ALIKE = {{1}, {1}, {1}};

    /** The number of elements of several short rows that are computed by one call. */
    private static final int SHORT = 512;

    private final int[] sizes;
    private final int[][] strides;
    private final int inner;

    private Broadcast(int[] sizes, int[][] strides) {
        this.sizes = sizes;
        this.strides = strides;
        this.inner = sizes[sizes.length - 1];
    }

    /** Creates the loop for up to three operands of this many elements. */
    public static Broadcast of(int elements) {
        return elements == 1 ? NUMBERS : to(new int[] {elements}, new int[] {elements});
    }

    /** Creates the loop for operands that are broadcast to the target: aligned at the right, each size equal or 1. */
    public static Broadcast to(int[] target, int[]... operands) {
        if (target.length == 0 && operands.length <= NUMBERS.strides.length) {
            return NUMBERS;
        }
        if (areAll(target, operands) && operands.length <= ALIKE.length) {
            int elements = Axes.elements(target, 0, target.length);
            if (elements > 1) {
                return new Broadcast(new int[] {elements}, ALIKE);
            }
        }
        int[][] strides = new int[operands.length][];
        for (int k = 0; k < operands.length; k++) {
            strides[k] = Axes.broadcastStrides(operands[k], target);
        }
        return merged(target, strides);
    }

    private static boolean areAll(int[] target, int[]... operands) {
        for (int[] operand : operands) {
            if (!Arrays.equals(operand, target)) {
                return false;
            }
        }
        return true;
    }

    private static Broadcast merged(int[] target, int[][] full) {
        int rank = target.length;
        int[] sizes = new int[rank + 1];
        int[][] strides = new int[full.length][rank + 1];
        int last = -1;
        for (int axis = 0; axis < rank; axis++) {
            if (target[axis] == 1) {
                continue;
            }
            if (last >= 0 && continues(full, strides, axis, last, target[axis])) {
                sizes[last] *= target[axis];
            } else {
                last++;
                sizes[last] = target[axis];
            }
            for (int k = 0; k < full.length; k++) {
                strides[k][last] = full[k][axis];
            }
        }
        if (last < 0) {
            last = 0;
            sizes[0] = 1;
        }
        for (int k = 0; k < full.length; k++) {
            strides[k] = Arrays.copyOf(strides[k], last + 1);
        }
        return new Broadcast(Arrays.copyOf(sizes, last + 1), strides);
    }

    private static boolean continues(int[][] full, int[][] strides, int axis, int last, int size) {
        for (int k = 0; k < full.length; k++) {
            if (strides[k][last] != full[k][axis] * size) {
                return false;
            }
        }
        return true;
    }

    /** Copies the operand, repeated as broadcasting requires. */
    public void copy(double[] x, double[] out) {
        boolean repeated = step(0) == 0;
        for (int row = 0, o = 0; o < out.length; row++, o += inner) {
            int start = start(0, row);
            if (repeated) {
                Arrays.fill(out, o, o + inner, x[start]);
            } else {
                System.arraycopy(x, start, out, o, inner);
            }
        }
    }

    /** Copies the elements {@code from} to {@code to} − 1 of the broadcast operand to {@code out} at {@code at}. */
    public void copy(double[] x, double[] out, int at, int from, int to) {
        int end;
        for (int o = from; o < to; o = end) {
            int row = o / inner;
            int j = o - row * inner;
            end = Math.min(o - j + inner, to);
            int start = start(0, row) + j * step(0);
            if (step(0) == 0) {
                Arrays.fill(out, at + o - from, at + end - from, x[start]);
            } else {
                System.arraycopy(x, start, out, at + o - from, end - o);
            }
        }
    }

    /** Computes out = f(a, b) element by element. */
    public void apply(DoubleBinaryOperator f, double[] a, double[] b, double[] out) {
        int stepOfA = step(0);
        int stepOfB = step(1);
        for (int row = 0, o = 0; o < out.length; row++, o += inner) {
            int startOfA = start(0, row);
            int startOfB = start(1, row);
            for (int j = 0; j < inner; j++) {
                out[o + j] = f.applyAsDouble(a[startOfA + j * stepOfA], b[startOfB + j * stepOfB]);
            }
        }
    }

    /** Computes out = f(a, b) for the elements {@code from} to {@code to} − 1 of out. */
    public void apply(Kernels kernels, BinaryFunction f, double[] a, double[] b, double[] out, int from, int to) {
        if (sizes.length == 1) {
            kernels.binary(f, a, from * step(0), step(0), b, from * step(1), step(1), out, from, to - from);
            return;
        }
        int together = inner == 0 ? 0 : SHORT / inner * inner;
        if (from == 0 && to >= 2 * together && together > inner) {
            if (isWhole(0) && isRow(1)) {
                repeat(kernels.block(), b, together);
                for (int o = 0; o < to; o += together) {
                    kernels.binary(f, a, o, 1, kernels.block(), 0, 1, out, o, Math.min(together, to - o));
                }
                return;
            }
            if (isRow(0) && isWhole(1)) {
                repeat(kernels.block(), a, together);
                for (int o = 0; o < to; o += together) {
                    kernels.binary(f, kernels.block(), 0, 1, b, o, 1, out, o, Math.min(together, to - o));
                }
                return;
            }
        }
        int end;
        for (int o = from; o < to; o = end) {
            int row = o / inner;
            int j = o - row * inner;
            end = Math.min(o - j + inner, to);
            int atA = start(0, row) + j * step(0);
            int atB = start(1, row) + j * step(1);
            kernels.binary(f, a, atA, step(0), b, atB, step(1), out, o, end - o);
        }
    }

    private void repeat(double[] to, double[] row, int elements) {
        for (int at = 0; at < elements; at += inner) {
            System.arraycopy(row, 0, to, at, inner);
        }
    }

    /** Whether the operand has the shape of the result, which is a matrix. */
    private boolean isWhole(int operand) {
        return sizes.length == 2 && strides[operand][0] == inner && strides[operand][1] == 1;
    }

    /** Whether the operand is one row, which is used for all rows of the result. */
    private boolean isRow(int operand) {
        return sizes.length == 2 && strides[operand][0] == 0 && strides[operand][1] == 1;
    }

    /** Computes out = a where the condition is not 0, otherwise b, for a range of out. */
    public void select(Kernels kernels, double[] condition, double[] a, double[] b, double[] out, int from, int to) {
        int end;
        for (int o = from; o < to; o = end) {
            int row = o / inner;
            int j = o - row * inner;
            end = Math.min(o - j + inner, to);
            int atCondition = start(0, row) + j * step(0);
            int atA = start(1, row) + j * step(1);
            int atB = start(2, row) + j * step(2);
            kernels.select(condition, atCondition, step(0), a, atA, step(1), b, atB, step(2), out, o, end - o);
        }
    }

    /** Whether each operand advances by the same step from each element to the next. */
    public boolean isOneLoop() {
        return sizes.length == 1;
    }

    /** Returns the position of the element of an operand that is used for an element of the result. */
    public int position(int operand, int element) {
        return start(operand, element / inner) + element % inner * step(operand);
    }

    /** Returns the step of an operand in the inner loop. */
    public int step(int operand) {
        return strides[operand][sizes.length - 1];
    }

    private int start(int operand, int row) {
        return Axes.offset(row, sizes, strides[operand], sizes.length - 1);
    }
}
