/**
 * Linear algebra: products of tensors of any rank, matrix factorizations, and functions based on them.
 *
 * <p>{@link dev.gradus.linalg.LinearAlgebra} has a method for each. All support batches: the last two axes are those of a
 * matrix, and axes before them count matrices.
 */
package dev.gradus.linalg;
