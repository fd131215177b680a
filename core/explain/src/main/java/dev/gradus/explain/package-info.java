/**
 * Explains what ran: the mathematics, the code and the numbers of each step, derived from the rules themselves.
 *
 * <ul>
 *   <li>{@link dev.gradus.explain.Explanation} writes the equations of a run or trace as text, LaTeX, MathML, Java and
 *       NumPy, and a single element with its numbers.
 *   <li>{@link dev.gradus.explain.Walk} prints the steps in a terminal.
 *   <li>{@link dev.gradus.explain.TraceJson} writes the steps as JSON for other programs.
 * </ul>
 *
 * <p>{@link dev.gradus.run.Trace} records the steps, and {@link dev.gradus.check.GradientReport#mark} adds verdicts to them.
 */
package dev.gradus.explain;
