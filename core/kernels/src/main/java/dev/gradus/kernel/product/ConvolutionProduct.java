package dev.gradus.kernel.product;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.math.Blocks;
import java.util.Arrays;

/**
 * Convolutions as matrix products, in which one operand consists of the windows of x. Each sum runs over the channels
 * and the elements of the convolution kernel in order. If there are more positions than kernel elements, each example
 * is a separate product, written directly to the output. Otherwise, as in the derivative with respect to the kernel, a
 * few examples form one product.
 *
 * <p>Windows are copied block by block, and a sum longer than a block continues in the next one. A thread's scratch
 * memory is therefore at most two arrays of {@link #MOST} elements for any sizes.
 */
public final class ConvolutionProduct implements KernelOp {
    /** The maximum number of elements in a block of windows, and in the sums that do not go directly to the output. */
    public static final int MOST = 1 << 17;

    /** The preferred limit if several rows of positions fit into it. They then stay in the second-level cache. */
    private static final int SEVERAL_ROWS = 1 << 15;

    /** The maximum number of positions in a product if a row of positions with all channels exceeds a block. */
    private static final int COLUMNS = 1 << 10;

    /** The minimum number of rows in a product of windows by positions, unless there are fewer. */
    private static final int ROWS = 1 << 8;

    private final int examples;
    private final int channels;
    private final int kernels;
    private final int groups;
    private final Windows windows;
    private final ByExample byExample = new ByExample();

    /** Whether each group has one channel and one kernel. A product with one row would copy each element for each tap. */
    private final boolean isDepthwise;

    // the size of a block along the rows of positions, a row or the examples, the sum, and the kernels
    private final int together;
    private final int width;
    private final int depth;
    private final int columns;

    private ConvolutionProduct(int examples, int channels, int kernels, int groups, Windows windows) {
        this.examples = examples;
        this.channels = channels;
        this.kernels = kernels;
        this.groups = groups;
        this.windows = windows;
        int inner = channels * windows.taps();
        boolean isByPositions = windows.hasLongerRowsOfTaps();
        isDepthwise = channels == 1 && kernels == 1 && !isByPositions && windows.hasShortStrides();
        if (isByPositions) {
            columns = fitting(MOST / ROWS, 1, kernels);
            int rows = Math.min(fitting(MOST, inner, MOST) > ROWS ? MOST / Math.max(1, inner) : ROWS, MOST / columns);
            width = fitting(rows, 1, windows.positions());
            together = width < windows.positions() ? 1 : fitting(rows, width, examples);
            depth = fitting(MOST, (long) together * width, inner);
        } else {
            int inRow = windows.positionsInRow();
            boolean takesRows = (long) inner * inRow <= MOST;
            columns = kernels;
            together = takesRows ? fitting(SEVERAL_ROWS, (long) inner * inRow, windows.rowsOfPositions()) : 1;
            width = takesRows ? inRow : fitting(COLUMNS, 1, inRow);
            depth = takesRows ? inner : fitting(MOST, width, inner);
        }
    }

    @Override
    public int[] scratch() {
        return windows.isPlane()
                ? NONE
                : isDepthwise
                        ? new int[] {windows.paddedRow()}
                        : new int[] {
                            together * width * depth, windows.hasLongerRowsOfTaps() ? together * width * columns : 0
                        };
    }

    /**
     * Creates a convolution of x (examples, groups · channels, sizes…) with kernels (groups · kernels, channels,
     * taps…).
     *
     * @param channels the input channels of each group
     * @param kernels the output channels of each group
     * @param low the number of zeros before the first element
     */
    public static ConvolutionProduct of(
            int examples,
            int channels,
            int kernels,
            int groups,
            int[] sizes,
            int[] low,
            int[] positions,
            int[] stride,
            int[] taps,
            int[] dilation) {
        return new ConvolutionProduct(
                examples, channels, kernels, groups, new Windows(sizes, low, positions, stride, taps, dilation));
    }

    @Override
    public void forward(Kernels on, double[][] in, double[] out) {
        if (out.length == 0 || channels == 0) {
            Arrays.fill(out, 0.0);
        } else if (windows.hasLongerRowsOfTaps()) {
            togetherByPositions(on, in[0], in[1], out);
        } else {
            byExample.x = in[0];
            byExample.w = in[1];
            byExample.out = out;
            on.forEach(examples * groups, byExample);
        }
    }

    /** Returns how many items of a size fit into the given memory: at least 1, at most {@code count}. */
    private static int fitting(int memory, long each, int count) {
        return (int) Math.max(1, Math.min(count, memory / Math.max(1, each)));
    }

    /** Handles the channels of one group of one example as windows by taps, the right operand. */
    private final class ByExample implements Kernels.Chunks {
        private double[] x = {}, w = {}, out = {};

        @Override
        public void run(Kernels on, int thread, int part) {
            int positions = windows.positions(), inner = channels * windows.taps();
            int first = part * channels * windows.plane();
            int atKernels = part % groups * kernels * inner;
            int at = part * kernels * positions;
            if (windows.isPlane()) {
                on.multiply(
                        MatrixProduct.of(kernels, channels, positions), w, atKernels, x, first, out, at, 0, kernels);
                return;
            }
            int rows = windows.rowsOfPositions(), inRow = windows.positionsInRow();
            if (isDepthwise) {
                double[] padded = on.scratch(0, windows.paddedRow());
                for (int row = 0; row < rows; row++) {
                    windows.sumRow(x, first, row, w, atKernels, padded, out, at + row * inRow);
                }
                return;
            }
            double[] block = on.scratch(0, together * width * depth);
            int end, last, until;
            for (int row = 0; row < rows; row = end) {
                end = Blocks.end(row, together, rows);
                for (int column = 0; column < inRow; column = last) {
                    last = Blocks.end(column, width, inRow);
                    int elements = (end - row) * (last - column);
                    for (int k = 0; k < inner; k = until) {
                        until = Blocks.end(k, depth, inner);
                        windows.byTaps(x, first, k, until, row, end, column, last, block);
                        MatrixProduct product = new MatrixProduct(
                                kernels, until - k, elements, false, false, inner, elements, positions, k > 0);
                        int offset = at + row * inRow + column;
                        on.multiply(product, w, atKernels + k, block, 0, out, offset, 0, kernels);
                    }
                }
            }
        }
    }

    /** Handles the windows of several examples by positions, the left operand. */
    private void togetherByPositions(Kernels on, double[] x, double[] w, double[] out) {
        int positions = windows.positions();
        double[] block = on.scratch(0, together * width * depth);
        double[] sums = on.scratch(1, together * width * columns);
        int count, end, last;
        for (int group = 0; group < groups; group++) {
            for (int from = 0; from < examples; from += count) {
                count = Math.min(together, examples - from);
                for (int position = 0; position < positions; position = end) {
                    end = Blocks.end(position, width, positions);
                    for (int kernel = 0; kernel < kernels; kernel = last) {
                        last = Blocks.end(kernel, columns, kernels);
                        sum(on, x, w, group, from, count, position, end, kernel, last, block, sums);
                        distribute(sums, out, group, from, count, position, end, kernel, last);
                    }
                }
            }
        }
    }

    private void sum(
            Kernels on,
            double[] x,
            double[] w,
            int group,
            int from,
            int count,
            int position,
            int end,
            int kernel,
            int last,
            double[] block,
            double[] sums) {
        int inner = channels * windows.taps(), rows = count * (end - position), few = last - kernel;
        int until;
        for (int k = 0; k < inner; k = until) {
            until = Blocks.end(k, depth, inner);
            int taps = until - k;
            for (int n = 0; n < count; n++) {
                int plane = ((from + n) * groups + group) * channels * windows.plane();
                windows.byPositions(x, plane, position, end, k, until, block, n * (end - position) * taps);
            }
            MatrixProduct product = new MatrixProduct(rows, taps, few, false, true, taps, inner, few, k > 0);
            on.multiply(product, block, 0, w, (group * kernels + kernel) * inner + k, sums, 0, 0, rows);
        }
    }

    private void distribute(
            double[] sums, double[] out, int group, int from, int count, int position, int end, int kernel, int last) {
        int positions = windows.positions(), few = last - kernel;
        int row = 0;
        for (int n = 0; n < count; n++) {
            int at = ((from + n) * groups + group) * kernels * positions;
            for (int p = position; p < end; p++) {
                for (int k = 0; k < few; k++) {
                    out[at + (kernel + k) * positions + p] = sums[row + k];
                }
                row += few;
            }
        }
    }
}
