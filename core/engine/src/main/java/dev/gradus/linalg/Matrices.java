package dev.gradus.linalg;

import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Pad;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Batches of matrices, (…, n, m): checks of their shapes, and operations that rules need. */
final class Matrices {
    private Matrices() {}

    static Shape matrices(String op, Node a) {
        Objects.requireNonNull(a, "a");
        Shape shape = a.shape();
        if (shape.rank() < 2) {
            throw new ShapeException(op + ": " + a.describe() + " has rank " + shape.rank()
                    + ", but a matrix has rank 2, and a batch of them more");
        }
        return shape;
    }

    static Shape square(String op, Node a) {
        Shape shape = matrices(op, a);
        if (shape.size(-2) != shape.size(-1)) {
            throw new ShapeException(
                    op + ": " + a.describe() + " is not square: " + shape.size(-2) + " ≠ " + shape.size(-1));
        }
        return shape;
    }

    /** Returns the shape of b if it has the batch of the square matrices a, and a row for each of their rows. */
    static Shape rightHandSide(String op, Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Shape matrix = a.shape();
        Objects.requireNonNull(b, "b");
        Shape shape = b.shape();
        if (matrix.rank() < 2 || matrix.size(-2) != matrix.size(-1)) {
            throw new ShapeException(op + ": " + a.describe() + ", the matrix of the equations for " + b.describe()
                    + ", must be a square matrix or a batch of them");
        }
        boolean fits = shape.rank() == matrix.rank() && batch(shape).equals(batch(matrix));
        if (!fits) {
            throw new ShapeException(
                    op + ": " + a.describe() + " and " + b.describe() + " are not batches of the same sizes");
        }
        if (shape.size(-2) != matrix.size(-1)) {
            throw new ShapeException(op + ": " + a.describe() + " and " + b.describe() + ": " + b.expression() + " has "
                    + shape.size(-2) + " rows, but needs " + matrix.size(-1));
        }
        return shape;
    }

    static Shape batch(Shape matrices) {
        int[] axes = IntStream.range(0, matrices.rank() - 2).toArray();
        return Shape.of(IntStream.of(axes).map(matrices::size).toArray())
                .named(IntStream.of(axes).mapToObj(matrices::name).toArray(String[]::new));
    }

    static Shape withBatch(Shape matrices, int... sizes) {
        return Shape.of(IntStream.concat(IntStream.of(batch(matrices).sizes()), IntStream.of(sizes))
                .toArray());
    }

    /**
     * Splits the upstream gradient of parts that are stacked vertically, with these numbers of rows. It arrives as a sum of
     * the results of the slices' rules, padded with zeros. A part on which nothing depends is empty, rather than zeros.
     */
    static List<Optional<Node>> upstreams(Node upstream, int... rows) {
        List<Optional<Node>> parts = new ArrayList<>(Collections.nCopies(rows.length, Optional.empty()));
        Deque<Node> open = new ArrayDeque<>(List.of(upstream));
        while (!open.isEmpty()) {
            Node term = open.pop();
            if (term instanceof AddBroadcast
                    && term.inputs().stream().allMatch(each -> each.shape().equals(upstream.shape()))) {
                open.push(term.inputs().get(1));
                open.push(term.inputs().get(0));
                continue;
            }
            for (int part = 0, from = 0; part < rows.length; from += rows[part++]) {
                int to = from + rows[part];
                if (!isZero(term, from, to)) {
                    Node slice = term instanceof Pad pad && isZero(term, 0, from) && isZero(term, to, sizeOfRows(term))
                            ? within(pad, from, to)
                            : term.slice(-2, from, to);
                    parts.set(
                            part,
                            Optional.of(
                                    parts.get(part).map(sum -> sum.add(slice)).orElse(slice)));
                }
            }
        }
        return parts;
    }

    private static int sizeOfRows(Node matrices) {
        return matrices.shape().size(-2);
    }

    /** Returns whether rows are certainly zero, because they belong to the padding of a node. */
    private static boolean isZero(Node matrices, int from, int to) {
        if (!(matrices instanceof Pad pad)) {
            return from == to;
        }
        int axis = pad.shape().rank() - 2;
        int first = pad.low()[axis];
        int last = first + (sizeOfRows(pad.input(0)) - 1) * pad.step()[axis];
        return to <= first || from > last;
    }

    /** Returns rows of a padded node, which is 0 outside its content. */
    private static Node within(Pad pad, int from, int to) {
        int axis = pad.shape().rank() - 2;
        Node content = pad.input(0);
        boolean isWhole = Arrays.equals(
                content.shape().sizes(),
                withBatch(pad.shape(), to - from, pad.shape().size(-1)).sizes());
        return isWhole && pad.low()[axis] == from ? content : pad.slice(-2, from, to);
    }

    static Node transposed(Node matrices) {
        int[] axes = IntStream.range(0, matrices.shape().rank()).toArray();
        int last = axes.length - 1;
        axes[last] = last - 1;
        axes[last - 1] = last;
        return matrices.transpose(axes);
    }

    /** Returns the symmetric matrix with the lower triangle of a square one. */
    static Node mirrored(Node matrices) {
        Node below = new Triangle(matrices, false, -1);
        return new Triangle(matrices, false, 0).add(transposed(below));
    }

    /** Returns the part below the diagonal, with ones on the diagonal. */
    static Node lowerWithUnitDiagonal(Node matrices) {
        int columns = matrices.shape().size(-1);
        Shape shape = Shape.of(matrices.shape().size(-2), columns);
        Node ones = Constant.of(Tensor.generate(shape, i -> i / columns == i % columns ? 1 : 0));
        return new Triangle(matrices, false, -1).add(ones);
    }

    static Node symmetricPart(Node matrices) {
        return matrices.add(transposed(matrices)).multiply(0.5);
    }

    /** Converts the numbers of a batch to matrices of one element, which broadcast. */
    static Node asMatrices(Node numbers) {
        int[] sizes = numbers.shape().sizes();
        int[] more = Arrays.copyOf(sizes, sizes.length + 2);
        Arrays.fill(more, sizes.length, more.length, 1);
        return numbers.reshape(more);
    }

    static Node asColumns(Node vectors) {
        int[] sizes = vectors.shape().sizes();
        int[] more = Arrays.copyOf(sizes, sizes.length + 1);
        more[sizes.length] = 1;
        return vectors.reshape(more);
    }

    static Node rows(Node vectors, int count) {
        return asRows(vectors)
                .broadcastTo(withBatch(
                        asRows(vectors).shape(), count, vectors.shape().size(-1)));
    }

    /** Returns the part of each column that is orthogonal to all columns of q, which are orthonormal. */
    static Node outside(Node q, Node columns) {
        return columns.subtract(q.matMul(transposed(q).matMul(columns)));
    }

    static Node asRows(Node vectors) {
        int[] sizes = vectors.shape().sizes();
        int[] more = Arrays.copyOf(sizes, sizes.length + 1);
        more[sizes.length] = sizes[sizes.length - 1];
        more[sizes.length - 1] = 1;
        return vectors.reshape(more);
    }
}
