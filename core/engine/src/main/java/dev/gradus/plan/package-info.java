/**
 * Turns a graph into bound ops that run without allocating.
 *
 * <p>A {@link dev.gradus.plan.Program} holds the nodes of both passes by their indices. Each {@link
 * dev.gradus.plan.Rewrite} simplifies it. {@link dev.gradus.plan.Buffers} assigns each value an array. A {@link
 * dev.gradus.plan.Task} is an op bound to its arrays, and a {@link dev.gradus.plan.fuse.OpSequence} runs the ops of a
 * pass.
 */
package dev.gradus.plan;
