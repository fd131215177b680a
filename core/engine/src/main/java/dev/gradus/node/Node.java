package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A value in a computational graph: a {@link Leaf}, which is given, or an {@link Op}, which is computed from other
 * nodes.
 *
 * <p>A node knows its shape and its inputs; it holds no computed value. It is immutable except for its label, which
 * {@link #named} sets once. Nodes are compared by identity, so several runs and threads can share a graph.
 *
 * <p>The fluent methods are a selection of the functions, those that most models use. Each function is also a static
 * method of its family, under NumPy's name where NumPy has it: {@code x.log1p()} and {@code Functions.log1p(x)}
 * construct the same op. Arithmetic methods are named as in {@link java.math.BigDecimal}. The families are:
 *
 * <ul>
 *   <li>{@link Functions}: arithmetic, comparisons and elementwise functions;
 *   <li>{@link Moves}, {@link Indexing}: shapes and indices;
 *   <li>{@link Reductions}, {@link Orders}, {@link Scans}, {@link Calculus}: sums, norms, sorting, cumulative sums;
 *   <li>{@code Activations}, {@code Pools}, {@code Norms} in {@code dev.gradus.nn}; {@code LinearAlgebra} in {@code
 *       dev.gradus.linalg}.
 * </ul>
 *
 * <p>The Javadoc of each fluent method links to the op that it constructs. The class and the constructor of the op
 * describe its value, the shapes it accepts and the exceptions it throws.
 */
public abstract sealed class Node permits Leaf, Op {
    /** Global because nodes from all threads meet in one hash table. Only positions in hash tables depend on it. */
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Shape shape;

    /**
     * The number of nodes created before this one. No two nodes share it, and consecutive nodes are close together in a
     * hash table, which makes lookups in a large graph cache-friendly.
     */
    private final int hash = MADE.getAndIncrement();

    private String label;
    private boolean isNameFixed;
    private Optional<Op> madeBy = Optional.empty();

    Node(Shape shape, String label) {
        this.shape = shape;
        this.label = label;
    }

    /**
     * A number as a {@link Constant}, for expressions that begin with a number: {@code Node.of(1).subtract(x)} is 1 −
     * x, and {@code Node.of(2).pow(x)} is 2ˣ. A right operand may be a plain number: {@code x.subtract(1)}.
     */
    public static Node of(double number) {
        return Constant.of(number);
    }

    /** The sizes of this node's value, with the display names that the user gave. */
    public final Shape shape() {
        return shape;
    }

    /** The nodes that this node is computed from, in the order of its operands; empty for a leaf. */
    public abstract List<Node> inputs();

    /** The user's name for this node, or the empty string. */
    public final String label() {
        return label;
    }

    /** Whether the user named this node. */
    public final boolean isNamed() {
        return !label.isEmpty();
    }

    /**
     * Names this node and returns it.
     *
     * @throws IllegalStateException if it already has a name, or is part of a graph, whose text would change
     * @throws IllegalArgumentException if the name is blank or not a valid {@link dev.gradus.tensor.Labels label}
     */
    public final Node named(String name) {
        Objects.requireNonNull(name, "name");
        if (isNamed()) {
            throw new IllegalStateException(
                    "'" + label + "' cannot be renamed to '" + name + "': a node can be named only once");
        }
        if (isNameFixed) {
            throw new IllegalStateException("'" + describe() + "' cannot be named '" + name
                    + "': it is part of a graph; name it before Graph.of,"
                    + " or name a copy, such as reshape(shape())");
        }
        label = Names.checked(name);
        return this;
    }

    final void fixName() {
        if (!isNameFixed) { // graphs that share nodes do not write to them again
            isNameFixed = true;
        }
    }

    /** The op whose {@link Op#backward rule} created this node; empty for nodes of the forward pass. */
    public final Optional<Op> madeBy() {
        return madeBy;
    }

    final void markMadeBy(Optional<Op> op) {
        madeBy = op;
    }

    /** How many nodes have been created; the count wraps around after 2³². */
    static int made() {
        return MADE.get();
    }

    /** Whether this is one of the {@code next} nodes created after the first {@code before} ones. */
    final boolean isAmong(int before, int next) {
        return Integer.compareUnsigned(hash - before, next) < 0;
    }

    /** Whether this node was created before the other one, so that it cannot depend on it. */
    public final boolean isOlderThan(Node other) {
        return hash - other.hash < 0; // also if the count wrapped around between them
    }

    /** The name if there is one, otherwise the formula in terms of named nodes, such as {@code x @ W + b}. */
    public final String expression() {
        return Expression.of(this);
    }

    /** The expression and the shape, as in messages: {@code x (n_batch=4, n_in=3)}. */
    public final String describe() {
        return expression() + " " + shape;
    }

    /** {@code z:(4, 1) = x @ W + b} for a named op, {@link #describe()} for anything else. */
    @Override
    public final String toString() {
        return isNamed() && this instanceof Op op ? label + ":" + shape + " = " + Expression.ofOp(op) : describe();
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    /** Applies an op to this node: {@code x.then(Softplus::new)}. */
    public final <N extends Node> N then(Function<? super Node, ? extends N> op) {
        return op.apply(this);
    }

    // Linear algebra and shape

    /**
     * The matrix product for any ranks from 1: a {@link MatMul} of two matrices, a {@link BatchMatMul} of batches of
     * matrices. A vector is treated as a row on the left and as a column on the right, and the result lacks that axis.
     * Two vectors give their dot product.
     */
    public final Node matMul(Node right) {
        return AnyRankProduct.of(this, right);
    }

    /** The {@link BatchMatMul} of operands of rank 2 or more, even if both are matrices. */
    public final Node batchMatMul(Node right) {
        return op(new BatchMatMul(this, Objects.requireNonNull(right, "right")));
    }

    /** With all axes reversed: xᵀ for a matrix. See {@link Transpose}. */
    public final Node transpose() {
        return op(new Transpose(this));
    }

    /** With the axes in this order. See {@link Transpose}. */
    public final Node transpose(int... axes) {
        return op(new Transpose(this, axes));
    }

    /** With these sizes. One size may be −1; it is inferred from the others. See {@link Reshape}. */
    public final Node reshape(int... sizes) {
        return op(new Reshape(this, sizes));
    }

    /** With this shape. See {@link Reshape}. */
    public final Node reshape(Shape target) {
        return op(new Reshape(this, target));
    }

    /** Without these axes of size 1; without all axes of size 1 if none are given. See {@link Moves#squeeze}. */
    public final Node squeeze(int... axes) {
        return Moves.squeeze(this, axes);
    }

    /** With a new axis of size 1 at this index. See {@link Moves#expandDims}. */
    public final Node expandDims(int axis) {
        return Moves.expandDims(this, axis);
    }

    /** Repeated to this shape; returns this node if it already has the shape. See {@link BroadcastTo}. */
    public final Node broadcastTo(Shape target) {
        return shape.equals(target) ? this : op(new BroadcastTo(this, target));
    }

    /** Summed to this shape; returns this node if it already has the shape. See {@link SumTo}. */
    public final Node sumTo(Shape target) {
        return shape.equals(target) ? this : op(new SumTo(this, target));
    }

    // Slices and indices

    /** Joined with other nodes along an existing axis. See {@link Concat}. */
    public final Node concat(int axis, Node... others) {
        return Moves.concat(axis, Parts.list(this, others));
    }

    /** Joined with other nodes along a new axis. See {@link Stack}. */
    public final Node stack(int axis, Node... others) {
        return Moves.stack(axis, Parts.list(this, others));
    }

    /** The slice at one index of an axis, without that axis. See {@link Moves#select}. */
    public final Node select(int axis, int index) {
        return Moves.select(this, axis, index);
    }

    /**
     * The elements from start to stop (exclusive) along an axis; negative indices count from the end. See
     * {@link Slice}.
     */
    public final Node slice(int axis, int start, int stop) {
        return op(new Slice(this, axis, start, stop, 1));
    }

    /** Every step-th element from start to stop (exclusive) along an axis. See {@link Slice}. */
    public final Node slice(int axis, int start, int stop, int step) {
        return op(new Slice(this, axis, start, stop, step));
    }

    /** A slice along every axis. See {@link Slice}. */
    public final Node slice(int[] start, int[] stop, int[] step) {
        return op(new Slice(this, start, stop, step));
    }

    /** With zeros before and after along an axis. See {@link Pad}. */
    public final Node pad(int axis, int low, int high) {
        return op(new Pad(this, axis, low, high));
    }

    /** With zeros before, after and between the elements along every axis. See {@link Pad}. */
    public final Node pad(int[] low, int[] high, int[] interior) {
        return op(new Pad(this, low, high, interior));
    }

    /** Reversed along these axes. See {@link Flip}. */
    public final Node flip(int... axes) {
        return op(new Flip(this, axes));
    }

    /** The slices at these indices of an axis. See {@link Gather}. */
    public final Node take(Node indices, int axis) {
        return op(new Gather(this, indices, axis));
    }

    /** For each index, the element at that index along an axis. See {@link TakeAlong}. */
    public final Node takeAlongAxis(Node indices, int axis) {
        return op(new TakeAlong(this, indices, axis));
    }

    /**
     * An array of zeros, of this size along an axis, to which each slice is added at its index. See {@link ScatterAdd}.
     */
    public final Node scatterAdd(Node indices, int axis, int size) {
        return op(new ScatterAdd(this, indices, axis, size));
    }

    /** With this node as the indices, a row of zeros for each index, with a 1 at that index. See {@link OneHot}. */
    public final Node oneHot(int depth) {
        return op(new OneHot(this, depth));
    }

    /** The cumulative sums along an axis. See {@link CumulativeSum}. */
    public final Node cumulativeSum(int axis) {
        return op(new CumulativeSum(this, axis, false, false));
    }

    /**
     * The cumulative sums along an axis, optionally without the element itself or from the end. See
     * {@link CumulativeSum}.
     */
    public final Node cumulativeSum(int axis, boolean exclusive, boolean reverse) {
        return op(new CumulativeSum(this, axis, exclusive, reverse));
    }

    // Arithmetic

    /** See {@link AddBroadcast}. */
    public final Node add(Node addend) {
        return op(new AddBroadcast(this, addend));
    }

    /** See {@link AddBroadcast}. */
    public final Node add(double addend) {
        return add(Constant.of(addend));
    }

    /** See {@link SubtractBroadcast}. */
    public final Node subtract(Node subtrahend) {
        return op(new SubtractBroadcast(this, subtrahend));
    }

    /** See {@link SubtractBroadcast}. */
    public final Node subtract(double subtrahend) {
        return subtract(Constant.of(subtrahend));
    }

    /** The elementwise product. See {@link MultiplyBroadcast}. */
    public final Node multiply(Node factor) {
        return op(new MultiplyBroadcast(this, factor));
    }

    /** See {@link MultiplyBroadcast}. */
    public final Node multiply(double factor) {
        return multiply(Constant.of(factor));
    }

    /** The elementwise quotient. See {@link DivideBroadcast}. */
    public final Node divide(Node divisor) {
        return op(new DivideBroadcast(this, divisor));
    }

    /** See {@link DivideBroadcast}. */
    public final Node divide(double divisor) {
        return divide(Constant.of(divisor));
    }

    /** See {@link Negate}. */
    public final Node negate() {
        return op(new Negate(this));
    }

    /** 1 / x. See {@link Reciprocal}. */
    public final Node reciprocal() {
        return op(new Reciprocal(this));
    }

    /** See {@link PowBroadcast}. */
    public final Node pow(Node exponent) {
        return op(new PowBroadcast(this, exponent));
    }

    /** See {@link PowBroadcast}. */
    public final Node pow(double exponent) {
        return pow(Constant.of(exponent));
    }

    /** The elementwise maximum. See {@link MaximumBroadcast}. */
    public final Node maximum(Node other) {
        return op(new MaximumBroadcast(this, other));
    }

    /** See {@link MaximumBroadcast}. */
    public final Node maximum(double other) {
        return maximum(Constant.of(other));
    }

    /** The elementwise minimum. See {@link MinimumBroadcast}. */
    public final Node minimum(Node other) {
        return op(new MinimumBroadcast(this, other));
    }

    /** See {@link MinimumBroadcast}. */
    public final Node minimum(double other) {
        return minimum(Constant.of(other));
    }

    // Elementwise functions

    /** See {@link Square}. */
    public final Node square() {
        return op(new Square(this));
    }

    /** See {@link Sqrt}. */
    public final Node sqrt() {
        return op(new Sqrt(this));
    }

    /** See {@link Exp}. */
    public final Node exp() {
        return op(new Exp(this));
    }

    /** eˣ − 1. See {@link Expm1}. */
    public final Node expm1() {
        return op(new Expm1(this));
    }

    /** The natural logarithm. See {@link Log}. */
    public final Node log() {
        return op(new Log(this));
    }

    /** ln(1 + x). See {@link Log1p}. */
    public final Node log1p() {
        return op(new Log1p(this));
    }

    /** See {@link Sin}. */
    public final Node sin() {
        return op(new Sin(this));
    }

    /** See {@link Cos}. */
    public final Node cos() {
        return op(new Cos(this));
    }

    /** See {@link Tan}. */
    public final Node tan() {
        return op(new Tan(this));
    }

    /** See {@link Asin}. */
    public final Node asin() {
        return op(new Asin(this));
    }

    /** See {@link Acos}. */
    public final Node acos() {
        return op(new Acos(this));
    }

    /** See {@link Atan}. */
    public final Node atan() {
        return op(new Atan(this));
    }

    /** The angle of the point (x, this): this node is y. See {@link Atan2Broadcast}. */
    public final Node atan2(Node x) {
        return op(new Atan2Broadcast(this, x));
    }

    /** See {@link Sinh}. */
    public final Node sinh() {
        return op(new Sinh(this));
    }

    /** See {@link Cosh}. */
    public final Node cosh() {
        return op(new Cosh(this));
    }

    /** See {@link Sigmoid}. */
    public final Node sigmoid() {
        return op(new Sigmoid(this));
    }

    /** See {@link Tanh}. */
    public final Node tanh() {
        return op(new Tanh(this));
    }

    /** The error function. See {@link Erf}. */
    public final Node erf() {
        return op(new Erf(this));
    }

    /** See {@link Relu}. */
    public final Node relu() {
        return op(new Relu(this));
    }

    /** See {@link LeakyRelu}. */
    public final Node leakyRelu(double slope) {
        return op(new LeakyRelu(this, slope));
    }

    /** eˣ / Σ eˣ, where the sum is over an axis. See {@link Softmax}. */
    public final Node softmax(int axis) {
        return op(new Softmax(this, axis));
    }

    /** The logarithm of the softmax. See {@link LogSoftmax}. */
    public final Node logSoftmax(int axis) {
        return op(new LogSoftmax(this, axis));
    }

    /** ln(1 + eˣ), a smooth relu. See {@link Softplus}. */
    public final Node softplus() {
        return op(new Softplus(this));
    }

    /** See {@link Abs}. */
    public final Node abs() {
        return op(new Abs(this));
    }

    /** See {@link Sign}. */
    public final Node sign() {
        return op(new Sign(this));
    }

    /** Limited to the range from low to high. See {@link Clamp}. */
    public final Node clip(double low, double high) {
        return op(new Clamp(this, low, high));
    }

    /** See {@link Floor}. */
    public final Node floor() {
        return op(new Floor(this));
    }

    // Reductions

    /** The sum of all elements, of rank 0. See {@link Sum}. */
    public final AxisReduction sum() {
        return op(new Sum(this));
    }

    /** The sums over these axes, which are removed; an empty array reduces no axis. See {@link Sum}. */
    public final AxisReduction sum(int... axes) {
        return op(new Sum(this, false, axes));
    }

    /** The mean of all elements, of rank 0. See {@link Mean}. */
    public final AxisReduction mean() {
        return op(new Mean(this));
    }

    /** The means over these axes, which are removed. See {@link Mean}. */
    public final AxisReduction mean(int... axes) {
        return op(new Mean(this, false, axes));
    }

    /** The greatest of all elements, of rank 0. See {@link Max}. */
    public final AxisReduction max() {
        return op(new Max(this));
    }

    /** The greatest elements over these axes, which are removed. See {@link Max}. */
    public final AxisReduction max(int... axes) {
        return op(new Max(this, false, axes));
    }

    /** The least of all elements, of rank 0. See {@link Min}. */
    public final AxisReduction min() {
        return op(new Min(this));
    }

    /** The least elements over these axes, which are removed. See {@link Min}. */
    public final AxisReduction min(int... axes) {
        return op(new Min(this, false, axes));
    }

    /** The product of all elements, of rank 0. See {@link Product}. */
    public final AxisReduction prod() {
        return op(new Product(this));
    }

    /** The products over these axes, which are removed. See {@link Product}. */
    public final AxisReduction prod(int... axes) {
        return op(new Product(this, false, axes));
    }

    /** ln Σ eˣ over all elements, of rank 0. See {@link LogSumExp}. */
    public final AxisReduction logSumExp() {
        return op(new LogSumExp(this));
    }

    /** ln Σ eˣ over these axes, which are removed. See {@link LogSumExp}. */
    public final AxisReduction logSumExp(int... axes) {
        return op(new LogSumExp(this, false, axes));
    }

    /** √Σ x² over all elements, of rank 0. See {@link Norm}. */
    public final AxisReduction norm() {
        return op(new Norm(this));
    }

    /** √Σ x² over these axes, which are removed. See {@link Norm}. */
    public final AxisReduction norm(int... axes) {
        return op(new Norm(this, false, axes));
    }

    /** The index of the greatest element along an axis, which is removed. See {@link ArgMax}. */
    public final Node argMax(int axis) {
        return op(new ArgMax(this, axis));
    }

    /**
     * The index of the least element along an axis, which is removed; at a tie, the first index. See {@link ArgMax}.
     */
    public final Node argMin(int axis) {
        return negate().argMax(axis);
    }

    // Comparison and selection

    /** 1 where this is greater, otherwise 0. See {@link GreaterBroadcast}. */
    public final Node greater(Node other) {
        return op(new GreaterBroadcast(this, other));
    }

    /** See {@link GreaterBroadcast}. */
    public final Node greater(double other) {
        return greater(Constant.of(other));
    }

    /** 1 where this is greater or equal, otherwise 0. See {@link GreaterOrEqualBroadcast}. */
    public final Node greaterEqual(Node other) {
        return op(new GreaterOrEqualBroadcast(this, other));
    }

    /** See {@link GreaterOrEqualBroadcast}. */
    public final Node greaterEqual(double other) {
        return greaterEqual(Constant.of(other));
    }

    /** 1 where this is less, otherwise 0. See {@link LessBroadcast}. */
    public final Node less(Node other) {
        return op(new LessBroadcast(this, other));
    }

    /** See {@link LessBroadcast}. */
    public final Node less(double other) {
        return less(Constant.of(other));
    }

    /** 1 where this is less or equal, otherwise 0. See {@link LessOrEqualBroadcast}. */
    public final Node lessEqual(Node other) {
        return op(new LessOrEqualBroadcast(this, other));
    }

    /** See {@link LessOrEqualBroadcast}. */
    public final Node lessEqual(double other) {
        return lessEqual(Constant.of(other));
    }

    /** 1 where both are equal, otherwise 0. See {@link EqualBroadcast}. */
    public final Node equal(Node other) {
        return op(new EqualBroadcast(this, other));
    }

    /** See {@link EqualBroadcast}. */
    public final Node equal(double other) {
        return equal(Constant.of(other));
    }

    /** 1 where both differ, otherwise 0. See {@link NotEqualBroadcast}. */
    public final Node notEqual(Node other) {
        return op(new NotEqualBroadcast(this, other));
    }

    /** See {@link NotEqualBroadcast}. */
    public final Node notEqual(double other) {
        return notEqual(Constant.of(other));
    }

    /** With this node as the condition, {@code a} where it is not 0 and {@code b} where it is 0. See {@link Where}. */
    public final Node where(Node a, Node b) {
        return op(new Where(this, a, b));
    }

    /** The same value, treated as a constant by the backward pass. See {@link StopGradient}. */
    public final Node stopGradient() {
        return op(new StopGradient(this));
    }

    /** The same value, with a gradient that the rule computes from the upstream gradient. See {@link WithGradient}. */
    public final Node withGradient(UnaryOperator<Node> rule) {
        return op(new WithGradient(this, rule));
    }

    /**
     * Takes any object because with a node type the class verifier would load all op classes together with this class.
     */
    @SuppressWarnings("unchecked")
    private static <N extends Node> N op(Object op) {
        return (N) op;
    }
}
