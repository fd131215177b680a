/**
 * Fusion: ops that are computed together.
 *
 * <p>Start with {@link dev.gradus.plan.fuse.Fusion}. Adjacent ops form groups ({@code BlockGroups}), which are computed
 * block by block ({@code BlockwiseOps}) until a generated loop is fast ({@code LoopGroups}, {@code FusedOps}, {@code
 * GeneratedOps}). One loop may serve the forward and the backward pass ({@code BothPasses}). An {@code OpSequence} runs a
 * pass, and compiles ops on few numbers as straight-line code.
 */
package dev.gradus.plan.fuse;
