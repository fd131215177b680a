/**
 * The work of a run, as numbers and arrays.
 *
 * <p>A {@link dev.gradus.plan.Program} holds the nodes of both passes by their indices. A {@link
 * dev.gradus.plan.Rewrite} looks at one op after the other and finds values that need not be computed. {@link
 * dev.gradus.plan.Buffers} gives each value its array. A {@link dev.gradus.plan.Task} runs at a time, and a {@link
 * dev.gradus.plan.fuse.OpSequence} runs them in order.
 */
package dev.gradus.plan;
