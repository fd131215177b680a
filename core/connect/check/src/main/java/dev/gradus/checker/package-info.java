/**
 * Checks ops of programs in any language against the laws of {@link dev.gradus.testkit}. {@link
 * dev.gradus.checker.Main} is the program.
 *
 * <p>The program with the ops answers requests, each a line of JSON: it describes its ops, computes their values and
 * their gradients. A remote op is an op like any other, whose {@code forward} and rule ask the program. So cases,
 * shrinking and reports are those of ops in Java.
 */
package dev.gradus.checker;
