package dev.gradus.testkit.domain;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A smooth set of tensors, such as the symmetric matrices, described by a map onto it. The map leaves the tensors of
 * the set as they are and is smooth around them, so op ∘ map is a function of free numbers: it can be moved and
 * differentiated element by element, and never leaves the set.
 */
@FunctionalInterface
public interface Space {
    /** All tensors. */
    Space EVERYTHING = new Space() {
        @Override
        public Tensor onto(Tensor x) {
            return x;
        }

        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            return gradient;
        }
    };

    /** A tensor of the set near x: x itself if it is in the set. */
    Tensor onto(Tensor x);

    /**
     * The gradient with respect to free numbers, given the gradient with respect to the elements of x, which is in the
     * set.
     */
    default double[] pulledBack(Tensor x, double[] gradient) {
        double[] at = x.toArray();
        return IntStream.range(0, at.length)
                .mapToDouble(i -> {
                    Estimate slope = NumericalDerivative.of(
                            t -> Directions.dot(
                                    gradient,
                                    onto(Tensor.generate(x.shape(), k -> k == i ? t : at[k]))
                                            .toArray()),
                            at[i]);
                    if (!slope.isSmooth()) {
                        throw new IllegalArgumentException("the map onto the domain is not smooth at " + Text.compact(x)
                                + "; it must be smooth around every tensor that it leaves unchanged");
                    }
                    return slope.value();
                })
                .toArray();
    }

    /** Whether the element is the same in all tensors of the set, such as the zeros of a triangular matrix. */
    default boolean isFixed(Shape shape, int position) {
        return false;
    }

    /** The Euclidean distance that a tensor of the set may move while the map is smooth. */
    default double reach() {
        return Double.POSITIVE_INFINITY;
    }

    /** Simple members of the set, the simplest first. */
    default Stream<Tensor> simplest(Shape shape) {
        return Stream.empty();
    }
}
