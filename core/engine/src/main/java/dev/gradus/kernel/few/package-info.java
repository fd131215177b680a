/**
 * Computations of a few numbers, with nothing on the way to the arithmetic. Each can also write itself out as straight-line
 * code.
 */
package dev.gradus.kernel.few;
