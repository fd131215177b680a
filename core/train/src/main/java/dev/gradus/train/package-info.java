/**
 * Optimizers and the training loop.
 *
 * <ul>
 *   <li>{@link dev.gradus.train.GradientDescent}, {@link dev.gradus.train.Momentum}, {@link dev.gradus.train.RmsProp},
 *       {@link dev.gradus.train.Adam} and {@link dev.gradus.train.AdamW} create a {@link
 *       dev.gradus.train.FirstOrderOptimizer}, which supports weight decay, a {@link dev.gradus.train.Schedule}, clipping
 *       and {@link dev.gradus.train.ParameterGroup}s.
 *   <li>{@link dev.gradus.train.Accumulation} steps with the mean gradient of several batches, independent of their order,
 *       and {@link dev.gradus.train.GivenGradients} with gradients from another source.
 *   <li>{@link dev.gradus.train.OwnMethod} defines a custom first-order method. {@link dev.gradus.train.Lbfgs} and {@link
 *       dev.gradus.train.LevenbergMarquardt} minimize a function that is the same in all steps.
 *   <li>{@link dev.gradus.train.Batches} divides data into mini-batches, and {@link dev.gradus.train.BatchRuns} has a run
 *       for each batch size.
 *   <li>{@link dev.gradus.train.Trainer} is the training loop, {@link dev.gradus.train.EarlyStopping} ends it, and {@link
 *       dev.gradus.train.TrainingState} resumes it. {@link dev.gradus.train.BlockTraining} trains on blocks that may be
 *       distributed.
 *   <li>{@link dev.gradus.train.Evaluation}, {@link dev.gradus.train.Metrics} and {@link dev.gradus.train.ConfusionMatrix}
 *       measure the quality of a model, and {@link dev.gradus.train.CsvLog} and {@link dev.gradus.train.LivePage} show the
 *       progress of training. {@link dev.gradus.train.Predictor} serves the result.
 * </ul>
 *
 * <p>To write your own optimizer, implement {@link dev.gradus.train.Optimizer} with {@code run.update}.
 */
package dev.gradus.train;
