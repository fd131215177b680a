package dev.gradus.nn;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.LeakyRelu;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Relu;
import dev.gradus.node.ShapeException;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.Softmax;
import dev.gradus.node.Softplus;
import java.util.List;
import java.util.Objects;

/**
 * Activation functions. The hyperbolic tangent is {@link Functions#tanh}.
 *
 * <p>Names, formulas and, unless noted otherwise, slopes at kinks are PyTorch's. A smooth function has the correct slope
 * everywhere.
 */
public final class Activations {
    /** α and λ for which outputs keep mean 0 and variance 1, from Klambauer et al. */
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private Activations() {}

    /** 1 / (1 + e⁻ˣ). See {@link Sigmoid}. */
    public static Node sigmoid(Node x) {
        return x.sigmoid();
    }

    /** x where it is positive, otherwise 0. See {@link Relu}. */
    public static Node relu(Node x) {
        return x.relu();
    }

    /** ln(1 + eˣ), a smooth relu. See {@link Softplus}. */
    public static Node softplus(Node x) {
        return x.softplus();
    }

    /** x where it is positive, otherwise slope · x. See {@link LeakyRelu}. */
    public static Node leakyRelu(Node x, double slope) {
        return x.leakyRelu(slope);
    }

    // Over an axis

    /**
     * {@code eˣ / Σ eˣ}. See {@link Softmax}.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public static Node softmax(Node x, int axis) {
        return x.softmax(axis);
    }

    /**
     * {@code x − ln Σ eˣ}. See {@link LogSoftmax}.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public static Node logSoftmax(Node x, int axis) {
        return x.logSoftmax(axis);
    }

    /**
     * Returns a differentiable sample of classes, softmax((z + noise) / τ) along an axis (Jang, Gu and Poole, "Categorical
     * reparameterization with Gumbel-softmax", ICLR 2017).
     *
     * @param noise of z's shape, −ln(−ln u) for numbers u between 0 and 1
     * @param temperature τ, positive; the lower it is, the closer the result is to a single class
     * @throws ShapeException if z has no such axis or no elements along it, or the noise has another shape
     * @throws IllegalArgumentException if the temperature is not positive
     */
    public static Node gumbelSoftmax(Node z, Node noise, double temperature, int axis) {
        Objects.requireNonNull(noise, "noise");
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "gumbelSoftmax: the temperature must be positive, such as 1, not " + temperature);
        }
        if (!noise.shape().equals(z.shape())) {
            throw new ShapeException(
                    "gumbelSoftmax: the noise " + noise.describe() + " must have the shape of " + z.describe());
        }
        return z.add(noise).divide(temperature).softmax(axis);
    }

    /**
     * Returns the softmax of −x, which gives the smallest element the largest value.
     *
     * @throws ShapeException if x has no such axis, or no elements along it
     */
    public static Node softmin(Node x, int axis) {
        return x.negate().softmax(axis);
    }

    /**
     * Returns the gated linear unit a ∗ σ(b), where a and b are the first and the second half of x along an axis (Dauphin,
     * Fan, Auli and Grangier, "Language modeling with gated convolutional networks", ICML 2017).
     *
     * @throws ShapeException if x has no such axis, or its size is odd
     */
    public static Node glu(Node x, int axis) {
        List<Node> halves = Moves.chunk(x, axis, 2);
        return halves.get(0).multiply(halves.get(1).sigmoid());
    }

    // Smooth

    /** ln σ(x) = −softplus(−x), which is precise even where σ(x) rounds to 0 or 1. */
    public static Node logSigmoid(Node x) {
        return x.negate().softplus().negate();
    }

    /** x ∗ σ(x), also called swish (Ramachandran, Zoph and Le, "Searching for activation functions", 2017). */
    public static Node silu(Node x) {
        return x.multiply(x.sigmoid());
    }

    /** x ∗ tanh(softplus(x)) (Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020). */
    public static Node mish(Node x) {
        return x.multiply(x.softplus().tanh());
    }

    /**
     * x ∗ Φ(x), where Φ is the {@link Functions#normalCdf normal distribution} (Hendrycks and Gimpel, "Gaussian error linear
     * units", 2016).
     */
    public static Node gelu(Node x) {
        return x.multiply(Functions.normalCdf(x));
    }

    /**
     * An approximation of {@link #gelu} with σ(√(8/π) (x + 0.044715 x³)) in place of Φ(x), from which it differs by less
     * than 0.0005. This equals the well-known form ½ (1 + tanh(√(2/π) (x + 0.044715 x³))), without its cancellation. Beyond
     * ±100, where σ rounds to 0 or 1, its argument is limited so that the cube never overflows.
     */
    public static Node geluTanh(Node x) {
        Node near = x.clip(-100, 100);
        Node cubic = near.add(near.square().multiply(near).multiply(0.044715));
        return x.multiply(cubic.multiply(Math.sqrt(8 / Math.PI)).sigmoid());
    }

    /** x − tanh x. See {@link Tanhshrink}. */
    public static Node tanhshrink(Node x) {
        return new Tanhshrink(x);
    }

    /** x / (1 + |x|). See {@link Softsign}. */
    public static Node softsign(Node x) {
        return new Softsign(x);
    }

    // With a bend at 0

    /** x where x &gt; 0, otherwise α (eˣ − 1). See {@link Elu}. */
    public static Node elu(Node x, double alpha) {
        return new Elu(x, alpha, 1);
    }

    /** x where x &gt; 0, otherwise α (e^(x/α) − 1), whose slope is 1 on both sides of 0. See {@link Elu}. */
    public static Node celu(Node x, double alpha) {
        return new Elu(x, alpha, alpha);
    }

    /**
     * λ elu(x) with α = 1.6733 and λ = 1.0507, which preserve mean 0 and variance 1 from layer to layer (Klambauer,
     * Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017). The slope at x = 0 is αλ.
     */
    public static Node selu(Node x) {
        return elu(x, SELU_ALPHA).multiply(SELU_SCALE);
    }

    /**
     * x where x &gt; 0, otherwise slope ∗ x with a learned slope: a number, or a node that broadcasts to x. The slope at x =
     * 0 is that of the negative half.
     *
     * @throws ShapeException if the shapes do not broadcast
     */
    public static Node prelu(Node x, Node slope) {
        return x.greater(0).where(x, x.multiply(Objects.requireNonNull(slope, "slope")));
    }

    // Piecewise linear

    /** x where x &gt; threshold, otherwise the value. The slope at the threshold is 0. */
    public static Node threshold(Node x, double threshold, double value) {
        return x.greater(threshold).where(x, Constant.of(value));
    }

    /** x clamped to [0, 6]. The slope at the bounds is 0. */
    public static Node relu6(Node x) {
        return x.clip(0, 6);
    }

    /** x clamped to [−1, 1]. The slope at the bounds is 0. */
    public static Node hardTanh(Node x) {
        return x.clip(-1, 1);
    }

    /** (x + 3) / 6 clamped to [0, 1]. The slope at ±3 is 0. */
    public static Node hardSigmoid(Node x) {
        Objects.requireNonNull(x, "x");
        return relu6(x.add(3)).divide(6);
    }

    /** x ∗ hardSigmoid(x). The slope at the kinks is that of the factor x alone: 0 at −3, 1 at 3. */
    public static Node hardSwish(Node x) {
        return x.multiply(hardSigmoid(x));
    }

    /**
     * x moved towards 0 by a distance, or 0 if x is closer to 0 than that. The slope at ±distance is 0.
     *
     * @throws IllegalArgumentException if the distance is negative or NaN
     */
    public static Node softShrink(Node x, double distance) {
        Node moved = x.subtract(x.sign().multiply(checked("softShrink", distance)));
        return x.abs().greater(distance).where(moved, Constant.of(0));
    }

    /**
     * x, or 0 if x is at most a distance from 0. The slope at ±distance is 0.
     *
     * @throws IllegalArgumentException if the distance is negative or NaN
     */
    public static Node hardShrink(Node x, double distance) {
        return x.abs().greater(checked("hardShrink", distance)).where(x, Constant.of(0));
    }

    private static double checked(String function, double distance) {
        if (!(distance >= 0)) {
            throw new IllegalArgumentException(
                    function + ": the distance must be 0 or more, such as 0.5, not " + distance);
        }
        return distance;
    }
}
