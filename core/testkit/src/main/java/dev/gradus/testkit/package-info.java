/**
 * Property-test a new op in one small class.
 *
 * <p>A test class implements {@link dev.gradus.testkit.OpContract} and returns an {@link dev.gradus.testkit.OpSpec};
 * every {@link dev.gradus.testkit.Law} is then a property of its own in the test report:
 *
 * <pre>{@code
 * class SoftplusProperties implements OpContract {
 *     @Override
 *     public OpSpec spec() {
 *         return OpSpec.unary(Softplus::new)
 *                 .input("x", anyShape(), Values.any())
 *                 .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0));
 *     }
 * }
 * }</pre>
 *
 * <p>How to specify an op:
 *
 * <ul>
 *   <li>Shapes: {@code dims("n", "k")} and {@code dims("k", "m")} share k; {@code dims("n", "3")} has a fixed size; {@code
 *       dims("n", "*")} has n followed by any axes, {@code anyShape()} is {@code dims("*")}, and {@code broadcastable()}
 *       broadcasts with the other such inputs. {@code .size("k", 1, 6)} bounds a symbol; use {@code
 *       .size("k", 1, 4)} for an op that refuses empty axes.
 *   <li>Numbers: {@link dev.gradus.testkit.Values}, the documented domain. {@code Values.any().kinksAt(0)} for ReLU, {@code
 *       Values.positive()} for a logarithm, {@code Values.any().distinct()} for a maximum along an axis, {@code
 *       .apart("a", "b")} on the spec for the maximum of a and b, {@code Values.indicesOf("k")} for indices. Elements
 *       may depend on each other: {@code Values.any().symmetric()}, {@code Values.between(0, 1).rowsSumTo(1)}.
 *   <li>An input without derivative: {@code .inputWithoutDerivative("indices", dims("n"), Values.indicesOf("k"))}.
 *   <li>What is drawn besides the inputs, such as axes: {@link dev.gradus.testkit.OpSpec#drawing}.
 *   <li>The reference: {@code .reference(x -> …)} for one element of one or two inputs, {@code .referenceTensor(in -> …)}
 *       otherwise. Write it as simply as possible, with loops and {@code Math}, and never with the op's own code.
 *   <li>Shapes that must be refused: those that violate a shared symbol are tried automatically; {@code
 *       .refuses(Shape.of(2), Shape.of(2, 2))} adds others.
 *   <li>A law that does not apply: {@code .without(Law.SECOND_ORDER, "why")}.
 * </ul>
 *
 * <p>Every law has jqwik's number of tries, 1000 by default, except the few whose tries are expensive, and ten seconds for
 * them. A broken law is reported for the smallest case that breaks it, with the command that replays it: {@code mvn test
 * -Dtest=SoftplusProperties -Dgradus.law=GRADIENT -Dgradus.seed=…}. {@code -Dgradus.report=FILE} also writes all broken
 * laws to a file, as JSON.
 *
 * <p>{@link dev.gradus.testkit.GradusArbitraries} provides tensors, shapes and whole graphs for your own properties. If
 * your tests are in a module, open their package so that jqwik can call them.
 */
package dev.gradus.testkit;
