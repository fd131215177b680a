package dev.gradus.nn;

import dev.gradus.kernel.math.Axes;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** An op that selects the greatest element of each window. */
public abstract sealed class Pool extends Op permits MaxPool, ArgMaxPool {
    private final PoolWindows windows;
    private final int[][] indices;
    private final int plane;

    Pool(String name, Node x, PoolWindows windows, Function<Node, Pool> maker) {
        super(
                Objects.requireNonNull(windows, "windows")
                        .shape(name, Objects.requireNonNull(x, "x").shape()),
                x,
                maker);
        this.windows = windows;
        this.indices = windows.indices(name, x.shape());
        this.plane = Axes.elements(x.shape().sizes(), 2, x.shape().rank());
    }

    /** Returns the windows from which elements are selected. */
    public final PoolWindows windows() {
        return windows;
    }

    @Override
    public final void forward(double[][] in, double[] out) {
        double[] x = in[0];
        for (int i = 0; i < out.length; i++) {
            int start = i / indices.length * plane;
            int[] window = indices[i % indices.length];
            int greatest = start + window[0];
            for (int k = 1; k < window.length && !Double.isNaN(x[greatest]); k++) {
                double value = x[start + window[k]];
                if (value > x[greatest] || Double.isNaN(value)) {
                    greatest = start + window[k];
                }
            }
            out[i] = result(x, greatest);
        }
    }

    /** Returns the result for a window whose greatest element is at this position in x. */
    abstract double result(double[] x, int index);

    @Override
    public final Record attributes() {
        return windows;
    }

    @Override
    public final List<String> operands() {
        return List.of("x");
    }

    /** Writes out each window, because NumPy has no pools: {@code ofWindow} is that of window {@code _p} of {@code _x}. */
    final Notation notation(String name, String ofWindow) {
        Shape x = input(0).shape();
        String sizes = Arrays.toString(shape().sizes());
        String planes = "{0}.reshape(" + x.size(0) + ", " + x.size(1) + ", " + plane + ")";
        String each = ofWindow + " for _x in [" + planes + "] for _p in " + Arrays.deepToString(indices);
        return Notation.function(name)
                .arguments(windows.text())
                .java("new " + name() + "({0}, " + windows.java() + ")")
                .numpy("np.stack([" + each + "], axis=2).reshape(" + sizes.substring(1, sizes.length() - 1) + ")");
    }

    final int plane() {
        return plane;
    }
}
