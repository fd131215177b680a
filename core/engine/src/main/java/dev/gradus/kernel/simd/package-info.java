/**
 * The kernels on vectors. Only classes named {@code Simd…} need the module of vectors, and only
 * {@link dev.gradus.kernel.Host} reaches them, so that they are loaded where the module is there.
 */
package dev.gradus.kernel.simd;
