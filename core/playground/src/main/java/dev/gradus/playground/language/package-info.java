/**
 * The playground's language: lines like NumPy's, read into a graph.
 *
 * <p>{@link dev.gradus.playground.language.Program#read} takes a program's text and the data's shapes. {@code Tokens} cuts
 * the text into words, {@code Parser} reads statements by recursive descent, {@code Idioms} finds the ops that NumPy writes
 * as formulas, {@code Expressions} makes nodes, and {@code Library} lists all functions. What is wrong is a {@link
 * dev.gradus.playground.language.Problem}, with the place, a sentence and what mends it; {@code Clash} says it of shapes.
 */
package dev.gradus.playground.language;
