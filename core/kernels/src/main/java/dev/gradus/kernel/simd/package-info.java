/**
 * The kernels on vectors. Only classes named {@code Simd…} depend on the vector module. Only {@link
 * dev.gradus.kernel.host.Host} refers to them, so they are loaded only if the module is present.
 */
package dev.gradus.kernel.simd;
