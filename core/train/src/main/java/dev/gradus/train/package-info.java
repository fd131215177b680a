/**
 * Optimizers and the training loop. Start with {@link Trainer}. The types stand in seven rooms, each of which uses only rooms
 * below it:
 *
 * <ul>
 *   <li><b>loop</b>: {@link Trainer} trains a model in epochs.
 *   <li><b>files</b>: {@link Model} saves and loads a model, and {@link Predictor} serves it. A {@link Receipt}, written by a
 *       {@link ReceiptRecorder}, lets another machine repeat the training ({@link ReceiptTraining}).
 *   <li><b>watching</b>: {@link Evaluation}, {@link Metrics} and {@link ConfusionMatrix} measure the quality of a model, and
 *       {@link EarlyStopping} ends its training. Each {@link Epoch} has {@link ParameterStatistics}, each with a {@link
 *       Histogram}. {@link CsvLog}, {@link TensorBoardLog}, {@link LivePage} and {@link Chart} show them.
 *   <li><b>batches</b>: {@link Batches} divides data into mini-batches, each a {@link Batch}. A {@link BatchGraph} is a model of
 *       a batch, {@link BatchRuns} has a run for each batch size, and {@link Means} is their result. An {@link EpochTraining}
 *       passes over the data; {@link BlockTraining} does so in blocks that several threads ({@link ThreadedBlocks}) or machines
 *       ({@link BlockSource}) compute, each by {@link BlockGradients} with {@link MeanGradients}.
 *   <li><b>fitting</b>: {@link Lbfgs}, {@link LbfgsB} and {@link LevenbergMarquardt} minimize a function that is the same in all
 *       steps.
 *   <li><b>optimizers</b>: {@link GradientDescent}, {@link Momentum}, {@link RmsProp}, {@link Adagrad}, {@link Adadelta}, {@link
 *       Adam}, {@link AdamW}, {@link NAdam}, {@link Lion} and {@link OwnMethod}, which defines a custom method, create a {@link
 *       FirstOrderOptimizer}. It supports weight decay, clipping, a {@link Schedule} and {@link ParameterGroup}s. A {@link
 *       DivergedException} ends a step that diverges. {@link Accumulation} steps with the mean gradient of several batches,
 *       added in a {@link FixedTree}; {@link GivenGradients} and a {@link GradientSource} bring gradients from elsewhere. To
 *       write your own {@link Optimizer}, implement it with {@code run.update}.
 *   <li><b>resuming</b>: {@link TrainingState} saves each {@link Resumable} part of a training, which then resumes bit for bit.
 * </ul>
 */
package dev.gradus.train;
