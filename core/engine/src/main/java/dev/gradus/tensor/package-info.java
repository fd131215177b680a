/**
 * Values for people: {@link dev.gradus.tensor.Tensor}, an immutable block of float64 numbers, and its {@link
 * dev.gradus.tensor.Shape}.
 *
 * <p>Tensors go into a graph and come out of it; they are made, printed and compared here, and there is no arithmetic
 * on them, because arithmetic is what graphs are for. {@link dev.gradus.tensor.Difference} says where two tensors
 * differ and by how much, {@link dev.gradus.tensor.TensorFormat} how a tensor prints, and {@link
 * dev.gradus.tensor.NumpyFormat} writes numbers as NumPy does.
 */
package dev.gradus.tensor;
