/** Reductions: sums, products, extremes, log-sum-exp, and the losses based on them. */
package dev.gradus.kernel.reduce;
