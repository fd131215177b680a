/**
 * The playground: a page in which a user types formulas, trains them and steps through them.
 *
 * <p>{@link dev.gradus.playground.Session} holds the state of a page, and {@link dev.gradus.playground.Model} is what the lines
 * define. The page calls the functions of {@link dev.gradus.playground.PageApi}. The language is in {@link dev.gradus.playground.language}.
 */
package dev.gradus.playground;
