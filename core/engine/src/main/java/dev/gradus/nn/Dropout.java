package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/**
 * Dropout (Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 15, 2014). Each training step sets each element to 0 with probability p and divides the others by
 * 1 − p, which preserves the expected value. Build the model for predictions without dropout.
 *
 * <pre>{@code
 * Input step = Input.of("step");
 * Node h = new Dropout(0.5, 7).apply(x.matMul(W).relu(), step);
 * run.feed(step, new double[] {epoch});
 * }</pre>
 *
 * <p>The kept elements depend only on the seed and the step; see {@link DropoutMask}. Give each dropout of a model its own
 * seed; otherwise those of the same shape drop the same elements.
 *
 * @param p the probability of dropping an element, at least 0 and less than 1
 * @param seed any number
 */
public record Dropout(double p, long seed) {

    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if p is out of range
     */
    public Dropout {
        checked(p);
    }

    static double checked(double p) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "Dropout: p, the probability of dropping an element, must be at least 0 and less than 1, but"
                            + " is " + p);
        }
        return p;
    }

    /**
     * Returns {@code where(mask, x / (1 − p), 0)}, of x's shape, or x itself if p = 0. ∂J/∂x is ∂J/∂this / (1 − p) where the
     * mask is 1, otherwise 0.
     *
     * @param step the number of the step, a single integer from 0 to 2³¹ − 2, checked when run
     * @throws dev.gradus.node.ShapeException if the step is not a single number
     */
    public Node apply(Node x, Node step) {
        Node mask = new DropoutMask(step, x.shape(), p, seed);
        return p == 0 ? x : mask.where(x.divide(1 - p), Constant.of(0));
    }
}
