/** Reductions: sums, products, extremes, log-sum-exp and the losses made of them. */
package dev.gradus.kernel.reduce;
