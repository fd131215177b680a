/**
 * Loops that are generated at run time.
 *
 * <p>{@link dev.gradus.kernel.loop.LoopCode} is the computation of one element, built from {@link
 * dev.gradus.kernel.loop.LoopValue}s. {@code FormulaReader} translates each elementary function into that form. {@code
 * LoopWriter} and its two subclasses write it as a method, {@code ClassFile} writes a class, and {@link
 * dev.gradus.kernel.loop.Warming} has it compiled. {@code UnrolledClass} generates code for a few numbers, without a
 * loop.
 */
package dev.gradus.kernel.loop;
