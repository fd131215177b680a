/** Matrix products, in the fastest way for their sizes. */
package dev.gradus.kernel.product;
