package dev.gradus.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The movement of a kernel over its operand. Each option is one number for all spatial axes, or one for each.
 *
 * <pre>{@code ConvolutionOptions.of().stride(2).padding(1)}</pre>
 *
 * @param strides the distances between positions, at least 1
 * @param paddings the numbers of zeros on both sides, at least 0
 * @param dilations the distances between elements of the kernel, at least 1
 * @param groups the number of groups of channels, at least 1
 */
public record ConvolutionOptions(List<Integer> strides, List<Integer> paddings, List<Integer> dilations, int groups) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a number is too small, or a list is empty
     */
    public ConvolutionOptions {
        strides = checked("stride", 1, strides);
        paddings = checked("padding", 0, paddings);
        dilations = checked("dilation", 1, dilations);
        check("groups", 1, 1, groups);
    }

    /** Creates options with stride 1, no padding, no dilation and one group. */
    public static ConvolutionOptions of() {
        return new ConvolutionOptions(List.of(1), List.of(0), List.of(1), 1);
    }

    /** Returns the same options with these strides. */
    public ConvolutionOptions stride(int... values) {
        return new ConvolutionOptions(boxed("values", values), paddings, dilations, groups);
    }

    /** Returns the same options with these numbers of zeros before and after x. */
    public ConvolutionOptions padding(int... values) {
        return new ConvolutionOptions(strides, boxed("values", values), dilations, groups);
    }

    /** Returns the same options with these distances between a kernel's elements. */
    public ConvolutionOptions dilation(int... values) {
        return new ConvolutionOptions(strides, paddings, boxed("values", values), groups);
    }

    /** Returns the same options with this number of groups. */
    public ConvolutionOptions groups(int count) {
        return new ConvolutionOptions(strides, paddings, dilations, count);
    }

    static int[] each(String what, List<Integer> values, int axes) {
        if (values.size() != 1 && values.size() != axes) {
            throw new IllegalArgumentException(
                    what + " " + values + " must be one number for all " + axes + " spatial axes, or one for each");
        }
        int[] each = new int[axes];
        Arrays.setAll(each, axis -> values.get(values.size() == 1 ? 0 : axis));
        return each;
    }

    private static List<Integer> boxed(String name, int... values) {
        Objects.requireNonNull(values, name);
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Integer> checked(String what, int least, List<Integer> values) {
        Objects.requireNonNull(values, what + "s");
        check(
                what,
                least,
                values.size(),
                values.stream().mapToInt(Integer::intValue).toArray());
        if (values.isEmpty()) {
            throw new IllegalArgumentException(what + ": there must be at least one number");
        }
        return List.copyOf(values);
    }

    static void check(String what, int least, int count, int... values) {
        Objects.requireNonNull(values, what);
        if (values.length != count) {
            throw new IllegalArgumentException("Convolution: " + what + " " + Arrays.toString(values)
                    + " must have one number for each of the " + count + " spatial axes");
        }
        for (int value : values) {
            if (value < least) {
                throw new IllegalArgumentException(
                        "Convolution: " + what + " must be at least " + least + ", not " + value);
            }
        }
    }
}
