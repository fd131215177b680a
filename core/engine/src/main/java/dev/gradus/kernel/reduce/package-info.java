/**
 * What makes one number of many: sums, products, extremes, log-sum-exp and the losses made of them.
 */
package dev.gradus.kernel.reduce;
