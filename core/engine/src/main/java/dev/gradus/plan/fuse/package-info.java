/**
 * Fusion: ops that are computed together.
 *
 * <p>{@link dev.gradus.plan.fuse.Fusion} is the way in. Adjacent ops become groups ({@code BlockGroups}), computed block
 * by block ({@code BlockwiseOps}), and where it pays generated loops ({@code Loops}, {@code FusedOps}, {@code
 * GeneratedOps}). A {@code LoopTrial} decides when a loop is used, and {@code BothPasses} lets one loop serve forward and
 * backward. Passes of a few numbers are written out ({@code UnrolledPasses}).
 */
package dev.gradus.plan.fuse;
