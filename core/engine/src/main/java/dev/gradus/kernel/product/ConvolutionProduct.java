package dev.gradus.kernel.product;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import java.util.stream.Stream;

/**
 * Convolutions as matrix products, with the windows of x as one operand; each sum runs over channels and the kernel's elements
 * in order. Where there are more positions than elements in the kernel, each example is a product of its own, written in its
 * place. Where the kernel is the larger one, as in the derivative by a kernel, a few examples at a time are one product.
 */
public final class ConvolutionProduct implements KernelOp {
    /** The windows of a few examples at a time take at most this number of elements, if one does. */
    private static final int MOST_TOGETHER = 1 << 20;

    /** The windows of one example likewise, so that they stay in the second cache. */
    private static final int MOST_OF_EXAMPLE = 1 << 15;

    private final int examples;
    private final int channels;
    private final int kernels;
    private final int groups;
    private final Windows windows;
    private Scratch[] scratch = {};
    private final Scratch products = new Scratch();
    private final ByExample byExample = new ByExample();

    private ConvolutionProduct(int examples, int channels, int kernels, int groups, Windows windows) {
        this.examples = examples;
        this.channels = channels;
        this.kernels = kernels;
        this.groups = groups;
        this.windows = windows;
    }

    /**
     * A convolution of x (examples, groups · channels, sizes…) with (groups · kernels, channels, taps…).
     *
     * @param channels the input channels of a group
     * @param kernels the output channels of a group
     */
    public static ConvolutionProduct of(
            int examples,
            int channels,
            int kernels,
            int groups,
            int[] sizes,
            int[] low,
            int[] high,
            int[] positions,
            int[] stride,
            int[] taps,
            int[] dilation) {
        return new ConvolutionProduct(
                examples, channels, kernels, groups, new Windows(sizes, low, high, positions, stride, taps, dilation));
    }

    @Override
    public void forward(Kernels on, double[][] in, double[] out) {
        if (out.length == 0) {
            return;
        }
        if (scratch.length != on.threads()) {
            scratch = Stream.generate(Scratch::new).limit(on.threads()).toArray(Scratch[]::new);
        }
        if (windows.hasLongerRowsOfTaps()) {
            togetherByPositions(on, in[0], in[1], out);
        } else {
            byExample.x = in[0];
            byExample.w = in[1];
            byExample.out = out;
            on.forEach(examples * groups, byExample);
        }
    }

    /** An example's group of channels as windows by taps, the right operand. */
    private final class ByExample implements Kernels.Parts {
        private double[] x = {}, w = {}, out = {};

        @Override
        public void run(Kernels on, int thread, int part) {
            int group = part % groups;
            int positions = windows.positions(), taps = windows.taps();
            int first = part * channels * windows.plane();
            int atKernels = group * kernels * channels * taps;
            int at = part * kernels * positions;
            if (windows.isPlane()) {
                on.multiply(
                        MatrixProduct.of(kernels, channels, positions), w, atKernels, x, first, out, at, 0, kernels);
                return;
            }
            int rows = windows.rowsOfPositions(), inRow = windows.positionsInRow();
            int together = atMost(MOST_OF_EXAMPLE, (long) channels * taps * inRow, rows);
            int elements = channels * taps * together * inRow;
            int planes = windows.isPadded() ? channels * windows.paddedPlane() : 0;
            int atSums = elements + planes;
            double[] memory = scratch[thread].ofAtLeast(atSums + (together == rows ? 0 : kernels * together * inRow));
            double[] padded = windows.isPadded() ? memory : x;
            int atPadded = windows.isPadded() ? elements : first;
            for (int c = 0; c < channels && windows.isPadded(); c++) {
                windows.pad(x, first + c * windows.plane(), memory, elements + c * windows.paddedPlane());
            }
            for (int row = 0; row < rows; row += together) {
                int end = Math.min(row + together, rows), columns = (end - row) * inRow;
                for (int c = 0; c < channels; c++) {
                    windows.byTaps(padded, atPadded + c * windows.paddedPlane(), row, end, memory, c * taps * columns);
                }
                MatrixProduct product = MatrixProduct.of(kernels, channels * taps, columns);
                if (columns == positions) {
                    on.multiply(product, w, atKernels, memory, 0, out, at, 0, kernels);
                } else {
                    on.multiply(product, w, atKernels, memory, 0, memory, atSums, 0, kernels);
                    for (int k = 0; k < kernels; k++) {
                        System.arraycopy(memory, atSums + k * columns, out, at + k * positions + row * inRow, columns);
                    }
                }
            }
        }
    }

    /** As many as take at most this memory, but at least one. */
    private static int atMost(int memory, long each, int count) {
        return (int) Math.max(1, Math.min(count, memory / Math.max(1, each)));
    }

    private double[] paddedPlane(double[] x, int at, double[] memory, int behind) {
        if (windows.isPadded()) {
            windows.pad(x, at, memory, behind);
            return memory;
        }
        return x;
    }

    /** The windows of some examples by positions, the left operand. */
    private void togetherByPositions(Kernels on, double[] x, double[] w, double[] out) {
        int positions = windows.positions(), taps = windows.taps(), inner = channels * taps;
        int together = atMost(MOST_TOGETHER, (long) positions * inner, examples);
        int elements = together * positions * inner;
        double[] memory = scratch[0].ofAtLeast(elements + windows.paddedPlane());
        double[] sums = products.ofAtLeast(together * positions * kernels);
        for (int group = 0; group < groups; group++) {
            int atKernels = group * kernels * inner;
            for (int from = 0; from < examples; from += together) {
                int count = Math.min(together, examples - from);
                for (int i = 0; i < count * channels; i++) {
                    int n = i / channels, c = i % channels;
                    int at = (((from + n) * groups + group) * channels + c) * windows.plane();
                    double[] plane = paddedPlane(x, at, memory, elements);
                    int atPlane = windows.isPadded() ? elements : at;
                    windows.byPositions(plane, atPlane, memory, n * positions * inner + c * taps, inner);
                }
                MatrixProduct product = new MatrixProduct(count * positions, inner, kernels, false, true);
                on.multiply(product, memory, 0, w, atKernels, sums, 0, 0, count * positions);
                distribute(sums, out, from, count, group);
            }
        }
    }

    private void distribute(double[] sums, double[] out, int from, int count, int group) {
        int positions = windows.positions();
        for (int n = 0; n < count; n++) {
            int at = ((from + n) * groups + group) * kernels * positions;
            for (int p = 0; p < positions; p++) {
                int row = (n * positions + p) * kernels;
                for (int k = 0; k < kernels; k++) {
                    out[at + k * positions + p] = sums[row + k];
                }
            }
        }
    }
}
