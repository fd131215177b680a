package dev.gradus.spark;

import dev.gradus.train.BatchGraph;
import java.io.Serializable;
import java.util.function.IntFunction;

/**
 * Builds a model on an executor, because a graph cannot be sent there. A recipe creates the parameters, each with its
 * own name, and returns the model as a function of the number of examples:
 *
 * <pre>{@code
 * Recipe recipe = () -> {
 *     Parameter W = Parameter.of("W", Tensor.zeros(20, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
 *     return n -> {
 *         Input x = Input.of("x", n, 20), y = Input.of("y", n, 1);
 *         return BatchGraph.of(new MseLoss(x.matMul(W).add(b).sigmoid(), y), x, y);
 *     };
 * };
 * }</pre>
 *
 * <p>It must build the same model each time, and everything that it captures must be {@link Serializable}.
 */
@FunctionalInterface
public interface Recipe extends Serializable {
    /** The model, with parameters of its own. */
    IntFunction<BatchGraph> model();
}
