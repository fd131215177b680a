package dev.gradus.playground.grade;

import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a submission computes on rows that the grader chooses. */
interface Submitted {
    /** Thrown if a submission cannot be computed on some rows. The message is for the teacher. */
    final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message, null, false, false);
        }
    }

    /** Values on rows, with weights of the grader's choice. */
    @FunctionalInterface
    interface Values {
        /**
         * Computes the values.
         *
         * @param weights the numbers of a weight, given those of the training
         */
        List<double[]> with(BiFunction<Parameter, Tensor, Tensor> weights);
    }

    /**
     * All values that could be the prediction for these rows: those of this number of elements that do not depend on the targets,
     * not even through a gradient that is 0.
     *
     * @throws UnfitException if they cannot be computed on these rows
     */
    Values on(DataSet rows, int elements);

    /** The trained numbers of a weight. */
    Optional<Tensor> weight(String name);

    /** Says where the targets enter the prediction; empty if they do not. */
    Optional<String> leak();
}
