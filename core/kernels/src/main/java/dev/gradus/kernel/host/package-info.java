/**
 * What depends on the machine: {@link dev.gradus.kernel.host.AvailableKernels} chooses the kernels, and {@link
 * dev.gradus.kernel.host.Host} gives access to what only a JVM has.
 */
package dev.gradus.kernel.host;
