/**
 * Training: what changes parameters, and the loop around it.
 *
 * <ul>
 *   <li>{@link dev.gradus.train.GradientDescent}, {@link dev.gradus.train.Momentum}, {@link dev.gradus.train.RmsProp},
 *       {@link dev.gradus.train.Adam} and {@link dev.gradus.train.AdamW} make a {@link
 *       dev.gradus.train.FirstOrderOptimizer}, which takes weight decay, a {@link dev.gradus.train.Schedule}, clipping and
 *       {@link dev.gradus.train.ParameterGroup}s; {@link dev.gradus.train.Accumulation} steps with the mean gradient of
 *       several batches, whose order {@link dev.gradus.train.FixedTree} makes irrelevant, and {@link
 *       dev.gradus.train.GivenGradients} with gradients from elsewhere;
 *   <li>{@link dev.gradus.train.Batches} cuts data into mini-batches, and {@link dev.gradus.train.BatchRuns} has a run for
 *       each size;
 *   <li>{@link dev.gradus.train.Trainer} is the loop, {@link dev.gradus.train.EarlyStopping} its end.
 * </ul>
 *
 * <p>Your own optimizers implement {@link dev.gradus.train.Optimizer} with {@code run.update}.
 */
package dev.gradus.train;
