/** Moves numbers and computes none: broadcasting, permuting axes, evenly spaced elements, look-up by index. */
package dev.gradus.kernel.move;
