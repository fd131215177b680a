/**
 * The numerical check of gradients: {@link dev.gradus.check.NumericalDerivative} estimates a derivative from values and
 * says how far it may be off.
 */
package dev.gradus.check;
