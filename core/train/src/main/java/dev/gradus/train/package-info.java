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
 *   <li>{@link dev.gradus.train.OwnMethod} is a method of yours in that frame; {@link dev.gradus.train.Lbfgs} and {@link
 *       dev.gradus.train.LevenbergMarquardt} minimise a function that is the same in all steps;
 *   <li>{@link dev.gradus.train.Batches} cuts data into mini-batches, and {@link dev.gradus.train.BatchRuns} has a run for
 *       each size;
 *   <li>{@link dev.gradus.train.Trainer} is the loop, {@link dev.gradus.train.EarlyStopping} its end, {@link
 *       dev.gradus.train.TrainingState} what it goes on from; {@link dev.gradus.train.BlockTraining} trains on blocks that may be
 *       anywhere;
 *   <li>{@link dev.gradus.train.Evaluation}, {@link dev.gradus.train.Metrics} and {@link dev.gradus.train.ConfusionMatrix} say
 *       how good a model is, {@link dev.gradus.train.CsvLog} and {@link dev.gradus.train.LivePage} how training goes; {@link
 *       dev.gradus.train.Predictor} serves the result.
 * </ul>
 *
 * <p>Your own optimizers implement {@link dev.gradus.train.Optimizer} with {@code run.update}.
 */
package dev.gradus.train;
