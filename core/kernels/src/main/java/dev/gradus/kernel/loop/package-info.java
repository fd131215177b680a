/**
 * Loops that are generated while a program runs.
 *
 * <p>{@link dev.gradus.kernel.loop.LoopCode} is the code of one element, made of {@link
 * dev.gradus.kernel.loop.LoopValue}s. {@code FormulaReader} reads each elementary function into that form. {@code
 * LoopWriter} and its two subclasses write it as a method, {@code ClassFile} as a class, and {@link
 * dev.gradus.kernel.loop.Warming} has it compiled. {@code UnrolledClass} does the same for a few numbers, without
 * a loop.
 */
package dev.gradus.kernel.loop;
