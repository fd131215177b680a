/**
 * Graphs of nodes, and their derivatives.
 *
 * <p>Start with {@link dev.gradus.graph.Graph} and {@link dev.gradus.graph.Gradients}, the reverse sweep.
 */
package dev.gradus.graph;
