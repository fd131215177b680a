/**
 * Checks gradients numerically.
 *
 * <ul>
 *   <li>{@link dev.gradus.check.GradientCheck} checks a graph: all gradients, and each op's backward rule separately. Its
 *       {@link dev.gradus.check.GradientReport} names the wrong rule.
 *   <li>{@link dev.gradus.check.NumericalDerivative} estimates a derivative from values alone, with an error.
 *   <li>{@link dev.gradus.check.Diagnosis} infers the probable mistake in a rule from its wrong gradient and the numerical
 *       one.
 * </ul>
 */
package dev.gradus.check;
