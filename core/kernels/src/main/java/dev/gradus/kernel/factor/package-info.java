/**
 * Factorizations and triangular systems, block by block, so that nearly all of the work is done by matrix products. Each
 * element's sum is accumulated in the same order whatever the blocks, so that the bits are those of the plain loops.
 */
package dev.gradus.kernel.factor;
