package dev.gradus.flow;

import dev.gradus.node.Node;

/**
 * The results of a loop whose number of steps depends on the data: as long as a condition holds, a step computes the
 * next carries from the current ones.
 *
 * <pre>{@code
 * While newton = While.carry("x", a).body(
 *         x -> x.square().subtract(a).abs().greater(a.multiply(1e-12)), // as long as x² differs from a,
 *         x -> x.add(a.divide(x)).multiply(0.5));                       // replace x by the mean of x and a / x
 * Node root = newton.carry();
 * Node steps = newton.steps();
 * }</pre>
 *
 * <p>The condition is computed before each step, so there may be no step at all. It is a number of rank 0 that is 1 or
 * 0, such as a comparison. The condition and the step may use any node of the enclosing graph, such as a. A loop with
 * several carries is two functions of the {@link ScanStep}:
 *
 * <pre>{@code
 * While.carry("x", x).carry("power", x).steps(
 *         step -> step.carry("power").norm().greater(1e-9),
 *         step -> step.next("power", step.carry("power").matMul(A))
 *                 .next("x", step.carry("x").add(step.carry("power"))));
 * }</pre>
 *
 * <p>If the condition still holds after the {@linkplain WhileBuilder#most maximum number of steps}, a run throws a
 * {@link StepLimitException}. The carries before each step are kept for the backward pass, in arrays for the maximum
 * number of steps.
 *
 * <p>In the graph, it is one op, a {@link Loop}. Values and gradients equal those of the same number of steps written
 * out one after the other, bit for bit except for signs of zeros. The derivative is that of the steps that were made:
 * the number of steps is locally constant, and the condition has no gradient.
 */
public final class While {
    private final Scan scan;
    private final Node steps;

    While(Scan scan) {
        this.scan = scan;
        this.steps = scan.loop().count();
    }

    /**
     * Begins a loop with a value that is passed from each step to the next.
     *
     * @param start its value before the first step
     */
    public static WhileBuilder carry(String name, Node start) {
        return new WhileBuilder().carry(name, start);
    }

    /**
     * Returns the only carry, after the last step.
     *
     * @throws IllegalStateException if there is not exactly one
     */
    public Node carry() {
        return scan.carry();
    }

    /**
     * Returns a carry after the last step.
     *
     * @throws IllegalArgumentException if there is no such carry
     */
    public Node carry(String name) {
        return scan.carry(name);
    }

    /**
     * Returns an output of all steps, along a new first axis. Its size is the maximum number of steps, and the rows of
     * steps that were not made are 0.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public Node output(String name) {
        return scan.output(name);
    }

    /** Returns the number of steps that were made, of rank 0. */
    public Node steps() {
        return steps;
    }

    /** Returns the op. */
    public Loop loop() {
        return scan.loop();
    }

    /** Returns the equations of a step, one per line. */
    @Override
    public String toString() {
        return scan.toString();
    }
}
