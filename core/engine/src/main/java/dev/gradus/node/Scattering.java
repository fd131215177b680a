package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.node.Indexing.ScatterReduction;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** Updates that are combined with the elements of x at given indices along an axis. */
record Scattering(Node x, int axis, Node indices, Node updates) {

    static Scattering of(String function, Node x, int axis, Node indices, Node updates) {
        Objects.requireNonNull(indices, "indices");
        Objects.requireNonNull(updates, "updates");
        int along = Axis.of(function, x, axis);
        if (!indices.shape().equals(updates.shape())) {
            throw new ShapeException(function + ": " + updates.describe() + " needs an index for each element, but "
                    + indices.describe() + " has a different shape");
        }
        int[] sizes = x.shape().sizes();
        int[] given = updates.shape().sizes();
        if (given.length == sizes.length) {
            sizes[along] = given[along];
        }
        if (!Arrays.equals(sizes, given)) {
            throw new ShapeException(function + ": " + updates.describe() + " must have the sizes of " + x.describe()
                    + " but along axis " + along);
        }
        return new Scattering(x, along, indices, updates);
    }

    int size() {
        return x.shape().size(axis);
    }

    /** The index along the axis of the update at this row-major position. */
    int indexAlong(int position) {
        return position
                / Axes.strides(updates.shape().sizes())[axis]
                % updates.shape().size(axis);
    }

    Node reduce(ScatterReduction reduction, boolean includeX) {
        return includeX ? reduced(reduction, x, Constant.of(1)) : reducedAlone(reduction);
    }

    private Node reducedAlone(ScatterReduction reduction) {
        double identity = switch (reduction) {
            case SUM, MEAN -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case PRODUCT -> 1;
        };
        Node none = Constant.of(identity).broadcastTo(x.shape());
        return count().greater(0).where(reduced(reduction, none, Constant.of(0)), x);
    }

    /** The reduction of other elements and the updates. In a mean, each of the other elements has this count. */
    private Node reduced(ScatterReduction reduction, Node others, Node counted) {
        return switch (reduction) {
            case SUM -> others.add(sum(updates));
            case MEAN -> others.add(sum(updates)).divide(counted.add(count()).maximum(1));
            case MAX -> new ScatterMax(others, updates, indices, axis);
            case MIN -> new ScatterMax(others.negate(), updates.negate(), indices, axis).negate();
            case PRODUCT -> others.multiply(product());
        };
    }

    private Node count() {
        return sum(Constant.of(1).broadcastTo(updates.shape()));
    }

    private Node sum(Node values) {
        return new ScatterAlong(values, indices, axis, size());
    }

    /** Places each update at its index along a new axis, with ones elsewhere, and multiplies along the old axis. */
    private Node product() {
        int[] sizes = new int[updates.shape().rank() + 1];
        Arrays.fill(sizes, 1);
        sizes[axis] = size();
        Node index = Constant.of(Tensor.generate(Shape.of(sizes), i -> i));
        Node isAtIndex = indices.expandDims(axis).equal(index);
        return isAtIndex.where(updates.expandDims(axis), Constant.of(1)).prod(axis + 1);
    }
}
