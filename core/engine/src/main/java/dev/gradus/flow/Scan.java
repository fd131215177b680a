package dev.gradus.flow;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The results of a loop in a graph: a step, written once, that is repeated over an axis or a number of times, and hands
 * carries from one step to the next.
 *
 * <pre>{@code
 * Scan rnn = Scan.over(x, 0).carry("h", h0).body((h, xt) -> xt.matMul(W).add(h.matMul(U)).tanh());
 * Node last = rnn.carry("h");  // of h0's shape
 * Node all = rnn.output("h");  // h after each step, along a new first axis
 * }</pre>
 *
 * <p>The step may use any node of outside, such as W. What does not depend on the step is computed once. A body of several
 * carries, sequences or outputs is a function of the {@link ScanStep}:
 *
 * <pre>{@code
 * Scan.over("x", x, 0).carry("h", h0).carry("c", c0).steps(step -> {
 *     LstmCell.State s = cell.next(step.element("x"), new LstmCell.State(step.carry("h"), step.carry("c")));
 *     step.next("h", s.h()).next("c", s.c()).output("y", s.h().matMul(V));
 * });
 * }</pre>
 *
 * <p>In the graph it is one op, a {@link Loop}, planned once whatever the number of steps. Differentiated, it is a loop in
 * reverse. The numbers are those of the steps written out one after the other, bit for bit; so are gradients if such a
 * graph's sweep meets the steps one after the other, the last one first. Where a gradient has paths through some steps
 * only, the loop takes 0 for the others; the sign of a zero may differ, and 0 · ∞ is NaN.
 *
 * <p>For sequences of several lengths take the largest number of steps and keep the carries of those that have ended:
 * {@code step.index().less(lengths).where(hNew, h)}.
 */
public final class Scan {
    private final Loop loop;
    private final Map<String, Node> carries;
    private final Map<String, Node> outputs;

    Scan(Loop loop, Map<String, Node> carries, Map<String, Node> outputs) {
        this.loop = loop;
        this.carries = Collections.unmodifiableMap(new LinkedHashMap<>(carries));
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * A scan over what lies at each index of an axis, which the step does not have. The sequence has the node's name.
     *
     * @param axis a negative one counts from the end
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if the axis has size 0
     */
    public static ScanBuilder over(Node x, int axis) {
        Objects.requireNonNull(x, "x");
        return over(x.isNamed() ? x.label() : "x", x, axis);
    }

    /**
     * The same with a name for the sequence.
     *
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if the axis has size 0
     */
    public static ScanBuilder over(String name, Node x, int axis) {
        return new ScanBuilder().over(name, x, axis);
    }

    /**
     * A scan of this number of steps over nothing.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public static ScanBuilder times(int steps) {
        return new ScanBuilder().times(steps);
    }

    /**
     * The one carry after the last step.
     *
     * @throws IllegalStateException if there is not just one
     */
    public Node carry() {
        return only("carry", carries);
    }

    /**
     * A carry after the last step.
     *
     * @throws IllegalArgumentException if there is no such carry
     */
    public Node carry(String name) {
        return known("carry", carries, name);
    }

    /**
     * The one output of all steps, along a new first axis.
     *
     * @throws IllegalStateException if there is not just one
     */
    public Node output() {
        return only("output", outputs);
    }

    /**
     * An output of all steps, along a new first axis.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public Node output(String name) {
        return known("output", outputs, name);
    }

    /** The op. With checkpoints it is the loop over groups of steps. */
    public Loop loop() {
        return loop;
    }

    private static Node only(String what, Map<String, Node> all) {
        if (all.size() != 1) {
            throw new IllegalStateException(
                    "Scan: there is not one " + what + " but " + all.size() + ": " + all.keySet() + "; name it");
        }
        return all.values().iterator().next();
    }

    private static Node known(String what, Map<String, Node> all, String name) {
        Node known = all.get(Objects.requireNonNull(name, "name"));
        if (known == null) {
            throw new IllegalArgumentException(
                    "Scan: there is no " + what + " named " + name + "; there are " + all.keySet());
        }
        return known;
    }

    /** One equation per line of a step. */
    @Override
    public String toString() {
        return loop + "\n" + loop.body().toString().indent(4).stripTrailing();
    }
}
