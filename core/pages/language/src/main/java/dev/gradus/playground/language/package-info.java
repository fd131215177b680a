/**
 * The playground's language: lines like NumPy's, read into a graph.
 *
 * <p>{@link dev.gradus.playground.language.Program#read} takes a program's text and the data's shapes. {@code Tokens}
 * splits the text into tokens, {@code Parser} reads statements by recursive descent, and {@code Idioms} finds ops that NumPy
 * writes as formulas. {@code Expressions} evaluates expressions to nodes, and {@code Library} finds functions, which are
 * listed in a {@code Dialect} for each family. An error is a {@link dev.gradus.playground.language.Problem} with its
 * position, a sentence and a fix; {@code Clash} words the errors of shapes.
 */
package dev.gradus.playground.language;
