/**
 * Fuses ops that can be computed together. In this package, a loop is a generated loop.
 *
 * <p>Start with {@link dev.gradus.plan.fuse.Fusion}. Adjacent ops form groups ({@code BlockGroups}), which are computed
 * block by block ({@code BlockwiseOps}) until a generated loop is fast ({@code LoopGroups}, {@code FusedOps}, {@code
 * GeneratedOps}). A single loop can compute both passes ({@code BothPasses}). An {@code OpSequence} runs the ops of a
 * pass, and compiles them into straight-line code if all values are small.
 */
package dev.gradus.plan.fuse;
