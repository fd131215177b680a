/**
 * Ops that are made of graphs.
 *
 * <ul>
 *   <li>{@link dev.gradus.flow.Scan} repeats a step over an axis or a number of times;
 *   <li>{@link dev.gradus.flow.Checkpoint} computes parts of a graph again in the backward pass;
 *   <li>{@link dev.gradus.flow.Implicit} solves an equation, and differentiates its solution without the iteration.
 * </ul>
 *
 * <h2>How a loop is differentiated</h2>
 *
 * <p>A {@link dev.gradus.flow.Loop} is one op with a {@link dev.gradus.flow.Body}: a graph of its own, closed, whose inputs
 * are the carries, this step's elements and what is given from outside. Its rule sweeps that graph once, and makes the
 * result the body of another loop, which runs the other way round. The only values of the forward pass that it reads are
 * the carries before each step, and outputs that are there anyway; everything else is computed again in the step that
 * needs it. So a loop of n steps with carries of size c holds n ∗ c numbers for its backward pass.
 *
 * <p>With checkpoints the loop is one over groups of steps, whose body is a loop over the steps of a group. No rule knows of
 * that: the outer loop keeps its carries, one for each group, and its reversed body contains the inner loop, which is
 * computed again, and the inner loop reversed.
 *
 * <p>What no gradient reaches is left out when the reversed loop is made: carries are followed from step to step until no
 * new one is reached. What nobody asks for is left out by the plan, which computes only the parts of a loop that are read.
 * What is the same in every step is computed once, outside.
 *
 * <p>A value that all steps use has a gradient that is a sum over steps, and a float sum depends on its order. The reversed
 * loop adds each step's terms one by one to the sum so far, beginning with the last step, as a sweep over the steps written
 * out does, and so do checkpointed groups. The start is −0, which changes no number that is added to it.
 */
package dev.gradus.flow;
