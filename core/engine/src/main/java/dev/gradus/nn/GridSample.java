package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;

/** Interpolates an image between its pixels, as a weighted mean of the four or sixteen surrounding pixels. */
final class GridSample {
    private final Node pixels;
    private final int height, width;

    private GridSample(Node x) {
        this.height = x.shape().size(2);
        this.width = x.shape().size(3);
        this.pixels = Moves.flatten(x, 2, 3);
    }

    static Node of(Node x, Node grid, boolean alignCorners, boolean cubic) {
        if (x.shape().rank() != 4 || x.shape().elements() == 0) {
            throw new ShapeException("gridSample: " + x.describe()
                    + " must have the shape (n_batch, n_channels, height, width), with elements");
        }
        int batch = x.shape().size(0);
        if (grid.shape().rank() != 4
                || grid.shape().size(0) != batch
                || grid.shape().size(3) != 2) {
            throw new ShapeException("gridSample: " + grid.describe() + " must have the shape (" + batch
                    + ", height, width, 2) for " + x.describe());
        }
        return new GridSample(x).at(grid, alignCorners, cubic);
    }

    private Node at(Node grid, boolean alignCorners, boolean cubic) {
        Node column = place(grid.select(3, 0), width, alignCorners);
        Node row = place(grid.select(3, 1), height, alignCorners);
        return cubic ? cubic(row, column) : linear(row, column);
    }

    private Node cubic(Node row, Node column) {
        Node above = row.floor(), left = column.floor();
        Node[] ofRows = CubicKernel.weights(row.subtract(above));
        Node[] ofColumns = CubicKernel.weights(column.subtract(left));
        Node sum = Constant.of(0);
        for (int i = 0; i < ofRows.length; i++) {
            for (int j = 0; j < ofColumns.length; j++) {
                sum = sum.add(weighted(above.add(i - 1), left.add(j - 1), ofRows[i].multiply(ofColumns[j])));
            }
        }
        return sum;
    }

    private Node linear(Node row, Node column) {
        Node left = column.floor(), above = row.floor();
        Node right = left.add(1), below = above.add(1);
        Node toRight = column.subtract(left), toBelow = row.subtract(above);
        Node toLeft = right.subtract(column), toAbove = below.subtract(row);
        return weighted(above, left, toAbove.multiply(toLeft))
                .add(weighted(above, right, toAbove.multiply(toRight)))
                .add(weighted(below, left, toBelow.multiply(toLeft)))
                .add(weighted(below, right, toBelow.multiply(toRight)));
    }

    /** Maps −1 … 1 to pixel coordinates, where the first pixel is at 0. */
    private static Node place(Node coordinate, int size, boolean alignCorners) {
        return alignCorners
                ? coordinate.add(1).multiply((size - 1) / 2.0)
                : coordinate.add(1).multiply(size / 2.0).subtract(0.5);
    }

    private Node weighted(Node row, Node column, Node weight) {
        Node inside = row.greaterEqual(0)
                .multiply(row.less(height))
                .multiply(column.greaterEqual(0))
                .multiply(column.less(width));
        Node zero = Constant.of(0);
        Node index = inside.where(row.multiply(width).add(column), zero).stopGradient();
        Node pixel = inside.expandDims(1)
                .where(pixels(index), zero); // the index is 0 outside, where a pixel may be infinite
        return pixel.multiply(inside.where(weight, zero).expandDims(1));
    }

    private Node pixels(Node index) {
        Shape shape = index.shape();
        int channels = pixels.shape().size(1);
        Node places = index.reshape(shape.size(0), 1, shape.size(1) * shape.size(2))
                .broadcastTo(Shape.of(shape.size(0), channels, shape.size(1) * shape.size(2)));
        return pixels.takeAlongAxis(places, 2).reshape(shape.size(0), channels, shape.size(1), shape.size(2));
    }
}
