/**
 * Explains what ran: the mathematics, the code and the numbers of every step, made from the rules themselves.
 *
 * <ul>
 *   <li>{@link dev.gradus.explain.Explanation}: the equations of a run or trace, as text, LaTeX, MathML, Java and NumPy;
 *       one element written out with its numbers;
 *   <li>{@link dev.gradus.explain.Walk}: a walk through the steps in a terminal;
 *   <li>{@link dev.gradus.explain.TraceJson}: the steps as JSON for other programs, and {@link dev.gradus.explain.Json},
 *       which writes any plain values.
 * </ul>
 *
 * <p>Steps come from {@link dev.gradus.run.Trace}, verdicts on them from
 * {@link dev.gradus.check.GradientReport#mark}.
 */
package dev.gradus.explain;
