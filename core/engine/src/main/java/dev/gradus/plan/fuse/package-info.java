/**
 * Fuses ops that can be computed together. In this package, a loop is a generated loop.
 *
 * <p>Start with {@link dev.gradus.plan.fuse.Fusion}. Adjacent ops form groups ({@code BlockGroups}), which are computed
 * block by block ({@code BlockwiseOps}). Generated loops ({@code LoopGroups}, {@code FusedOps}) compute parts of a block, or
 * the whole group ({@code GeneratedOps}), once they are fast. A single loop can compute both passes ({@code BothPasses}). An {@code OpSequence} runs the ops of a
 * pass, and compiles them into straight-line code if all values are small.
 */
package dev.gradus.plan.fuse;
