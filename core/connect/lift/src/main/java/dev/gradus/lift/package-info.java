/**
 * Plain Java methods lifted to graphs.
 *
 * <ul>
 *   <li>{@link dev.gradus.lift.Lift} takes a method reference or a lambda;
 *   <li>{@link dev.gradus.lift.Lifted} computes its value and its derivatives, or builds its graph on nodes;
 *   <li>{@link dev.gradus.lift.LiftException} names the line that cannot be lifted, and what to write instead.
 * </ul>
 *
 * <p>The bytecode of the method is interpreted once per path through it: {@code double} values that depend on the
 * arguments become operations of a graph, and everything else is computed.
 */
package dev.gradus.lift;
