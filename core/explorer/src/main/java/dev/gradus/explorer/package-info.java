/**
 * Pictures and pages of graphs. {@link dev.gradus.explorer.Diagram} draws one as SVG, in the manner of a textbook; {@link
 * dev.gradus.explorer.Explorer} writes the page that steps through one.
 */
package dev.gradus.explorer;
