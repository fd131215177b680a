/**
 * Matrix products: which way is fastest for which sizes.
 */
package dev.gradus.kernel.product;
