/**
 * Factorizations and triangular systems. They work in blocks, so that matrix products do nearly all of the work. Each
 * sum is accumulated in the same order whatever the blocks are, so the bits are those of the plain loops.
 */
package dev.gradus.kernel.factor;
