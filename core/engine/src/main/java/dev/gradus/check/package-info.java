/**
 * The numerical check of gradients.
 *
 * <ul>
 *   <li>{@link dev.gradus.check.GradientCheck} checks a graph: all gradients, and every op's backward rule by itself. It
 *       gives a {@link dev.gradus.check.GradientReport}, which names the rule that is wrong.
 *   <li>{@link dev.gradus.check.NumericalDerivative} estimates a derivative from values alone and says how far it may be
 *       off.
 *   <li>{@link dev.gradus.check.Diagnosis} tells from a wrong gradient and the right one what is probably wrong with the
 *       rule.
 * </ul>
 */
package dev.gradus.check;
