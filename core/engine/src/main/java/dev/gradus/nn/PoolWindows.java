package dev.gradus.nn;

import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The windows of a pool: of one size and moved by a stride, or adaptive, with a given number of outputs. Each option is one
 * number for all spatial axes, or one for each.
 *
 * <pre>{@code PoolWindows.of(3).stride(2).padding(1)}</pre>
 *
 * <p>Adaptive windows divide an axis of n elements into m windows of nearly equal size: window i extends from ⌊i n / m⌋ to
 * ⌈(i + 1) n / m⌉.
 *
 * @param sizes the numbers of elements in a window, or the numbers of adaptive windows
 * @param strides the distances between windows
 * @param paddings the numbers of positions on both sides that windows may include, at most half of a window
 * @param dilations the distances between elements of a window
 * @param isAdaptive whether the sizes are numbers of windows
 */
public record PoolWindows(
        List<Integer> sizes,
        List<Integer> strides,
        List<Integer> paddings,
        List<Integer> dilations,
        boolean isAdaptive) {
    private static final int CHANNEL_AXES = 2;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a number is too small, or a list is empty
     */
    public PoolWindows {
        sizes = checked("size", 1, sizes);
        strides = checked("stride", 1, strides);
        paddings = checked("padding", 0, paddings);
        dilations = checked("dilation", 1, dilations);
    }

    /** Creates adjacent windows of this size. */
    public static PoolWindows of(int... sizes) {
        List<Integer> values = boxed("sizes", sizes);
        return new PoolWindows(values, values, List.of(0), List.of(1), false);
    }

    /** Creates this number of windows of nearly equal size. */
    public static PoolWindows adaptive(int... counts) {
        return new PoolWindows(boxed("counts", counts), List.of(1), List.of(0), List.of(1), true);
    }

    /** Returns the same windows with these strides. */
    public PoolWindows stride(int... values) {
        return new PoolWindows(sizes, boxed("values", values), paddings, dilations, isAdaptive);
    }

    /** Returns the same windows with these paddings. */
    public PoolWindows padding(int... values) {
        return new PoolWindows(sizes, strides, boxed("values", values), dilations, isAdaptive);
    }

    /** Returns the same windows with these distances between a window's elements. */
    public PoolWindows dilation(int... values) {
        return new PoolWindows(sizes, strides, paddings, boxed("values", values), isAdaptive);
    }

    private static List<Integer> boxed(String name, int... values) {
        Objects.requireNonNull(values, name);
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Integer> checked(String what, int least, List<Integer> values) {
        Objects.requireNonNull(values, what + "s");
        if (values.isEmpty()) {
            throw new IllegalArgumentException("PoolWindows: " + what + ": there must be at least one number");
        }
        for (int value : values) {
            if (value < least) {
                throw new IllegalArgumentException(
                        "PoolWindows: " + what + " must be at least " + least + ", not " + value);
            }
        }
        return List.copyOf(values);
    }

    /**
     * The windows along one axis, without the padding: window i has the positions {@code first[i] + k · step} for k from 0
     * to {@code counts[i]} − 1.
     */
    record Line(int[] first, int[] counts, int step) {
        int windows() {
            return first.length;
        }

        int[] indices(int window) {
            int[] indices = new int[counts[window]];
            Arrays.setAll(indices, k -> first[window] + k * step);
            return indices;
        }
    }

    Line along(String pool, Shape x, int spatial) {
        int axes = x.rank() - CHANNEL_AXES;
        int n = x.size(spatial + CHANNEL_AXES);
        int size = ConvolutionOptions.each("size", sizes, axes)[spatial];
        if (n == 0) {
            throw new ShapeException(pool + ": " + x + " has no elements along axis " + (spatial + CHANNEL_AXES));
        }
        if (isAdaptive) {
            int[] first = new int[size], counts = new int[size];
            for (int i = 0; i < size; i++) {
                first[i] = (int) ((long) i * n / size);
                counts[i] = (int) (((i + 1L) * n + size - 1) / size) - first[i];
            }
            return new Line(first, counts, 1);
        }
        int stride = ConvolutionOptions.each("stride", strides, axes)[spatial];
        int padding = ConvolutionOptions.each("padding", paddings, axes)[spatial];
        int dilation = ConvolutionOptions.each("dilation", dilations, axes)[spatial];
        long reach = dilation * (size - 1L) + 1;
        if (padding > size / 2) {
            throw new IllegalArgumentException(
                    pool + ": padding " + padding + " must be at most half of a window of " + size);
        }
        if (reach > n + 2L * padding) {
            throw new ShapeException(pool + ": along axis " + (spatial + CHANNEL_AXES) + " a window reaches over "
                    + reach + " elements, but " + x + " has " + n
                    + (padding == 0 ? "" : " and " + 2L * padding + " of padding"));
        }
        int[] first = new int[(int) ((n + 2L * padding - reach) / stride + 1)], counts = first.clone();
        for (int i = 0; i < first.length; i++) {
            long start = (long) i * stride - padding;
            long skipped = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
            long inside = start + skipped * dilation;
            long end = Math.min(n, start + reach);
            if (inside >= end) {
                throw new ShapeException(pool + ": along axis " + (spatial + CHANNEL_AXES) + " window " + i
                        + " with dilation " + dilation + " contains only padding, because " + x + " has " + n + ";"
                        + " use a smaller dilation or padding");
            }
            first[i] = (int) inside;
            counts[i] = (int) ((end - inside - 1) / dilation + 1);
        }
        return new Line(first, counts, dilation);
    }

    /** Returns, for each output position, the positions of its window in a plane. */
    int[][] indices(String pool, Shape x) {
        int[][] indices = {{0}};
        for (int spatial = 0; spatial < x.rank() - CHANNEL_AXES; spatial++) {
            Line along = along(pool, x, spatial);
            int size = x.size(spatial + CHANNEL_AXES);
            int[][] both = new int[indices.length * along.windows()][];
            for (int i = 0; i < both.length; i++) {
                both[i] = product(indices[i / along.windows()], along.indices(i % along.windows()), size);
            }
            indices = both;
        }
        return indices;
    }

    private static int[] product(int[] outer, int[] inner, int size) {
        int[] indices = new int[outer.length * inner.length];
        Arrays.setAll(indices, i -> outer[i / inner.length] * size + inner[i % inner.length]);
        return indices;
    }

    /** Returns the shape of a pool's result, whose spatial sizes are the numbers of windows. */
    Shape shape(String pool, Shape x) {
        if (x.rank() < CHANNEL_AXES + 1) {
            throw new ShapeException(pool + ": " + x + " must be a shape (n_batch, n_channels, sizes…)");
        }
        int[] counts = x.sizes();
        String[] names = new String[counts.length];
        for (int axis = 0; axis < counts.length; axis++) {
            counts[axis] = axis < CHANNEL_AXES
                    ? counts[axis]
                    : along(pool, x, axis - CHANNEL_AXES).windows();
            names[axis] = axis < CHANNEL_AXES ? x.name(axis) : "";
        }
        if (Shape.isTooLarge(counts)) {
            throw new ShapeException(pool + ": " + x + " would give " + Arrays.toString(counts)
                    + ", more elements than an array can hold");
        }
        return Shape.of(counts).named(names);
    }

    /** Formats the options for formulas, such as {@code size 3, stride 2}. */
    List<String> text() {
        if (isAdaptive) {
            return List.of("adaptive " + text(sizes));
        }
        String more = (paddings.stream().allMatch(zeros -> zeros == 0) ? "" : " padding " + text(paddings))
                + (dilations.stream().allMatch(step -> step == 1) ? "" : " dilation " + text(dilations));
        return List.of("size " + text(sizes) + (strides.equals(sizes) ? "" : " stride " + text(strides)) + more);
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().distinct().count() == 1 ? String.valueOf(numbers.get(0)) : numbers.toString();
    }

    String java() {
        String numbers = arguments(sizes);
        return isAdaptive
                ? "PoolWindows.adaptive(" + numbers + ")"
                : "PoolWindows.of(" + numbers + ").stride(" + arguments(strides) + ").padding(" + arguments(paddings)
                        + ").dilation(" + arguments(dilations) + ")";
    }

    private static String arguments(List<Integer> numbers) {
        String text = numbers.toString();
        return text.substring(1, text.length() - 1);
    }
}
