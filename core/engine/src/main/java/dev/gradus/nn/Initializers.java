package dev.gradus.nn;

import dev.gradus.random.RandomTensors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random initial weights of shape (n_in, n_out), with mean 0 and a variance that prevents signals from growing or vanishing
 * from layer to layer. The same generator gives the same weights on any JVM; see {@link RandomTensors}.
 *
 * <p>Xavier Glorot's variance, 2 / (n_in + n_out), is meant for layers followed by a function like tanh (Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010). Kaiming He's, 2 / n_in, is
 * meant for layers followed by relu, which halves the signal (He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV
 * 2015). PyTorch calls them {@code xavier_uniform_}, {@code xavier_normal_}, {@code kaiming_uniform_} and {@code
 * kaiming_normal_} and stores weights as (n_out, n_in). Keras truncates its {@code GlorotNormal} and {@code HeNormal} at two
 * standard deviations; these are not truncated.
 */
public final class Initializers {
    private Initializers() {}

    /**
     * Draws from the uniform distribution between ±√(6 / (n_in + n_out)).
     *
     * @throws IllegalArgumentException if the shape is not (n_in, n_out)
     */
    public static Tensor xavierUniform(RandomGenerator generator, Shape shape) {
        return uniform(generator, Math.sqrt(6 / fans("xavierUniform", shape)), shape);
    }

    /**
     * Draws from the normal distribution with standard deviation √(2 / (n_in + n_out)).
     *
     * @throws IllegalArgumentException if the shape is not (n_in, n_out)
     */
    public static Tensor xavierNormal(RandomGenerator generator, Shape shape) {
        return normal(generator, Math.sqrt(2 / fans("xavierNormal", shape)), shape);
    }

    /**
     * Draws from the uniform distribution between ±√(6 / n_in).
     *
     * @throws IllegalArgumentException if the shape is not (n_in, n_out)
     */
    public static Tensor heUniform(RandomGenerator generator, Shape shape) {
        return uniform(generator, Math.sqrt(6 / fanIn("heUniform", shape)), shape);
    }

    /**
     * Draws from the normal distribution with standard deviation √(2 / n_in).
     *
     * @throws IllegalArgumentException if the shape is not (n_in, n_out)
     */
    public static Tensor heNormal(RandomGenerator generator, Shape shape) {
        return normal(generator, Math.sqrt(2 / fanIn("heNormal", shape)), shape);
    }

    private static double fanIn(String initializer, Shape shape) {
        Objects.requireNonNull(shape, "shape");
        if (shape.rank() != 2) {
            throw new IllegalArgumentException(
                    initializer + ": weights must have the shape (n_in, n_out), but the shape is " + shape);
        }
        return shape.size(0);
    }

    private static double fans(String initializer, Shape shape) {
        return fanIn(initializer, shape) + shape.size(1);
    }

    /** A layer without inputs or outputs has no weights, and may have no finite limit for them. */
    private static Tensor uniform(RandomGenerator generator, double limit, Shape shape) {
        Objects.requireNonNull(generator, "generator");
        return shape.elements() == 0 ? Tensor.zeros(shape) : RandomTensors.uniform(generator, -limit, limit, shape);
    }

    private static Tensor normal(RandomGenerator generator, double deviation, Shape shape) {
        Objects.requireNonNull(generator, "generator");
        return shape.elements() == 0 ? Tensor.zeros(shape) : RandomTensors.normal(generator, 0, deviation, shape);
    }
}
