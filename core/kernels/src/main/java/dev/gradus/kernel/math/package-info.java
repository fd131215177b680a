/**
 * The only definition of each elementary function, of random bits, and of the order of summation. All of these produce
 * the same bits on every machine and in all kernels.
 */
package dev.gradus.kernel.math;
