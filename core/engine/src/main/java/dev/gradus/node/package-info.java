/**
 * Nodes: leaves, ops and their shapes.
 *
 * <p>Start with {@link dev.gradus.node.Node}, whose methods make all others. A new op extends {@link dev.gradus.node.Op},
 * or, as a formula of each element, {@link dev.gradus.node.UnaryOp} or {@link dev.gradus.node.BinaryOp}. Each op of the
 * library is one file: its shape, its forward pass, its local backward pass, and how it prints.
 */
package dev.gradus.node;
