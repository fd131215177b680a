/**
 * Maps each op to a kernel that computes the same bits as the op's {@code forward}, only faster.
 *
 * <p>Start with {@link dev.gradus.lower.Lowering}.
 */
package dev.gradus.lower;
