package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.node.Indexing.ScatterReduction;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** Updates on their way to the places of x along an axis. */
record Scattering(Node x, int axis, Node indices, Node updates) {

    static Scattering of(String function, Node x, int axis, Node indices, Node updates) {
        Objects.requireNonNull(indices, "indices");
        Objects.requireNonNull(updates, "updates");
        int along = Axis.of(function, x, axis);
        if (!indices.shape().equals(updates.shape())) {
            throw new ShapeException(function + ": " + updates.describe() + " needs an index for each element, but "
                    + indices.describe() + " has another shape");
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

    /** The index along the axis of the update at a position. */
    int indexAlong(int position) {
        return alongAxis(updates.shape(), position);
    }

    private int alongAxis(Shape shape, int position) {
        return position / Axes.strides(shape.sizes())[axis] % shape.size(axis);
    }

    Node reduce(ScatterReduction reduction, boolean includeX) {
        if (includeX) {
            return reduced(reduction, updates.shape().elements() == 0 ? this : withX());
        }
        Node isReached = count(this).greater(0);
        return isReached.where(reduced(reduction, this), x);
    }

    /** x's own elements are sent to where they are, before the others. */
    private Scattering withX() {
        Node own = Constant.of(Tensor.generate(x.shape(), position -> alongAxis(x.shape(), position)));
        return new Scattering(x, axis, own.concat(axis, indices), x.concat(axis, updates));
    }

    private static Node reduced(ScatterReduction reduction, Scattering all) {
        return switch (reduction) {
            case SUM -> all.sum(all.updates);
            case MEAN -> all.sum(all.updates).divide(count(all).maximum(1));
            case MAX -> all.max(all.updates);
            case MIN -> all.max(all.updates.negate()).negate();
            case PRODUCT -> all.product();
        };
    }

    private static Node count(Scattering all) {
        return all.sum(Constant.of(1).broadcastTo(all.updates.shape()));
    }

    private Node sum(Node values) {
        return new ScatterAlong(values, indices, axis, size());
    }

    private Node max(Node values) {
        return new ScatterMax(values, indices, axis, size());
    }

    /** Each update at its own place along a new axis, ones at the others, multiplied along the old axis. */
    private Node product() {
        int[] places = new int[updates.shape().rank() + 1];
        Arrays.fill(places, 1);
        places[axis] = size();
        Node place = Constant.of(Tensor.generate(Shape.of(places), i -> i));
        Node isThere = indices.unsqueeze(axis).equal(place);
        return isThere.where(updates.unsqueeze(axis), Constant.of(1)).product(axis + 1);
    }
}
