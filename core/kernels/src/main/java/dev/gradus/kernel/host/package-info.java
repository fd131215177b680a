/**
 * The parts that depend on the machine: {@link dev.gradus.kernel.host.AvailableKernels} chooses the kernels, and {@link
 * dev.gradus.kernel.host.Host} gives access to the features that depend on the JVM.
 */
package dev.gradus.kernel.host;
