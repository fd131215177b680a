/**
 * One definition of every elementary function, of random bits, and of the order in which numbers are added. What is defined here
 * is the same on every machine, in every kernel.
 */
package dev.gradus.kernel.math;
