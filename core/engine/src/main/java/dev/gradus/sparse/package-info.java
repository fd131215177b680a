/**
 * Finds the elements of a Jacobian that can differ from 0, and computes them with few products. Not exported.
 *
 * <p>{@link dev.gradus.sparse.Pattern} tracks dependencies through the graph. {@link dev.gradus.sparse.Coloring} groups
 * rows or columns that have no element in common, and {@link dev.gradus.sparse.Compression} locates each element in the
 * products of these groups.
 */
package dev.gradus.sparse;
