/**
 * Computes graphs and their gradients.
 *
 * <p>Start with {@link dev.gradus.run.Run}, which plans a graph once and runs it often. {@link
 * dev.gradus.run.Parameters} hold the numbers that are trained, and {@link dev.gradus.run.Trainable} is an optimizer's
 * handle of one of them. {@link dev.gradus.run.Plan} describes what the {@link dev.gradus.run.Optimization
 * optimizations} found. {@link dev.gradus.run.Evaluator} computes the same values in the simplest way, and {@link
 * dev.gradus.run.Trace} records each step of both passes, to be explained and checked.
 */
package dev.gradus.run;
