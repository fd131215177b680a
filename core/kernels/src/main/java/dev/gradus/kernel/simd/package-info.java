/**
 * The kernels on vectors. Only classes named {@code Simd…} need the vector module, and only {@link
 * dev.gradus.kernel.host.Host} reaches them, so they are loaded only where the module is present.
 */
package dev.gradus.kernel.simd;
