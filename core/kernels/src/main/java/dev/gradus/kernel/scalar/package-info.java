/** The kernels in plain Java: the reference for all others. */
package dev.gradus.kernel.scalar;
