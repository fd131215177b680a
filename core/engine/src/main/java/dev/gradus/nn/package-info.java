/**
 * Layers, which are functions from nodes to nodes, and the initial values of their weights.
 *
 * <ul>
 *   <li>{@link dev.gradus.nn.Linear} has the weights and bias of x @ W + b.
 *   <li>{@link dev.gradus.nn.Activations} has the activation functions that are not methods of {@link dev.gradus.node.Node}.
 *   <li>{@link dev.gradus.nn.Convolutions} and {@link dev.gradus.nn.Pools} work on (n_batch, n_channels, sizes…).
 *   <li>{@link dev.gradus.nn.Norms} normalizes over features, channels or the batch; {@link dev.gradus.nn.BatchNorm} adds
 *       running statistics.
 *   <li>{@link dev.gradus.nn.Attention}, {@link dev.gradus.nn.Embedding}, {@link dev.gradus.nn.LstmCell} and {@link
 *       dev.gradus.nn.GruCell} work on sequences.
 *   <li>{@link dev.gradus.nn.Dropout} drops elements in training, with a reproducible {@link dev.gradus.nn.DropoutMask}.
 *   <li>{@link dev.gradus.nn.Initializers} draws initial weights.
 * </ul>
 */
package dev.gradus.nn;
