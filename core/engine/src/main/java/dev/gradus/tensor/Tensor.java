package dev.gradus.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * An immutable block of float64 numbers with a {@link Shape}, stored in row-major order.
 *
 * <p>A tensor is a value for people: made, printed, compared, fed to a graph and read from one. It has no arithmetic:
 * arithmetic is what graphs are for.
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

    /** Takes the array over without copying it. */
    private Tensor(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * The tensor of this shape with these values in row-major order.
     *
     * @throws IllegalArgumentException if there are not as many values as the shape has elements
     */
    public static Tensor of(Shape shape, double... values) {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " holds " + shape.elements() + " values, but got " + values.length);
        }
        return new Tensor(shape, values.clone());
    }

    /** The tensor of rank 1 with these values: {@code Tensor.of(0.5, 2)}. */
    public static Tensor of(double... values) {
        return of(Shape.of(values.length), values);
    }

    /** The tensor of rank 1 with these values, each exactly. */
    public static Tensor of(float[] values) {
        return generate(Shape.of(values.length), i -> values[i]);
    }

    /** The tensor of rank 1 with these values, such as class labels: {@code Tensor.of(2, 0, 1)}. */
    public static Tensor of(int... values) {
        return generate(Shape.of(values.length), i -> values[i]);
    }

    /**
     * The tensor of rank 2 with these rows. No rows give the shape (0, 0).
     *
     * @throws IllegalArgumentException if the rows are not all equally long
     */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Shape shape = Shape.of(rows.length, columns);
        double[] values = new double[shape.elements()];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException("the rows of a tensor are equally long, but row " + row + " has "
                        + rows[row].length + " values and row 0 has " + columns);
            }
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return new Tensor(shape, values);
    }

    /** The tensor of rank 0 that is this number. */
    public static Tensor scalar(double value) {
        return new Tensor(Shape.scalar(), new double[] {value});
    }

    /** The tensor of these sizes filled with 0. */
    public static Tensor zeros(int... sizes) {
        return zeros(Shape.of(sizes));
    }

    /** The tensor of this shape filled with 0. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new double[shape.elements()]);
    }

    /** The tensor of these sizes filled with 1. */
    public static Tensor ones(int... sizes) {
        return ones(Shape.of(sizes));
    }

    /** The tensor of this shape filled with 1. */
    public static Tensor ones(Shape shape) {
        return full(shape, 1);
    }

    /** The tensor of this shape filled with one value. */
    public static Tensor full(Shape shape, double value) {
        Objects.requireNonNull(shape, "shape");
        double[] values = new double[shape.elements()];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    /** The identity matrix of shape (size, size): 1 on the diagonal, 0 elsewhere. */
    public static Tensor eye(int size) {
        return generate(Shape.of(size, size), position -> position / size == position % size ? 1 : 0);
    }

    /** The tensor whose element at each row-major position, counted from 0, is the function of that position. */
    public static Tensor generate(Shape shape, IntToDoubleFunction positionToValue) {
        Objects.requireNonNull(positionToValue, "positionToValue");
        Objects.requireNonNull(shape, "shape");
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, positionToValue);
        return new Tensor(shape, values);
    }

    /** The sizes along each axis. */
    public Shape shape() {
        return shape;
    }

    /**
     * The element at an index of one coordinate per axis, each counted from 0; {@code get()} reads a scalar. Negative
     * coordinates are refused, see {@link Shape#position}.
     *
     * @throws IllegalArgumentException if there is not exactly one coordinate per axis
     * @throws IndexOutOfBoundsException if a coordinate is negative or not less than the size of its axis
     */
    public double get(int... index) {
        Objects.requireNonNull(index, "index");
        return values[shape.position(index)];
    }

    /** The element at a position of the row-major order, which must exist. */
    double at(int position) {
        return values[position];
    }

    /**
     * The value of a tensor of one element, whatever its rank.
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
     * The part of this tensor at one place of its first axis, such as one row of a matrix or one example of a batch;
     * its rank is one less. Axis names stay.
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
     * The parts at these places of the first axis, one after the other, such as some examples of a batch; a place may come
     * more than once. Axis names stay.
     *
     * @throws IllegalStateException if this is a scalar
     * @throws IndexOutOfBoundsException if a place is negative or not less than the size of the first axis
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
     * Tensors one after the other along the first axis, such as the parts of a batch. Axis names are the first one's.
     *
     * @throws IllegalArgumentException if there is none, if one is a scalar, or if they differ in other sizes than the first
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
                        + " must have the same sizes but for the first");
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

    /** The values in row-major order; a copy. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The rows of a tensor of rank 2; a copy.
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
     * Writes the values in row-major order into an array of exactly as many elements.
     *
     * @throws IllegalArgumentException if the array has another length
     */
    public void copyTo(double[] destination) {
        if (destination.length != values.length) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " has " + values.length
                    + " values, but the destination holds " + destination.length);
        }
        System.arraycopy(values, 0, destination, 0, values.length);
    }

    /**
     * The same values in the same row-major order under other sizes, without axis names.
     *
     * @throws IllegalArgumentException if the number of elements would change
     */
    public Tensor reshape(int... sizes) {
        return reshape(Shape.of(sizes));
    }

    /**
     * The same values in the same row-major order under another shape, with that shape's axis names.
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
     * The same tensor with one display name per axis, {@code ""} for an axis without a name.
     *
     * @throws IllegalArgumentException if there is not exactly one name per axis
     */
    public Tensor named(String... names) {
        return new Tensor(shape.named(names), values);
    }

    /** The tensor of the function's value at each element. */
    public Tensor map(DoubleUnaryOperator function) {
        Objects.requireNonNull(function, "function");
        return generate(shape, position -> function.applyAsDouble(values[position]));
    }

    /**
     * Each element x rounded to {@code decimals} decimals as {@code numpy.round} does it: x·10ᵈ is rounded to an integer,
     * half to even, and divided by 10ᵈ again; a negative d rounds to tens, hundreds and so on. NaN, infinities and
     * numbers for which x·10ᵈ would overflow stay as they are.
     *
     * @throws IllegalArgumentException if {@code decimals} is not from −308 to 308
     */
    public Tensor round(int decimals) {
        if (decimals < -MAX_DECIMALS || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("a tensor is rounded to between " + -MAX_DECIMALS + " and "
                    + MAX_DECIMALS + " decimals, not " + decimals);
        }
        double power = Double.parseDouble("1e" + Math.abs(decimals));
        return decimals < 0
                ? map(x -> Math.rint(x / power) * power)
                : map(x -> Double.isInfinite(x * power) ? x : Math.rint(x * power) / power);
    }

    /** Where and by how much this tensor, taken as the actual one, differs from an expected one. */
    public Difference difference(Tensor expected) {
        return new Difference(this, expected);
    }

    /**
     * Equal shapes, names aside, and the same bits: 0 does not equal −0. Any NaN equals any other, as processors differ in
     * a NaN's sign and payload.
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
     * The numbers in aligned columns, nested in brackets, one line per row, with at most four decimals:
     *
     * <pre>{@code
     * [[ 0.50, -1.25],
     *  [ 3.00,  0.00]]
     * }</pre>
     *
     * <p>Tensors of over 1000 elements print in part; see {@link TensorFormat}.
     */
    @Override
    public String toString() {
        return toString(TensorFormat.DEFAULT);
    }

    /**
     * Like {@link #toString()}, with at most {@code decimals} decimals.
     *
     * @throws IllegalArgumentException if {@code decimals} is negative
     */
    public String toString(int decimals) {
        return toString(TensorFormat.DEFAULT.withDecimals(decimals));
    }

    /** The numbers in aligned columns, nested in brackets, as the format says. */
    public String toString(TensorFormat format) {
        return TensorPrinter.print(this, format);
    }
}
