package dev.gradus.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * An immutable block of float64 numbers with a {@link Shape}, in row-major order.
 *
 * <p>Tensors are values to create, print, compare, feed to a graph and read from one. They have no arithmetic, which is the
 * purpose of graphs.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).named("n_batch", "n_in");
 * x.shape();      // (n_batch=4, n_in=2)
 * x.get(3, 0);    // 1.0
 * }</pre>
 */
public final class Tensor {

    /** 10 to this power is the largest power of ten among the doubles. */
    private static final int MAX_DECIMALS = 308;

    private final Shape shape;
    private final double[] values;

    /** Takes ownership of the array without copying it. */
    private Tensor(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Creates a tensor of this shape with these values in row-major order.
     *
     * @throws IllegalArgumentException if the number of values differs from the number of elements
     */
    public static Tensor of(Shape shape, double... values) {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " needs " + shape.elements() + " values, but got " + values.length);
        }
        return new Tensor(shape, values.clone());
    }

    /** Creates a tensor of rank 1 with these values: {@code Tensor.of(0.5, 2)}. */
    public static Tensor of(double... values) {
        return of(Shape.of(values.length), values);
    }

    /** Creates a tensor of rank 1 with these values, converted exactly. */
    public static Tensor of(float[] values) {
        return generate(Shape.of(values.length), i -> values[i]);
    }

    /** Creates a tensor of rank 1 with these values, such as class labels: {@code Tensor.of(2, 0, 1)}. */
    public static Tensor of(int... values) {
        return generate(Shape.of(values.length), i -> values[i]);
    }

    /**
     * Creates a tensor of rank 2 with these rows. Without rows, the shape is (0, 0).
     *
     * @throws IllegalArgumentException if the lengths of the rows differ
     */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Shape shape = Shape.of(rows.length, columns);
        double[] values = new double[shape.elements()];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException("the rows of a tensor must have equal lengths, but"
                        + " row " + row + " has "
                        + rows[row].length + " values and row 0 has " + columns);
            }
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return new Tensor(shape, values);
    }

    /** Creates a tensor of rank 0 with this value. */
    public static Tensor scalar(double value) {
        return new Tensor(Shape.scalar(), new double[] {value});
    }

    /** Creates a tensor of these sizes filled with 0. */
    public static Tensor zeros(int... sizes) {
        return zeros(Shape.of(sizes));
    }

    /** Creates a tensor of this shape filled with 0. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new double[shape.elements()]);
    }

    /** Creates a tensor of these sizes filled with 1. */
    public static Tensor ones(int... sizes) {
        return ones(Shape.of(sizes));
    }

    /** Creates a tensor of this shape filled with 1. */
    public static Tensor ones(Shape shape) {
        return full(shape, 1);
    }

    /** Creates a tensor of this shape filled with one value. */
    public static Tensor full(Shape shape, double value) {
        Objects.requireNonNull(shape, "shape");
        double[] values = new double[shape.elements()];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    /** Creates the identity matrix of shape (size, size). */
    public static Tensor eye(int size) {
        return generate(Shape.of(size, size), position -> position / size == position % size ? 1 : 0);
    }

    /** Creates a tensor whose element at each row-major position, from 0, is the function of that position. */
    public static Tensor generate(Shape shape, IntToDoubleFunction positionToValue) {
        Objects.requireNonNull(positionToValue, "positionToValue");
        Objects.requireNonNull(shape, "shape");
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, positionToValue);
        return new Tensor(shape, values);
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /**
     * Returns the element at an index of one coordinate per axis, each from 0. {@code get()} reads a scalar. Negative
     * coordinates are rejected; see {@link Shape#position}.
     *
     * @throws IllegalArgumentException if there is not exactly one coordinate per axis
     * @throws IndexOutOfBoundsException if a coordinate is negative or not less than the size of its axis
     */
    public double get(int... index) {
        Objects.requireNonNull(index, "index");
        return values[shape.position(index)];
    }

    /** Returns the element at a row-major position, which must exist. */
    double at(int position) {
        return values[position];
    }

    /**
     * Returns the value of a tensor of one element of any rank.
     *
     * @throws IllegalStateException if there is not exactly one element
     */
    public double item() {
        if (values.length != 1) {
            throw new IllegalStateException(
                    "item() reads a tensor of one element, but this one has shape " + shape + "; use get(index)");
        }
        return values[0];
    }

    /**
     * Returns the slice at one index of the first axis, such as a row of a matrix or an example of a batch. Its rank is one
     * less. Axis names are preserved.
     *
     * @throws IllegalStateException if this is a scalar
     * @throws IndexOutOfBoundsException if the index is negative or not less than the size of the first axis
     */
    public Tensor row(int index) {
        if (shape.isScalar()) {
            throw new IllegalStateException("row(" + index + ") reads along the first axis, but a scalar has no axes");
        }
        if (index < 0 || index >= shape.size(0)) {
            throw new IndexOutOfBoundsException("a tensor of shape " + shape + " has no row " + index);
        }
        Shape rowShape = shape.withoutFirstAxis();
        int start = index * rowShape.elements();
        return new Tensor(rowShape, Arrays.copyOfRange(values, start, start + rowShape.elements()));
    }

    /**
     * Returns the slices at these indices of the first axis, in this order, such as some examples of a batch. Indices may
     * repeat. Axis names are preserved.
     *
     * @throws IllegalStateException if this is a scalar
     * @throws IndexOutOfBoundsException if an index is negative or not less than the size of the first axis
     */
    public Tensor rows(int... indices) {
        Objects.requireNonNull(indices, "indices");
        if (shape.isScalar()) {
            throw new IllegalStateException("rows(…) reads along the first axis, but a scalar has no axes");
        }
        Shape taken = shape.withFirstSize(indices.length);
        int width = shape.withoutFirstAxis().elements();
        double[] rows = new double[taken.elements()];
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= shape.size(0)) {
                throw new IndexOutOfBoundsException("a tensor of shape " + shape + " has no row " + indices[i]);
            }
            System.arraycopy(values, indices[i] * width, rows, i * width, width);
        }
        return new Tensor(taken, rows);
    }

    /**
     * Concatenates tensors along the first axis, such as parts of a batch. Axis names are those of the first tensor.
     *
     * @throws IllegalArgumentException if there is none, if one is a scalar, or if they differ in sizes other than the first
     */
    public static Tensor joined(List<Tensor> parts) {
        Objects.requireNonNull(parts, "parts");
        if (parts.isEmpty() || parts.get(0).shape.isScalar()) {
            throw new IllegalArgumentException("Tensor.joined: "
                    + (parts.isEmpty() ? "there is no tensor to join" : "a scalar has no first axis"));
        }
        Shape first = parts.get(0).shape;
        int rows = 0;
        for (Tensor part : parts) {
            if (part.shape.isScalar() || !part.shape.withFirstSize(0).equals(first.withFirstSize(0))) {
                throw new IllegalArgumentException("Tensor.joined: " + first + " and " + part.shape
                        + " must have the same sizes except the first");
            }
            rows += part.shape.size(0);
        }
        Shape whole = first.withFirstSize(rows);
        double[] all = new double[whole.elements()];
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values, 0, all, at, part.values.length);
            at += part.values.length;
        }
        return new Tensor(whole, all);
    }

    /** Returns a copy of the values in row-major order. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * Returns a copy of the rows of a tensor of rank 2.
     *
     * @throws IllegalStateException if the rank is not 2
     */
    public double[][] to2d() {
        if (shape.rank() != 2) {
            throw new IllegalStateException("to2d() reads a tensor of rank 2, but this one has shape " + shape);
        }
        double[][] rows = new double[shape.size(0)][];
        int columns = shape.size(1);
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    /**
     * Copies the values in row-major order into an array of the same length.
     *
     * @throws IllegalArgumentException if the array has another length
     */
    public void copyTo(double[] destination) {
        if (destination.length != values.length) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " has " + values.length
                    + " values, but the destination has length " + destination.length);
        }
        System.arraycopy(values, 0, destination, 0, values.length);
    }

    /**
     * Returns the same values in the same row-major order with other sizes, without axis names.
     *
     * @throws IllegalArgumentException if the number of elements would change
     */
    public Tensor reshape(int... sizes) {
        return reshape(Shape.of(sizes));
    }

    /**
     * Returns the same values in the same row-major order with another shape and its axis names.
     *
     * @throws IllegalArgumentException if the number of elements would change
     */
    public Tensor reshape(Shape other) {
        if (other.elements() != shape.elements()) {
            throw new IllegalArgumentException("cannot reshape " + shape + " to " + other + ": " + shape.elements()
                    + " ≠ " + other.elements() + " elements");
        }
        return new Tensor(other, values);
    }

    /**
     * Returns the same tensor with one display name per axis, {@code ""} for an axis without a name.
     *
     * @throws IllegalArgumentException if there is not exactly one name per axis
     */
    public Tensor named(String... names) {
        return new Tensor(shape.named(names), values);
    }

    /** Returns a tensor with the function applied to each element. */
    public Tensor map(DoubleUnaryOperator function) {
        Objects.requireNonNull(function, "function");
        return generate(shape, position -> function.applyAsDouble(values[position]));
    }

    /**
     * Rounds each element x to {@code decimals} decimals like {@code numpy.round}: x·10ᵈ is rounded to an integer, half to
     * even, and divided by 10ᵈ. A negative d rounds to tens, hundreds and so on. NaN, infinities and numbers for which x·10ᵈ
     * would overflow are unchanged.
     *
     * @throws IllegalArgumentException if {@code decimals} is not from −308 to 308
     */
    public Tensor round(int decimals) {
        if (decimals < -MAX_DECIMALS || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("the number of decimals must be from " + -MAX_DECIMALS + " to "
                    + MAX_DECIMALS + ", but is " + decimals);
        }
        double power = Double.parseDouble("1e" + Math.abs(decimals));
        return decimals < 0
                ? map(x -> Math.rint(x / power) * power)
                : map(x -> Double.isInfinite(x * power) ? x : Math.rint(x * power) / power);
    }

    /** Compares this tensor, as the actual one, with an expected one. */
    public Difference difference(Tensor expected) {
        return new Difference(this, expected);
    }

    /**
     * Compares the shapes, ignoring names, and the bits: 0 does not equal −0. All NaNs are equal, because processors differ
     * in a NaN's sign and payload.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /**
     * Formats the numbers in aligned columns, nested in brackets, one line per row, with at most four decimals:
     *
     * <pre>{@code
     * [[ 0.50, -1.25],
     *  [ 3.00,  0.00]]
     * }</pre>
     *
     * <p>Tensors of more than 1000 elements are abbreviated; see {@link TensorFormat}.
     */
    @Override
    public String toString() {
        return toString(TensorFormat.DEFAULT);
    }

    /**
     * Formats like {@link #toString()}, with at most {@code decimals} decimals.
     *
     * @throws IllegalArgumentException if {@code decimals} is negative
     */
    public String toString(int decimals) {
        return toString(TensorFormat.DEFAULT.withDecimals(decimals));
    }

    /** Formats the numbers in aligned columns, nested in brackets, according to the format. */
    public String toString(TensorFormat format) {
        return TensorPrinter.print(this, format);
    }
}
