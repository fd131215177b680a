package dev.gradus.check;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Aligns a smaller shape with a larger one to which it broadcasts: axes align at the right, and those of size 1 are
 * repeated.
 */
final class Alignment {
    private final Shape small;
    private final Shape large;

    private Alignment(Shape small, Shape large) {
        this.small = small;
        this.large = large;
    }

    /** Returns the alignment if the small shape broadcasts to the large one. */
    static Optional<Alignment> of(Shape small, Shape large) {
        int shift = large.rank() - small.rank();
        for (int axis = 0; axis < small.rank(); axis++) {
            if (shift < 0 || (small.size(axis) != 1 && small.size(axis) != large.size(axis + shift))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Alignment(small, large));
    }

    Tensor fold(Tensor ofLarge) {
        double[] values = ofLarge.toArray();
        double[] sums = new double[small.elements()];
        for (int i = 0; i < values.length; i++) {
            sums[origin(large.index(i))] += values[i];
        }
        return Tensor.of(small, sums);
    }

    Tensor spread(Tensor ofSmall) {
        double[] values = ofSmall.toArray();
        return Tensor.generate(large, position -> values[origin(large.index(position))]);
    }

    /** Keeps the first or the last copy of each element and sets the others to 0. */
    Tensor oneCopy(Tensor ofLarge, boolean last) {
        double[] values = ofLarge.toArray();
        return Tensor.generate(large, position -> isCopy(large.index(position), last) ? values[position] : 0);
    }

    private int origin(int[] index) {
        int[] own = Arrays.copyOfRange(index, index.length - small.rank(), index.length);
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = small.size(axis) == 1 ? 0 : own[axis];
        }
        return small.position(own);
    }

    private boolean isCopy(int[] index, boolean last) {
        int shift = large.rank() - small.rank();
        for (int axis = 0; axis < index.length; axis++) {
            boolean repeated = axis < shift || small.size(axis - shift) == 1;
            if (repeated && index[axis] != (last ? large.size(axis) - 1 : 0)) {
                return false;
            }
        }
        return true;
    }
}
