/**
 * Computations of a few numbers, with no call between them and the arithmetic. Each can also write itself out as
 * straight-line code.
 */
package dev.gradus.kernel.few;
