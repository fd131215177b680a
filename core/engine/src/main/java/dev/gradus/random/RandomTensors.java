package dev.gradus.random;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random tensors from any generator of the JDK, filled in row-major order.
 *
 * <p>A seeded generator gives the same tensors on any JVM: they are made from its {@link RandomGenerator#nextDouble()},
 * which each algorithm of the JDK fixes, by operations that round alike on every JVM. {@link
 * RandomGenerator#nextGaussian()} is not used, since the JDK may compute it as it likes.
 */
public final class RandomTensors {
    private RandomTensors() {}

    /**
     * A tensor with elements uniform in [low, high): low + (high − low) u, where u is a {@code nextDouble()}. Rounding
     * can make an element high.
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
     * A tensor with elements normal with this mean and this standard deviation, by Marsaglia's polar method. It makes
     * two numbers at a time; of an odd number of elements the last one's sibling is dropped, so that the tensor depends
     * on the generator's uniforms alone. A normal that the generator itself keeps, as {@link NumpyRandom} does, stays
     * there.
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
