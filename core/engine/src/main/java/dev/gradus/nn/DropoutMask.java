package dev.gradus.nn;

import dev.gradus.kernel.math.Bernoulli;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The mask of a {@link Dropout} in a training step: each element is 0 with probability p, otherwise 1.
 *
 * <p>The mask is a function of seed, step and position, computed by a counter-based generator (Philox4x32-10). The same seed
 * and step give the same mask on every machine, so a step can be repeated and its gradients checked numerically. Elements,
 * steps and seeds are independent of each other.
 *
 * <p>The step is an integer, so its gradient is zero.
 */
public final class DropoutMask extends Op {
    private final double p;
    private final long seed;

    /**
     * Creates the mask of this shape for a step.
     *
     * @param step an integer from 0 to 2³¹ − 2, checked when run
     * @param p the probability of 0, at least 0 and less than 1, with a resolution of 2⁻³²
     * @throws ShapeException if the step is not a single number
     * @throws IllegalArgumentException if p is out of range
     */
    public DropoutMask(Node step, Shape shape, double p, long seed) {
        super(Objects.requireNonNull(shape, "shape"), step, in -> new DropoutMask(in, shape, p, seed));
        if (step.shape().elements() != 1) {
            throw new ShapeException("DropoutMask: the step " + step.describe() + " must be a single number");
        }
        this.p = Dropout.checked(p);
        this.seed = seed;
    }

    /**
     * Draws the mask.
     *
     * @throws IndexValueException if the step is not an integer in range
     */
    @Override
    public void forward(double[][] in, double[] out) {
        IndexValueException.check(this, 0, in[0], Integer.MAX_VALUE);
        Bernoulli.failures(p, seed, (long) in[0][0], out);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(zero());
    }

    @Override
    public Record attributes() {
        return new Attributes(Arrays.stream(shape().sizes()).boxed().toList(), p, seed);
    }

    private record Attributes(List<Integer> sizes, double p, long seed) {}

    @Override
    public List<String> operands() {
        return List.of("step");
    }

    @Override
    public Notation notation() {
        return Notation.function("dropoutMask")
                .arguments(List.of("p " + NumpyFormat.number(p), "seed " + seed))
                .java(java());
    }

    private String java() {
        String sizes = Arrays.stream(shape().sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "new DropoutMask({0}, Shape.of(" + sizes + "), " + p + ", " + seed + "L)";
    }
}
