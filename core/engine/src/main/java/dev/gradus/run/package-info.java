/**
 * Graphs with numbers.
 *
 * <p>Start with {@link dev.gradus.run.Run}: a graph planned once and run often. {@link dev.gradus.run.Parameters} hold
 * the numbers that are trained, and {@link dev.gradus.run.Trainable} is one of them as an optimizer meets it. {@link
 * dev.gradus.run.Plan} tells what the {@link dev.gradus.run.Optimization optimizations} found. {@link dev.gradus.run.Evaluator} computes
 * the same values in the plainest way, and {@link dev.gradus.run.Trace} keeps each step of both passes, to be explained
 * and checked.
 */
package dev.gradus.run;
