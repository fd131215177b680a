/**
 * Pictures and pages of graphs. {@link dev.gradus.explorer.Diagram} draws one as SVG, in the manner of a textbook; {@link
 * dev.gradus.explorer.Explorer} writes the page that steps through one. {@link dev.gradus.explorer.Show} has both for notebooks,
 * and {@link dev.gradus.explorer.TraceReader} reads passes that another program wrote.
 */
package dev.gradus.explorer;
