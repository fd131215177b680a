/**
 * Seeded random numbers: the same seed gives the same bits on any JVM and any CPU.
 *
 * <ul>
 *   <li>{@link dev.gradus.random.NumpyRandom} draws the numbers that NumPy draws after {@code np.random.seed(n)}. Use it to
 *       reproduce a lesson or a paper digit for digit.
 *   <li>{@link dev.gradus.random.RandomTensors} fills tensors from any generator of the JDK.
 * </ul>
 *
 * <p>{@code NumpyRandom} is itself a {@link java.util.random.RandomGenerator}, the type through which the rest of Gradus
 * takes its random numbers. There is no global generator: create one, pass it on, and use it in one thread at a time.
 */
package dev.gradus.random;
