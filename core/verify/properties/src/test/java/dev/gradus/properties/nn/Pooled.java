package dev.gradus.properties.nn;

import dev.gradus.nn.PoolWindows;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Windows drawn for a plane, and the places of the greatest elements found in the plainest way. */
record Pooled(PoolWindows windows, int size, int stride, int padding, int dilation) {

    /** Windows that fit into x, which has two spatial axes of one size. */
    static Arbitrary<Pooled> any(Layout layout) {
        int n = layout.shape("x").size(2);
        return Arbitraries.randomValue(random -> {
            int size = 1 + random.nextInt(n);
            if (random.nextInt(4) == 0) {
                return new Pooled(PoolWindows.adaptive(size), size, 0, 0, 1);
            }
            int padding = random.nextInt(size / 2 + 1);
            int dilation = n > 1 && 2 * (size - 1) + 1 <= n + 2 * padding ? 1 + random.nextInt(2) : 1;
            int stride = 1 + random.nextInt(3);
            PoolWindows windows = PoolWindows.of(size)
                    .stride(stride)
                    .padding(padding, padding)
                    .dilation(dilation);
            return new Pooled(windows, size, stride, padding, dilation);
        });
    }

    /** The index in x of the greatest element of each window. */
    Tensor places(Tensor x) {
        int n = x.shape().size(2);
        int count = stride == 0 ? size : (n + 2 * padding - dilation * (size - 1) - 1) / stride + 1;
        Shape out = Shape.of(x.shape().size(0), x.shape().size(1), count, count);
        return Tensor.generate(out, position -> {
            int[] at = out.index(position);
            int best = -1;
            for (int row = 0; row < n; row++) {
                for (int column = 0; column < n; column++) {
                    int place = x.shape().position(at[0], at[1], row, column);
                    if (has(at[2], row, n)
                            && has(at[3], column, n)
                            && (best < 0 || number(x, place) > number(x, best))) {
                        best = place;
                    }
                }
            }
            return best;
        });
    }

    private boolean has(int window, int place, int n) {
        if (stride == 0) {
            return place >= Math.floorDiv(window * n, size) && place < -Math.floorDiv(-(window + 1) * n, size);
        }
        int behind = place - window * stride + padding;
        return behind >= 0 && behind < size * dilation && behind % dilation == 0;
    }

    static double number(Tensor x, int place) {
        return x.get(x.shape().index(place));
    }
}
