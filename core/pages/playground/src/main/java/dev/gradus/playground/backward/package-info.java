/**
 * A backward pass that a student types: each line is compared with the true gradient, and a mistake is named.
 *
 * <p>{@link dev.gradus.playground.backward.BackwardPass} judges lines. {@code Truth} has the gradients, on the present numbers
 * and on other draws. If a line is wrong, {@code Repairs} changes its expression in one way after the other; the change that
 * makes it right is the {@link dev.gradus.playground.backward.Mistake}. {@link
 * dev.gradus.playground.backward.TypedTraining} trains with the gradients that were typed.
 */
package dev.gradus.playground.backward;
