/**
 * Losses: the cost of a model's outputs against the targets, one number of rank 0.
 *
 * <p>The classes are summed over outputs and averaged over the batch, the first axis, so that a gradient does not shrink as
 * outputs are added; each says how PyTorch and Keras define theirs. {@link dev.gradus.loss.Losses} and {@link
 * dev.gradus.loss.ClassLosses} are given a {@link dev.gradus.loss.Reduction} by name. Shapes must be equal, a loss does not
 * broadcast.
 *
 * <ul>
 *   <li>for real targets {@link dev.gradus.loss.MseLoss}, {@link dev.gradus.loss.L1Loss}, {@link
 * dev.gradus.loss.HuberLoss};
 *   <li>for yes or no {@link dev.gradus.loss.BinaryCrossEntropyLoss}, from logits;
 *   <li>for one of several classes {@link dev.gradus.loss.CrossEntropyLoss}, from logits.
 * </ul>
 */
package dev.gradus.loss;
