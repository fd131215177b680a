/** The kernels in plain Java, which define the bits of all others. */
package dev.gradus.kernel.scalar;
