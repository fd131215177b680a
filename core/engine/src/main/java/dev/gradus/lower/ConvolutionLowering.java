package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.product.ConvolutionProduct;
import dev.gradus.nn.Convolution;
import java.util.Arrays;

/** Computes convolutions as matrix products. */
final class ConvolutionLowering {
    private static final int CHANNEL_AXES = 2;

    private ConvolutionLowering() {}

    /** An op without spatial axes is treated as if it had one of size 1. */
    static KernelOp of(Convolution op) {
        int[] x = op.input(0).shape().sizes();
        int[] w = op.input(1).shape().sizes();
        int[] out = op.shape().sizes();
        return ConvolutionProduct.of(
                x[0],
                w[1],
                w[0] / op.groups(),
                op.groups(),
                spatial(x),
                orOne(op.low(), 0),
                spatial(out),
                orOne(op.stride(), 1),
                spatial(w),
                orOne(op.dilation(), 1));
    }

    private static int[] spatial(int... sizes) {
        return orOne(Arrays.copyOfRange(sizes, CHANNEL_AXES, sizes.length), 1);
    }

    private static int[] orOne(int[] numbers, int value) {
        return numbers.length == 0 ? new int[] {value} : numbers;
    }
}
