/**
 * Training on Apache Spark, with the bits of one machine.
 *
 * <ul>
 *   <li>{@link dev.gradus.spark.Recipe} builds the model where it runs;
 *   <li>{@link dev.gradus.spark.Block} is some examples with a number, and {@link dev.gradus.spark.Blocks} makes datasets of
 *       them;
 *   <li>{@link dev.gradus.spark.SparkModel} has the parameters on the driver: it trains by the engine's {@link
 *       dev.gradus.train.Trainer}, evaluates and predicts;
 *   <li>{@link dev.gradus.spark.GradusEstimator} trains on a DataFrame in the conventions of Spark ML, and {@link
 *       dev.gradus.spark.GradusModel} is what it trained.
 * </ul>
 *
 * <p>Gradients of blocks are summed in a {@link dev.gradus.train.FixedTree} over the blocks' numbers, so loss and parameters
 * have the same bits for any partitioning, with and without Spark, and after executors were lost. Scheduling, retries and
 * spilling are Spark's.
 */
package dev.gradus.spark;
