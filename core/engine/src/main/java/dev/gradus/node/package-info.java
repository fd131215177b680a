/**
 * Nodes: leaves, ops and their shapes.
 *
 * <p>Start with {@link dev.gradus.node.Node}, whose methods construct all other nodes. A new op extends
 * {@link dev.gradus.node.Op} or, for an elementwise formula, {@link dev.gradus.node.UnaryOp} or
 * {@link dev.gradus.node.BinaryOp}. Each op of the library is one file: its shape, its forward pass, its local backward
 * and its notation.
 */
package dev.gradus.node;
