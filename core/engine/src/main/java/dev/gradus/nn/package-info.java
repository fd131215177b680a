/**
 * Layers: functions from nodes to nodes, built from the primitives, and where their weights start.
 *
 * <ul>
 *   <li>{@link dev.gradus.nn.Linear} holds the weights and bias of x @ W + b;
 *   <li>{@link dev.gradus.nn.Activations} has all activation functions that are no methods of {@link dev.gradus.node.Node};
 *   <li>{@link dev.gradus.nn.Dropout} drops elements in training, by a {@link dev.gradus.nn.DropoutMask} that can be
 *       drawn again;
 *   <li>{@link dev.gradus.nn.Initializers} draws initial weights.
 * </ul>
 */
package dev.gradus.nn;
