/**
 * Nodes: leaves, ops and their shapes.
 *
 * <p>Start with {@link dev.gradus.node.Node}, whose methods make all others. {@link dev.gradus.node.Op} is what a new op extends, or
 * {@link dev.gradus.node.UnaryOp} and {@link dev.gradus.node.BinaryOp} if it is a formula of each element. Each op of the library is one
 * file: its shape, its forward pass, its local backward pass, and how it prints.
 */
package dev.gradus.node;
