/**
 * What a run does, as numbers and arrays.
 *
 * <p>A {@link dev.gradus.plan.Program} holds the nodes of both passes as numbered places. A {@link dev.gradus.plan.Rewrite} looks at
 * one op after the other and finds values that need not be computed. {@link dev.gradus.plan.Buffers} gives each value its array.
 * What runs at a time is a {@link dev.gradus.plan.Task}, and a {@link dev.gradus.plan.TaskSequence} runs them in order.
 */
package dev.gradus.plan;
