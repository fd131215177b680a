/**
 * Graphs with numbers.
 *
 * <p>Start with {@link dev.gradus.run.Run}: a graph planned once and run often. {@link dev.gradus.run.Parameters} hold the numbers that
 * are trained, {@link dev.gradus.run.Trainable} is one of them as an optimizer meets it. {@link dev.gradus.run.Plan} says what was
 * worked out, by which {@link dev.gradus.run.Pass passes}. {@link dev.gradus.run.Evaluator} computes the same values in the plainest way,
 * and {@link dev.gradus.run.Trace} keeps each step of both passes, to be explained and checked.
 */
package dev.gradus.run;
