/**
 * Ops on a few numbers, for which a call costs more than the arithmetic. Each can also write itself as straight-line
 * code.
 */
package dev.gradus.kernel.few;
