/**
 * Linear algebra: products of tensors of any ranks, factorizations, and what is computed by them.
 *
 * <p>{@link dev.gradus.linalg.LinearAlgebra} has a method for each. All take batches: the last two axes are a matrix's, and
 * axes before them count matrices.
 */
package dev.gradus.linalg;
