package dev.gradus.properties.nn;

import dev.gradus.nn.Convolution;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** How a drawn convolution moves, and its value in the plainest way. */
record Windowed(int[] stride, int[] low, int[] high, int[] dilation, int groups) {
    private static final int CHANNEL_AXES = 2;

    /** Values whose products do not overflow. */
    private static final Values FACTORS = Values.between(-1e150, 1e150);

    /** The contract of convolutions with this number of groups, of inputs with these axes. */
    static OpSpec spec(int groups, Dims x, Dims w) {
        return OpSpec.drawing(layout -> any(layout, groups))
                .nary((inputs, way) -> new Convolution(
                        inputs.get(0), inputs.get(1), way.stride, way.low, way.high, way.dilation, way.groups))
                .input("x", x, FACTORS)
                .input("w", w, FACTORS)
                .referenceTensor((in, way) -> way.of(in.get(0), in.get(1)));
    }

    private static Arbitrary<Windowed> any(Layout layout, int groups) {
        int[] x = spatial(layout.shape("x")), w = spatial(layout.shape("w"));
        return Arbitraries.randomValue(random -> {
            int[] stride = drawn(random, x.length, 1, 3), dilation = drawn(random, x.length, 1, 2);
            int[] low = drawn(random, x.length, -1, 2), high = drawn(random, x.length, -1, 2);
            for (int axis = 0; axis < x.length; axis++) {
                int reach = dilation[axis] * (w[axis] - 1) + 1;
                high[axis] = Math.max(high[axis], reach - x[axis] - low[axis]);
            }
            return new Windowed(stride, low, high, dilation, groups);
        });
    }

    private static int[] drawn(Random random, int count, int least, int most) {
        return random.ints(count, least, most + 1).toArray();
    }

    private static int[] spatial(Shape shape) {
        return Arrays.copyOfRange(shape.sizes(), CHANNEL_AXES, shape.rank());
    }

    private Tensor of(Tensor x, Tensor w) {
        int[] sizes = x.shape().sizes();
        sizes[1] = w.shape().size(0);
        for (int axis = 0; axis < stride.length; axis++) {
            int at = axis + CHANNEL_AXES;
            int reach = dilation[axis] * (w.shape().size(at) - 1) + 1;
            sizes[at] = (sizes[at] + low[axis] + high[axis] - reach) / stride[axis] + 1;
        }
        Shape out = Shape.of(sizes);
        Shape window =
                Shape.of(Arrays.copyOfRange(w.shape().sizes(), 1, w.shape().rank()));
        return Tensor.generate(out, position -> {
            int[] at = out.index(position);
            double sum = 0;
            for (int i = 0; i < window.elements(); i++) {
                sum = Math.fma(element(w, at[1], window.index(i)), seen(x, at, window.index(i), out.size(1)), sum);
            }
            return sum;
        });
    }

    private static double element(Tensor w, int kernel, int... tap) {
        int[] index = new int[tap.length + 1];
        index[0] = kernel;
        System.arraycopy(tap, 0, index, 1, tap.length);
        return w.get(index);
    }

    private double seen(Tensor x, int[] at, int[] tap, int kernels) {
        int[] index = new int[at.length];
        index[0] = at[0];
        index[1] = at[1] / (kernels / groups) * (x.shape().size(1) / groups) + tap[0];
        for (int axis = 0; axis < stride.length; axis++) {
            int place = at[axis + CHANNEL_AXES] * stride[axis] + tap[axis + 1] * dilation[axis] - low[axis];
            if (place < 0 || place >= x.shape().size(axis + CHANNEL_AXES)) {
                return 0;
            }
            index[axis + CHANNEL_AXES] = place;
        }
        return x.get(index);
    }

    @Override
    public String toString() {
        return List.of(stride, low, high, dilation).stream()
                        .map(Arrays::toString)
                        .toList() + ", " + groups + " groups";
    }
}
