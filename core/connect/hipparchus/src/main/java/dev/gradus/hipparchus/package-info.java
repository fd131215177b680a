/**
 * Gradus for Hipparchus, in both directions.
 *
 * <ul>
 *   <li>{@link dev.gradus.hipparchus.ScalarFunction}, {@link dev.gradus.hipparchus.VectorFunction} and {@link
 *       dev.gradus.hipparchus.FunctionOfOne} turn a graph or a lifted method into a function for Hipparchus' optimizers,
 *       least-squares solvers and root finders, with exact derivatives;
 *   <li>{@link dev.gradus.hipparchus.Taped} is an element of a Hipparchus field. Whatever is written for these fields, such as
 *       integrators of differential equations, gets its gradient from one backward pass.
 * </ul>
 */
package dev.gradus.hipparchus;
