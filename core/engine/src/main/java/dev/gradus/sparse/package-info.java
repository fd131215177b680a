/**
 * Which elements of a Jacobian can differ from 0, and in how few products all of them are found. Not exported.
 *
 * <p>{@link dev.gradus.sparse.Pattern} follows the graph from element to element. {@link dev.gradus.sparse.Colouring} puts
 * rows or columns that have no element in common into groups, and {@link dev.gradus.sparse.Compression} knows where in
 * the products of these groups each element stands.
 */
package dev.gradus.sparse;
