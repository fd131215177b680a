/**
 * The values of graphs: {@link dev.gradus.tensor.Tensor}, an immutable block of float64 numbers, and its {@link
 * dev.gradus.tensor.Shape}.
 *
 * <p>Tensors are fed to a graph and read from it. Here they are created, printed and compared; arithmetic is left to graphs.
 * {@link dev.gradus.tensor.Difference} compares two tensors, {@link dev.gradus.tensor.TensorFormat} controls how a tensor is
 * printed, and {@link dev.gradus.tensor.NumpyFormat} formats numbers as NumPy does. {@link
 * dev.gradus.tensor.Json} writes plain values as JSON.
 */
package dev.gradus.tensor;
