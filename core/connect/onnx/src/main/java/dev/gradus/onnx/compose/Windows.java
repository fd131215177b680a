package dev.gradus.onnx.compose;

import dev.gradus.nn.Convolution;
import dev.gradus.nn.PoolWindows;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Convolutions as matrix products, and pools that ONNX does not have. */
final class Windows {
    private static final int CHANNEL_AXES = 2;

    private Windows() {}

    /** The windows of all positions are gathered from the padded x; each, as a row, is multiplied with the kernels. */
    static Node convolution(Convolution op) {
        Node x = padded(op), w = op.input(1);
        int[] outer = op.shape().sizes();
        int batch = outer[0], groups = op.groups(), kernels = outer[1] / groups;
        int channels = w.shape().size(1);
        int[] spatial = Arrays.copyOfRange(x.shape().sizes(), CHANNEL_AXES, outer.length);
        int[] positions = Arrays.copyOfRange(outer, CHANNEL_AXES, outer.length);
        int[] taps = Arrays.copyOfRange(w.shape().sizes(), CHANNEL_AXES, outer.length);
        Tensor places = places(spatial, positions, op.stride(), taps, op.dilation());
        int count = places.shape().size(0), window = channels * places.shape().size(1);

        Node rows = x.reshape(batch, groups, channels, product(spatial))
                .take(Constant.of(places), 3)
                .transpose(0, 1, 3, 2, 4)
                .reshape(batch, groups, count, window);
        Node columns = w.reshape(1, groups, kernels, window).transpose(0, 1, 3, 2);
        return rows.matMul(columns).transpose(0, 1, 3, 2).reshape(op.shape());
    }

    /** A negative padding leaves elements out. */
    private static Node padded(Convolution op) {
        Node x = op.input(0);
        int rank = x.shape().rank();
        int[] start = new int[rank], stop = x.shape().sizes(), ones = new int[rank];
        int[] low = new int[rank], high = new int[rank];
        Arrays.fill(ones, 1);
        for (int axis = CHANNEL_AXES; axis < rank; axis++) {
            int before = op.low()[axis - CHANNEL_AXES], after = op.high()[axis - CHANNEL_AXES];
            start[axis] = Math.max(0, -before);
            stop[axis] -= Math.max(0, -after);
            low[axis] = Math.max(0, before);
            high[axis] = Math.max(0, after);
        }
        boolean isWhole = Arrays.equals(stop, x.shape().sizes()) && Arrays.equals(start, new int[rank]);
        Node part = isWhole ? x : x.slice(start, stop, ones);
        boolean isPadded = Arrays.stream(low).sum() + Arrays.stream(high).sum() > 0;
        return isPadded ? part.pad(low, high, new int[rank]) : part;
    }

    /** In a plane of these sizes the places of each tap at each position. */
    private static Tensor places(int[] sizes, int[] positions, int[] stride, int[] taps, int... dilation) {
        int[] strides = Shape.of(sizes).strides();
        Shape counts = Shape.of(positions), window = Shape.of(taps);
        return Tensor.generate(Shape.of(counts.elements(), window.elements()), place -> {
            int[] position = counts.index(place / window.elements()), tap = window.index(place % window.elements());
            return IntStream.range(0, sizes.length)
                    .map(axis -> strides[axis] * (stride[axis] * position[axis] + dilation[axis] * tap[axis]))
                    .sum();
        });
    }

    /** The greatest of each adaptive window's elements, which are gathered along a new last axis. */
    static Node maxPool(Node x, PoolWindows windows) {
        return gathered(x, adaptive(x, windows)).max(-1).reshape(pooled(x, windows));
    }

    /** The place of the greatest, among all elements of x. */
    static Node argMaxPool(Node x, PoolWindows windows) {
        Tensor places = adaptive(x, windows);
        int planes = x.shape().size(0) * x.shape().size(1);
        int plane = x.shape().elements() / Math.max(1, planes);
        Node which =
                Places.oneHot(gathered(x, places).argMax(-1), places.shape().size(1));
        Node inPlane = which.multiply(Constant.of(places.reshape(
                        1, 1, places.shape().size(0), places.shape().size(1))))
                .sum(-1);
        Tensor starts =
                Tensor.generate(Shape.of(x.shape().size(0), x.shape().size(1), 1), number -> (double) number * plane);
        return inPlane.add(Constant.of(starts)).reshape(pooled(x, windows));
    }

    private static Node gathered(Node x, Tensor places) {
        int batch = x.shape().size(0), channels = x.shape().size(1);
        int plane = product(
                Arrays.copyOfRange(x.shape().sizes(), CHANNEL_AXES, x.shape().rank()));
        return x.reshape(batch, channels, plane).take(Constant.of(places), 2);
    }

    private static int[] pooled(Node x, PoolWindows windows) {
        int[] sizes = x.shape().sizes();
        for (int axis = CHANNEL_AXES; axis < sizes.length; axis++) {
            sizes[axis] = count(windows, axis);
        }
        return sizes;
    }

    private static int count(PoolWindows windows, int axis) {
        return windows.sizes().get(windows.sizes().size() == 1 ? 0 : axis - CHANNEL_AXES);
    }

    /** The places of each window, window i of m being ⌊i n / m⌋ to ⌈(i + 1) n / m⌉; a shorter one repeats its first place. */
    private static Tensor adaptive(Node x, PoolWindows windows) {
        if (!windows.isAdaptive()) {
            throw new Refusal("A pool over more than three spatial axes, of " + x.describe()
                    + ", cannot be written: ONNX has none");
        }
        int[][] places = {{0}};
        for (int axis = CHANNEL_AXES; axis < x.shape().rank(); axis++) {
            int n = x.shape().size(axis), m = count(windows, axis);
            int[][] before = places;
            places = new int[before.length * m][];
            for (int i = 0; i < places.length; i++) {
                int window = i % m;
                int[] along = IntStream.range((int) ((long) window * n / m), (int) (((window + 1L) * n + m - 1) / m))
                        .toArray();
                places[i] = Arrays.stream(before[i / m])
                        .flatMap(outer -> Arrays.stream(along).map(place -> outer * n + place))
                        .toArray();
            }
        }
        int[][] all = places;
        int most = Arrays.stream(all).mapToInt(window -> window.length).max().orElse(0);
        return Tensor.generate(Shape.of(all.length, most), place -> {
            int[] window = all[place / most];
            return window[place % most < window.length ? place % most : 0];
        });
    }

    private static int product(int... sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }
}
