/**
 * Losses: the cost of a model's outputs compared with the targets, as one number of rank 0.
 *
 * <p>The classes sum over outputs and average over the batch, the first axis, so that a gradient does not shrink as outputs
 * are added. Each says how it relates to the losses of PyTorch and Keras. The methods of {@link dev.gradus.loss.Losses} and
 * {@link dev.gradus.loss.ClassLosses} take a {@link dev.gradus.loss.Reduction}. Shapes must be equal, because losses do not
 * broadcast.
 *
 * <ul>
 *   <li>For real targets, use {@link dev.gradus.loss.MseLoss}, {@link dev.gradus.loss.L1Loss} or {@link
 *       dev.gradus.loss.HuberLoss}.
 *   <li>For binary targets, use {@link dev.gradus.loss.BinaryCrossEntropyLoss}, with logits.
 *   <li>For one of several classes, use {@link dev.gradus.loss.CrossEntropyLoss}, with logits.
 * </ul>
 */
package dev.gradus.loss;
