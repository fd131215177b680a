/** Matrix products and convolutions, computed by the fastest method for their sizes. */
package dev.gradus.kernel.product;
