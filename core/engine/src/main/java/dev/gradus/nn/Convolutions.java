package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.Objects;

/**
 * Convolutions by their usual names; see {@link Convolution}. x has the shape (n_batch, n_in, sizes…), as in PyTorch. Add a
 * bias of shape (n_out, 1) for one axis or (n_out, 1, 1) for two as usual: {@code conv2d(x, w).add(b)}.
 */
public final class Convolutions {
    private Convolutions() {}

    /** Convolves along one axis: x (n_batch, n_in, size), w (n_out, n_in, kernel size). */
    public static Node conv1d(Node x, Node w) {
        return conv1d(x, w, ConvolutionOptions.of());
    }

    /**
     * Convolves along one axis: x (n_batch, n_in, size), w (n_out, n_in / groups, kernel size).
     *
     * @throws ShapeException if the shapes do not match
     * @throws IllegalArgumentException if the options are for another number of axes
     */
    public static Node conv1d(Node x, Node w, ConvolutionOptions options) {
        return conv("conv1d", 1, x, w, options);
    }

    /** Convolves along two axes: x (n_batch, n_in, height, width), w (n_out, n_in, kernel height, kernel width). */
    public static Node conv2d(Node x, Node w) {
        return conv2d(x, w, ConvolutionOptions.of());
    }

    /**
     * Convolves along two axes: x (n_batch, n_in, height, width), w (n_out, n_in / groups, kernel height, kernel width).
     *
     * @throws ShapeException if the shapes do not match
     * @throws IllegalArgumentException if the options are for another number of axes
     */
    public static Node conv2d(Node x, Node w, ConvolutionOptions options) {
        return conv("conv2d", 2, x, w, options);
    }

    /** Convolves along three axes: x (n_batch, n_in, depth, height, width), w (n_out, n_in, kernel sizes…). */
    public static Node conv3d(Node x, Node w) {
        return conv3d(x, w, ConvolutionOptions.of());
    }

    /**
     * Convolves along three axes: x (n_batch, n_in, depth, height, width), w (n_out, n_in / groups, kernel sizes…).
     *
     * @throws ShapeException if the shapes do not match
     * @throws IllegalArgumentException if the options are for another number of axes
     */
    public static Node conv3d(Node x, Node w, ConvolutionOptions options) {
        return conv("conv3d", 3, x, w, options);
    }

    /**
     * Computes the transposed convolution over any number of axes, PyTorch's {@code conv_transpose}. It is the function that
     * a convolution with these options uses for ∂J/∂x, so it restores the sizes that the convolution had as its input.
     *
     * @param x of shape (n_batch, n_in, sizes…)
     * @param w of shape (n_in, n_out / groups, kernel sizes…)
     * @param surplus the number of elements added at the end of each axis, because a stride maps several sizes to one;
     *     PyTorch's output_padding. One number for all axes, or one for each
     * @throws ShapeException if the shapes do not match
     * @throws IllegalArgumentException if the options are for another number of axes
     */
    public static Node transposed(Node x, Node w, ConvolutionOptions options, int... surplus) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(w, "w");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(surplus, "surplus");
        int rank = x.shape().rank();
        if (rank < 3 || w.shape().rank() != rank) {
            throw new ShapeException("transposed: " + x.describe() + " must have the shape (n_batch, n_in, sizes…) and "
                    + w.describe() + " the shape (n_in, n_out / groups, kernel sizes…), with the same number of axes");
        }
        int groups = options.groups();
        if (w.shape().size(0) != x.shape().size(1) || w.shape().size(0) % groups != 0) {
            throw new ShapeException("transposed: axis 0 of " + w.describe() + " must be the "
                    + x.shape().size(1) + " channels of " + x.describe() + ", in " + groups + " groups of equal size");
        }
        int axes = rank - 2;
        int[] stride = ConvolutionOptions.each("stride", options.strides(), axes);
        int[] padding = ConvolutionOptions.each("padding", options.paddings(), axes);
        int[] dilation = ConvolutionOptions.each("dilation", options.dilations(), axes);
        if (surplus.length > 1 && surplus.length != axes) {
            throw new IllegalArgumentException(
                    "transposed: surplus must be one number for all " + axes + " spatial axes, or one for each");
        }
        int[] low = new int[axes];
        int[] high = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int more = surplus.length == 0 ? 0 : surplus[surplus.length == 1 ? 0 : axis];
            long reach = dilation[axis] * (w.shape().size(axis + 2) - 1L);
            if (Math.max(reach, reach - padding[axis] + more) > Integer.MAX_VALUE) {
                throw new ShapeException("transposed: along axis " + (axis + 2) + " the kernel " + w.describe()
                        + " reaches over " + (reach + 1) + " elements, to which a surplus of " + more
                        + " is added: more elements than an array can hold");
            }
            low[axis] = (int) reach - padding[axis];
            high[axis] = low[axis] + more;
        }
        return new Convolution(
                Convolution.spread(x, stride),
                Convolution.turned(w, groups),
                Convolution.ones(axes),
                low,
                high,
                dilation,
                groups);
    }

    private static Node conv(String name, int axes, Node x, Node w, ConvolutionOptions options) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(w, "w");
        Objects.requireNonNull(options, "options");
        if (x.shape().rank() != axes + 2) {
            boolean isOneExample = x.shape().rank() == axes + 1;
            throw new ShapeException(name + ": " + x.describe() + " must have " + (axes + 2)
                    + " axes: n_batch, n_in and " + axes + " of sizes"
                    + (isOneExample ? "; for a single example, add a first axis of size 1." : "."));
        }
        int[] padding = ConvolutionOptions.each("padding", options.paddings(), axes);
        return new Convolution(
                x,
                w,
                ConvolutionOptions.each("stride", options.strides(), axes),
                padding,
                padding,
                ConvolutionOptions.each("dilation", options.dilations(), axes),
                options.groups());
    }
}
