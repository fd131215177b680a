package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/**
 * Dropout (Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 15, 2014): in every step of training each element is set to 0 with probability p, and what is
 * kept is divided by 1 − p, so that the expected value stays what it was. For predictions the model is built without it.
 *
 * <pre>{@code
 * Input step = Input.of("step");
 * Node h = new Dropout(0.5, 7).apply(x.matMul(W).relu(), step);
 * run.feed(step, new double[] {epoch});
 * }</pre>
 *
 * <p>The elements kept depend on seed and step alone, see {@link DropoutMask}; give every dropout of a model a seed of
 * its own, else those of the same shape drop the same elements.
 *
 * @param p the probability of dropping an element, from 0 to less than 1
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
                    "Dropout: p is the probability of dropping an element, from 0 to less than 1, not " + p);
        }
        return p;
    }

    /**
     * {@code where(mask, x / (1 − p), 0)}, of x's shape; with p = 0, x itself. ∂J/∂x is ∂J/∂this / (1 − p) where the mask
     * is 1, else 0.
     *
     * @param step the number of the step, a single integer from 0 to 2³¹ − 2, which is checked when run
     * @throws dev.gradus.node.ShapeException if the step is not a single number
     */
    public Node apply(Node x, Node step) {
        Node mask = new DropoutMask(step, x.shape(), p, seed);
        return p == 0 ? x : mask.where(x.divide(1 - p), Constant.of(0));
    }
}
