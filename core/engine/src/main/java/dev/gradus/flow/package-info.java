/**
 * Ops that contain graphs.
 *
 * <ul>
 *   <li>{@link dev.gradus.flow.Scan} repeats a step over an axis or a number of times.
 *   <li>{@link dev.gradus.flow.While} repeats a step as long as a condition holds.
 *   <li>{@link dev.gradus.flow.Checkpoint} recomputes segments of a graph in the backward pass.
 *   <li>{@link dev.gradus.flow.Implicit} solves an equation, and differentiates its solution without differentiating
 *       the iteration.
 * </ul>
 * <h2>How a loop is differentiated</h2>
 *
 * <p>A {@link dev.gradus.flow.Loop} is one op with a {@link dev.gradus.flow.Body}, a separate graph whose inputs are
 * the carries, this step's elements and outer values. Its rule sweeps that graph once and makes the result the body of
 * another loop, which runs in the opposite direction. From the forward pass it reads only the carries before each step
 * and outputs that exist anyway; everything else is recomputed in the step that needs it. A loop of n steps with
 * carries of size c thus keeps n ∗ c numbers for its backward pass.
 *
 * <p>With checkpoints, the loop is one over groups of steps, whose body is a loop over the steps of a group. This needs
 * no other rule: the outer loop keeps its carries, one for each group, and its reversed body contains the inner loop,
 * which is recomputed, and the inner loop reversed.
 *
 * <p>A loop that may end early has a maximum number of steps, and arrays for all of them. Its reversed loop takes the
 * number of steps that were made as an input, and begins with the last of them.
 *
 * <p>Values without a gradient are omitted when the reversed loop is created: carries are followed from step to step
 * until no new one is reached. Unused results are omitted by the plan, which computes only the results of a loop that
 * are read. Values that are the same in each step are computed once, in the enclosing graph.
 *
 * <p>The gradient of a value that all steps use is a sum over steps, and a floating-point sum depends on its order. The
 * reversed loop adds each step's terms to the sum so far one by one, beginning with the last step, like a sweep over
 * the steps written out. Checkpointed groups do the same. The sum starts at −0, which changes no number that is added
 * to it.
 */
package dev.gradus.flow;
