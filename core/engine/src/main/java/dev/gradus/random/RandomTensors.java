package dev.gradus.random;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Creates random tensors from any generator of the JDK, filled in row-major order.
 *
 * <p>A seeded generator gives the same tensors on any JVM: they are computed from its {@link RandomGenerator#nextDouble()},
 * which the JDK specifies for each algorithm, by operations that round identically on every JVM. {@link
 * RandomGenerator#nextGaussian()} is not used, because its algorithm is not specified.
 */
public final class RandomTensors {
    private RandomTensors() {}

    /**
     * Creates a tensor with elements uniform in [low, high): low + (high − low) u, where u is a {@code nextDouble()}.
     * Rounding may produce high itself.
     *
     * @throws IllegalArgumentException if a bound or high − low is not finite, or high ≤ low
     */
    public static Tensor uniform(RandomGenerator generator, double low, double high, Shape shape) {
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(shape, "shape");
        UniformDistribution distribution = new UniformDistribution(low, high);
        return Tensor.generate(shape, i -> distribution.at(generator.nextDouble()));
    }

    /**
     * Creates a tensor with elements normal with this mean and this standard deviation, by Marsaglia's polar method. The
     * method produces pairs; for an odd number of elements the last number is discarded, so that the tensor depends only on
     * the generator's uniforms. A normal number that the generator itself keeps, as {@link NumpyRandom} does, is not used.
     *
     * @throws IllegalArgumentException if mean or stddev is not finite or stddev is negative
     */
    public static Tensor normal(RandomGenerator generator, double mean, double stddev, Shape shape) {
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(shape, "shape");
        NormalDistribution distribution = new NormalDistribution(mean, stddev);
        PolarMethod polarMethod = new PolarMethod(generator::nextDouble);
        return Tensor.generate(shape, i -> distribution.at(polarMethod.next()));
    }
}
