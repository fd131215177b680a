/**
 * The loops on arrays in which a graph spends its time, and the computations of ops with them.
 *
 * <p>Here are the contracts: {@link dev.gradus.kernel.Kernels} is the loops, {@link dev.gradus.kernel.KernelOp} a
 * computation with them, {@link dev.gradus.kernel.BoundOp} such a computation with its arrays. The rooms, none of which
 * uses one that uses it:
 *
 * <table>
 * <caption>Who does what</caption>
 * <tr><td>{@code math}<td>each elementary function once, and the order of sums: what ops may use
 * <tr><td>{@code scalar}, {@code simd}<td>the two implementations of the loops, which give the same bits
 * <tr><td>{@code few}<td>computations of a few numbers, where calls cost more than arithmetic
 * <tr><td>{@code product}<td>matrix products
 * <tr><td>{@code reduce}<td>sums, means, extremes and losses
 * <tr><td>{@code move}<td>broadcasting, transposing, slicing, gathering
 * <tr><td>{@code factor}<td>factorizations of matrices and solutions by them
 * <tr><td>{@code loop}<td>generated loops and straight-line code
 * <tr><td>{@code thread}<td>threads that share work
 * <tr><td>{@code host}<td>which kernels this JVM has, and what only a JVM has
 * </table>
 */
package dev.gradus.kernel;
