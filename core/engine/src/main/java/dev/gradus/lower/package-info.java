/**
 * How ops are computed fast: for each op a computation by the kernels, found by the op's class. Without an entry, an op
 * is computed by its scalar formula, or by its own {@code forward}. Every computation gives the bits of that {@code
 * forward}.
 *
 * <p>Start with {@link dev.gradus.lower.Lowering}.
 */
package dev.gradus.lower;
