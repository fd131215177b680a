/**
 * Layers: functions from nodes to nodes, built from the primitives, and where their weights start.
 *
 * <ul>
 *   <li>{@link dev.gradus.nn.Linear} holds the weights and bias of x @ W + b;
 *   <li>{@link dev.gradus.nn.Activations} has all activation functions that are no methods of {@link dev.gradus.node.Node};
 *   <li>{@link dev.gradus.nn.Convolutions} and {@link dev.gradus.nn.Pools} work on (n_batch, n_channels, sizes…);
 *   <li>{@link dev.gradus.nn.Norms} normalises over features, channels or the batch, with {@link dev.gradus.nn.BatchNorm}'s
 *       running statistics;
 *   <li>{@link dev.gradus.nn.Attention}, {@link dev.gradus.nn.Embedding}, {@link dev.gradus.nn.LstmCell} and {@link
 *       dev.gradus.nn.GruCell} work on sequences;
 *   <li>{@link dev.gradus.nn.Dropout} drops elements in training, by a {@link dev.gradus.nn.DropoutMask} that can be
 *       drawn again;
 *   <li>{@link dev.gradus.nn.Initializers} draws initial weights.
 * </ul>
 */
package dev.gradus.nn;
