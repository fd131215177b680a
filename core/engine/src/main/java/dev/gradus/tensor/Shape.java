package dev.gradus.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The sizes of a tensor along its axes, outermost first. Immutable.
 *
 * <p>A shape without axes (rank 0) is that of a single number. A size may be 0; the tensor is then empty. Elements are in
 * row-major order: the last axis is contiguous.
 *
 * <p>Axes may have display names, such as {@code (n_batch=4, n_in=3)}. Names make messages and diagrams readable and have no
 * other meaning: shapes with equal sizes are equal, whatever their names.
 */
public final class Shape {

    /** The length of the longest array that every JVM can allocate. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private static final String[] UNNAMED = {};
    private static final Shape SCALAR = new Shape(new int[0], UNNAMED);

    private final int[] sizes;
    private final String[] names;
    private final int elements;

    private Shape(int[] sizes, String[] names) {
        this.sizes = sizes;
        this.names = names;
        this.elements = countElements(sizes);
    }

    /**
     * Creates a shape with these sizes, outermost axis first, or the scalar shape without sizes.
     *
     * @throws IllegalArgumentException if a size is negative, or the product of the sizes other than 0 exceeds 2³¹ − 9, the
     *     maximum size of an array
     */
    public static Shape of(int... sizes) {
        Objects.requireNonNull(sizes, "sizes");
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone(), UNNAMED);
    }

    /** Returns the shape of a single number: rank 0, one element, printed as {@code ()}. */
    public static Shape scalar() {
        return SCALAR;
    }

    private static int countElements(int[] sizes) {
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] < 0) {
                throw new IllegalArgumentException(
                        "shape " + text(sizes, UNNAMED) + ": the size of axis " + axis + " is negative");
            }
        }
        if (isTooLarge(sizes)) {
            throw new IllegalArgumentException("shape " + text(sizes, UNNAMED)
                    + " is too large: the product of its sizes exceeds " + MAX_ELEMENTS + ", the maximum length of"
                    + " an array");
        }
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }

    /**
     * Returns whether these sizes, which must not be negative, are rejected because the product of those other than 0
     * exceeds 2³¹ − 9.
     */
    public static boolean isTooLarge(int... sizes) {
        Objects.requireNonNull(sizes, "sizes");
        long product = 1;
        for (int size : sizes) {
            // An empty axis is excluded from the product, so that strides cannot overflow either.
            product *= Math.max(size, 1);
            if (product > MAX_ELEMENTS) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the same sizes with one display name per axis, {@code ""} for an axis without a name.
     *
     * @throws IllegalArgumentException if there is not exactly one name per axis, or one is not a valid {@linkplain Labels
     *     label}
     */
    public Shape named(String... names) {
        Objects.requireNonNull(names, "names");
        if (names.length != rank()) {
            throw new IllegalArgumentException("shape " + text(sizes, UNNAMED) + " has rank " + rank()
                    + " and takes one name per axis, but got " + names.length + ": " + Arrays.toString(names));
        }
        for (String name : names) {
            Labels.checked("an axis", Objects.requireNonNull(name, "an axis without a name is called \"\", not null"));
        }
        return new Shape(sizes, names.clone());
    }

    /** Returns the number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * Returns the size of an axis. A negative axis counts from the end: −1 is the last.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int size(int axis) {
        return sizes[axis(axis)];
    }

    /**
     * Returns the axis as a number from 0 to rank − 1. A negative axis counts from the end: −1 is the last.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int axis(int axis) {
        int rank = rank();
        if (axis < -rank || axis >= rank) {
            throw new IndexOutOfBoundsException("shape " + this + " has no axis " + axis + "; "
                    + (rank == 0
                            ? "a scalar has no axes"
                            : "its axes are 0 to " + (rank - 1) + ", or " + -rank + " to -1 from the end"));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** Returns a copy of the sizes, outermost axis first. */
    public int[] sizes() {
        return isScalar() ? sizes : sizes.clone();
    }

    /** Returns the number of elements: the product of the sizes, 1 for a scalar. */
    public int elements() {
        return elements;
    }

    /** Returns whether this is the shape of a single number: rank 0, not merely one element. */
    public boolean isScalar() {
        return sizes.length == 0;
    }

    /**
     * Returns the display name of an axis, {@code ""} if it has none. A negative axis counts from the end.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public String name(int axis) {
        int from0 = axis(axis);
        return names.length == 0 ? "" : names[from0];
    }

    /** Returns whether any axis has a display name. */
    public boolean isNamed() {
        for (String name : names) {
            if (!name.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the distance between adjacent elements along each axis in row-major order, in a new array: the product of the
     * sizes of the axes after it, 1 for the last.
     */
    public int[] strides() {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /**
     * Returns the position in the row-major array of the element at an index.
     *
     * <p>Coordinates count from 0. Unlike an axis, a coordinate must not be negative, because in Java −1 usually is a bug in
     * a loop.
     *
     * @throws IllegalArgumentException if there is not exactly one coordinate per axis
     * @throws IndexOutOfBoundsException if a coordinate is negative or not less than the size of its axis
     */
    public int position(int... index) {
        if (index.length != sizes.length) {
            throw new IllegalArgumentException("shape " + this + " has rank " + rank()
                    + " and takes one coordinate per axis, but got " + index.length + ": " + Arrays.toString(index));
        }
        int position = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (index[axis] < 0 || index[axis] >= sizes[axis]) {
                throw new IndexOutOfBoundsException("shape " + this + " has no index " + Arrays.toString(index) + "; "
                        + (sizes[axis] == 0
                                ? "axis " + axis + " is empty"
                                : "axis " + axis + " goes from 0 to " + (sizes[axis] - 1)));
            }
            position = position * sizes[axis] + index[axis];
        }
        return position;
    }

    /**
     * Returns the index of the element at a position of the row-major array. The inverse of {@link #position}.
     *
     * @throws IndexOutOfBoundsException if the position is negative or not less than {@link #elements}
     */
    public int[] index(int position) {
        if (position < 0 || position >= elements) {
            throw new IndexOutOfBoundsException(
                    "shape " + this + " has " + elements + " elements and none at position " + position);
        }
        int[] index = new int[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return index;
    }

    /** Removes the first axis. The rank must be at least 1. */
    Shape withoutFirstAxis() {
        String[] namesLeft = names.length == 0 ? UNNAMED : Arrays.copyOfRange(names, 1, names.length);
        return new Shape(Arrays.copyOfRange(sizes, 1, sizes.length), namesLeft);
    }

    /** Replaces the size of the first axis. The rank must be at least 1. */
    Shape withFirstSize(int size) {
        int[] changed = sizes.clone();
        changed[0] = size;
        return new Shape(changed, names);
    }

    /** Compares the sizes, ignoring names. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /**
     * Returns, for example, {@code ()}, {@code (5)}, {@code (4, 1)}, {@code (n_batch=4, n_in=3)} or {@code (n_batch=4, 1)}.
     */
    @Override
    public String toString() {
        return text(sizes, names);
    }

    private static String text(int[] sizes, String[] names) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean named = names.length > 0 && !names[axis].isEmpty();
            text.add(named ? names[axis] + "=" + sizes[axis] : Integer.toString(sizes[axis]));
        }
        return text.toString();
    }
}
