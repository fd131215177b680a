package dev.gradus.spark;

import dev.gradus.train.BatchGraph;
import java.io.Serializable;
import java.util.function.IntFunction;

/**
 * Builds a model where it runs: what travels to the executors instead of a graph. A lambda that makes the parameters, each
 * with a name of its own, and returns the model as a function of the number of examples:
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
 * <p>It must build the same each time, and what it captures must be {@link Serializable}.
 */
@FunctionalInterface
public interface Recipe extends Serializable {
    /** The model, with parameters of its own. */
    IntFunction<BatchGraph> model();
}
