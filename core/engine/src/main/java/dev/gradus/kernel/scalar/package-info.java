/**
 * The kernels in plain Java: what the others must equal.
 */
package dev.gradus.kernel.scalar;
