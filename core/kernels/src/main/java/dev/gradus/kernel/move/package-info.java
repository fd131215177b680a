/** Ops that move numbers without computing: broadcasting, permuting axes, strided slices, lookup by index. */
package dev.gradus.kernel.move;
