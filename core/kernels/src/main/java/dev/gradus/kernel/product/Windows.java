package dev.gradus.kernel.product;

import dev.gradus.kernel.math.Axes;
import java.util.Arrays;

/**
 * The windows of a zero-padded plane that a convolution kernel covers: for each position and each tap (element of the
 * kernel) one element of the plane, or 0. Rows are copied along the last axis. The taps of consecutive planes are
 * numbered consecutively.
 */
final class Windows {
    private final int[] sizes;
    private final int sizeOfRow;
    private final int lowOfRow;
    private final boolean isPlane;

    private final int positionsInRow;
    private final int positionStep;
    private final Rows positionRows;
    private final int tapsInRow;
    private final int tapStep;
    private final Rows tapRows;

    /**
     * The rows along the last axis. The values for a position and a tap are added to obtain those of the element.
     *
     * @param starts the index in the plane at which each row starts
     * @param indices the index of each row along each of the other axes
     */
    private record Rows(int[] starts, int[][] indices) {
        static Rows of(int[] sizes, int[] counts, int[] steps, int[] shifts) {
            int heads = counts.length - 1;
            int[] strides = Axes.strides(sizes);
            int[] starts = new int[Axes.elements(counts, 0, heads)];
            int[][] indices = new int[heads][starts.length];
            for (int row = 0; row < starts.length; row++) {
                int rest = row;
                for (int axis = heads - 1; axis >= 0; axis--) {
                    indices[axis][row] = rest % counts[axis] * steps[axis] - shifts[axis];
                    starts[row] += indices[axis][row] * strides[axis];
                    rest /= counts[axis];
                }
            }
            return new Rows(starts, indices);
        }

        int count() {
            return starts.length;
        }
    }

    /** All arrays have one element for each spatial axis; there is at least one axis. */
    Windows(int[] sizes, int[] low, int[] positions, int[] stride, int[] taps, int[] dilation) {
        int last = sizes.length - 1;
        this.sizes = sizes;
        sizeOfRow = sizes[last];
        lowOfRow = low[last];
        positionsInRow = positions[last];
        positionStep = stride[last];
        positionRows = Rows.of(sizes, positions, stride, low);
        tapsInRow = taps[last];
        tapStep = dilation[last];
        tapRows = Rows.of(sizes, taps, dilation, new int[sizes.length]);
        isPlane = taps() == 1
                && Arrays.equals(positions, sizes)
                && Arrays.stream(low).allMatch(zeros -> zeros == 0)
                && Arrays.stream(stride).allMatch(step -> step == 1);
    }

    int positions() {
        return positionRows.count() * positionsInRow;
    }

    int taps() {
        return tapRows.count() * tapsInRow;
    }

    int plane() {
        return Axes.elements(sizes, 0, sizes.length);
    }

    /** Returns whether there is one tap and the positions are all elements, so that a plane equals its windows. */
    boolean isPlane() {
        return isPlane;
    }

    /** Returns whether rows of taps are longer than rows of positions. */
    boolean hasLongerRowsOfTaps() {
        return tapsInRow > positionsInRow;
    }

    int rowsOfPositions() {
        return positionRows.count();
    }

    int positionsInRow() {
        return positionsInRow;
    }

    private boolean isInside(int positionRow, int tapRow) {
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            int index = positionRows.indices[axis][positionRow] + tapRows.indices[axis][tapRow];
            if (index < 0 || index >= sizes[axis]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes, for each of some taps, the positions between two columns of some rows.
     *
     * @param at the index of the first plane
     */
    void byTaps(
            double[] x,
            int at,
            int fromTap,
            int toTap,
            int fromRow,
            int toRow,
            int fromColumn,
            int toColumn,
            double[] to) {
        int taps = taps(), plane = plane();
        int offset = 0;
        for (int k = fromTap; k < toTap; k++) {
            int tap = k % taps;
            int tapRow = tap / tapsInRow;
            int shift = tap % tapsInRow * tapStep - lowOfRow;
            int start = at + k / taps * plane + tapRows.starts[tapRow] + shift;
            int first = between(fromColumn, firstFrom(-shift, positionStep), toColumn);
            int end = between(first, firstFrom(sizeOfRow - shift, positionStep), toColumn);
            for (int row = fromRow; row < toRow; row++) {
                if (isInside(row, tapRow)) {
                    int from = start + positionRows.starts[row] + first * positionStep;
                    copy(x, from, positionStep, to, offset, first - fromColumn, end - first, toColumn - end);
                } else {
                    Arrays.fill(to, offset, offset + toColumn - fromColumn, 0.0);
                }
                offset += toColumn - fromColumn;
            }
        }
    }

    /**
     * Writes some taps for each of some positions.
     *
     * @param at the index of the first plane
     */
    void byPositions(
            double[] x, int at, int fromPosition, int toPosition, int fromTap, int toTap, double[] to, int atTo) {
        int taps = taps(), plane = plane();
        int offset = atTo;
        for (int position = fromPosition; position < toPosition; position++) {
            int row = position / positionsInRow;
            int shift = position % positionsInRow * positionStep - lowOfRow;
            int start = at + positionRows.starts[row] + shift;
            int first = firstFrom(-shift, tapStep), end = firstFrom(sizeOfRow - shift, tapStep);
            int count;
            for (int k = fromTap; k < toTap; k += count) {
                int tap = k % taps;
                int tapRow = tap / tapsInRow, column = tap % tapsInRow;
                count = Math.min(tapsInRow - column, toTap - k);
                if (isInside(row, tapRow)) {
                    int from = between(column, first, column + count);
                    int until = between(from, end, column + count);
                    int source = start + k / taps * plane + tapRows.starts[tapRow] + from * tapStep;
                    copy(x, source, tapStep, to, offset, from - column, until - from, column + count - until);
                } else {
                    Arrays.fill(to, offset, offset + count, 0.0);
                }
                offset += count;
            }
        }
    }

    /** Returns whether adjacent positions are no farther apart than a row of taps has elements. */
    boolean hasShortStrides() {
        return positionStep <= tapsInRow;
    }

    /** Returns the number of elements that {@link #sumRow} needs for a padded row. */
    int paddedRow() {
        return positionStep * everyStep();
    }

    /** Returns how many elements of a padded row are a multiple of the stride apart from each other. */
    private int everyStep() {
        return positionsInRow + (tapsInRow - 1) * tapStep / positionStep;
    }

    /**
     * Writes a row of positions: for each the sum of the products of its window with the kernel, in the order of the taps by
     * fma. Each row is copied once for all of its taps.
     *
     * @param at the index of the plane
     * @param padded scratch memory of {@link #paddedRow} elements
     */
    void sumRow(double[] x, int at, int row, double[] w, int atW, double[] padded, double[] out, int atOut) {
        int every = everyStep();
        Arrays.fill(out, atOut, atOut + positionsInRow, 0.0);
        for (int tapRow = 0; tapRow < tapRows.count(); tapRow++) {
            copyRow(x, at, row, tapRow, padded);
            int tap = atW + tapRow * tapsInRow, column = 0;
            for (; column + 2 < tapsInRow; column += 3) {
                int a = place(column, every), b = place(column + 1, every), c = place(column + 2, every);
                addThree(w, tap + column, padded, a, b, c, out, atOut, positionsInRow);
            }
            for (; column < tapsInRow; column++) {
                addOne(w[tap + column], padded, place(column, every), out, atOut, positionsInRow);
            }
        }
    }

    /** Returns where the elements of a tap start in a padded row. */
    private int place(int tap, int every) {
        return tap * tapStep % positionStep * every + tap * tapStep / positionStep;
    }

    /** Writes a padded row: the elements at multiples of the stride, then those that follow them, and so on. */
    private void copyRow(double[] x, int at, int row, int tapRow, double[] to) {
        int every = everyStep();
        if (!isInside(row, tapRow)) {
            Arrays.fill(to, 0, positionStep * every, 0.0);
            return;
        }
        int start = at + positionRows.starts[row] + tapRows.starts[tapRow] - lowOfRow;
        for (int shift = 0; shift < positionStep; shift++) {
            int first = between(0, firstFrom(lowOfRow - shift, positionStep), every);
            int end = between(first, firstFrom(sizeOfRow + lowOfRow - shift, positionStep), every);
            int from = start + shift + first * positionStep;
            copy(x, from, positionStep, to, shift * every, first, end - first, every - end);
        }
    }

    // loops that the compiler turns into vectors

    private static void addThree(
            double[] w, int tap, double[] x, int a, int b, int c, double[] out, int at, int count) {
        double first = w[tap], second = w[tap + 1], third = w[tap + 2];
        for (int j = 0; j < count; j++) {
            double sum = Math.fma(first, x[a + j], out[at + j]);
            out[at + j] = Math.fma(third, x[c + j], Math.fma(second, x[b + j], sum));
        }
    }

    private static void addOne(double w, double[] x, int from, double[] out, int at, int count) {
        for (int j = 0; j < count; j++) {
            out[at + j] = Math.fma(w, x[from + j], out[at + j]);
        }
    }

    private static int between(int least, int value, int most) {
        return Math.max(least, Math.min(value, most));
    }

    /** Returns the smallest k for which k · step is at least {@code number}. */
    private static int firstFrom(int number, int step) {
        return step == 1 ? number : -Math.floorDiv(-number, step);
    }

    /** Writes zeros, then evenly spaced elements, then zeros. */
    private static void copy(
            double[] x, int from, int step, double[] to, int at, int zerosBefore, int count, int zerosBehind) {
        int offset = at;
        if (zerosBefore > 0) {
            Arrays.fill(to, offset, offset + zerosBefore, 0.0);
            offset += zerosBefore;
        }
        if (step == 1) {
            if (count > 0) {
                System.arraycopy(x, from, to, offset, count);
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[offset + i] = x[from + i * step];
            }
        }
        if (zerosBehind > 0) {
            Arrays.fill(to, offset + count, offset + count + zerosBehind, 0.0);
        }
    }
}
