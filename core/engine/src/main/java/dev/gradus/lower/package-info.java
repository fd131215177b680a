/**
 * How ops are computed fast: a table from the names of ops' classes to their kernels. An op without an entry is computed
 * by its scalar formula, or by its own {@code forward}. Every kernel computes the bits of that {@code forward}.
 *
 * <p>Start with {@link dev.gradus.lower.Lowering}.
 */
package dev.gradus.lower;
