/**
 * The loops on arrays in which a graph spends its time, and the ops that use them.
 *
 * <p>This package contains the contracts: {@link dev.gradus.kernel.Kernels} defines the loops, {@link
 * dev.gradus.kernel.KernelOp} is a computation with them, and {@link dev.gradus.kernel.BoundOp} is a computation bound
 * to its arrays. The subpackages have no cyclic dependencies:
 *
 * <table>
 * <caption>Subpackages</caption>
 * <tr><td>{@code math}<td>the definitions of all elementary functions and of the order of summation, which ops may use
 * <tr><td>{@code scalar}, {@code simd}<td>the two implementations of the loops, which produce the same bits
 * <tr><td>{@code few}<td>ops on a few numbers, for which calls cost more than arithmetic
 * <tr><td>{@code product}<td>matrix products and convolutions
 * <tr><td>{@code reduce}<td>sums, means, extremes and losses
 * <tr><td>{@code move}<td>broadcasting, transposing, slicing, gathering
 * <tr><td>{@code factor}<td>matrix factorizations and triangular systems
 * <tr><td>{@code loop}<td>generated loops and straight-line code
 * <tr><td>{@code thread}<td>threads that share work or warm up loops
 * <tr><td>{@code host}<td>the choice of kernels, and access to the features that depend on the JVM
 * </table>
 */
package dev.gradus.kernel;
