/**
 * Pictures of graphs: {@link dev.gradus.explorer.Diagram} draws one as SVG, in the manner of a textbook.
 */
package dev.gradus.explorer;
