/**
 * The playground: lines typed in a browser, trained and stepped through there.
 *
 * <p>{@link dev.gradus.playground.Session} is the whole state of a page, on the JVM as in the browser; {@link
 * dev.gradus.playground.PageApi} is what the page calls. The language is in {@link dev.gradus.playground.language}.
 */
package dev.gradus.playground;
