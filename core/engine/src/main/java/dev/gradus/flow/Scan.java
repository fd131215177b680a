package dev.gradus.flow;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The results of a loop in a graph. A step, written once, is repeated over an axis or a number of times and passes
 * carries from one step to the next.
 *
 * <pre>{@code
 * Scan rnn = Scan.over(x, 0).carry("h", h0).body((h, xt) -> xt.matMul(W).add(h.matMul(U)).tanh());
 * Node last = rnn.carry("h");  // of h0's shape
 * Node all = rnn.output("h");  // h after each step, along a new first axis
 * }</pre>
 *
 * <p>The step may use any node of the enclosing graph, such as W. Nodes that do not depend on the step are computed
 * once. A body with several carries, sequences or outputs is a function of the {@link ScanStep}:
 *
 * <pre>{@code
 * Scan.over("x", x, 0).carry("h", h0).carry("c", c0).steps(step -> {
 *     LstmCell.State s = cell.next(step.element("x"), new LstmCell.State(step.carry("h"), step.carry("c")));
 *     step.next("h", s.h()).next("c", s.c()).output("y", s.h().matMul(V));
 * });
 * }</pre>
 *
 * <p>In the graph, a scan is one op, a {@link Loop}, which is planned once for any number of steps. Its derivative is a
 * loop in reverse. The values equal those of the steps written out one after the other, bit for bit. So do the
 * gradients, if the sweep over such a graph visits the steps in sequence from the last one. Where a gradient has paths
 * through some steps only, the loop uses 0 for the others; the sign of a zero may then differ, and 0 · ∞ is NaN.
 *
 * <p>For sequences of different lengths, use the largest number of steps and keep the carries of those that have ended:
 * {@code step.index().less(lengths).where(hNew, h)}.
 */
public final class Scan {
    /** The name of the class whose results these are, for messages. */
    private final String kind;

    private final Loop loop;
    private final Map<String, Node> carries;
    private final Map<String, Node> outputs;

    Scan(String kind, Loop loop, Map<String, Node> carries, Map<String, Node> outputs) {
        this.kind = kind;
        this.loop = loop;
        this.carries = Collections.unmodifiableMap(new LinkedHashMap<>(carries));
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Scans over the slices along an axis, which the step does not have. The sequence has the node's name.
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
     * Scans over the slices along an axis, with a name for the sequence.
     *
     * @throws ShapeException if x has no such axis
     * @throws IllegalArgumentException if the axis has size 0
     */
    public static ScanBuilder over(String name, Node x, int axis) {
        return new ScanBuilder("Scan").over(name, x, axis);
    }

    /**
     * Repeats a step this number of times, without a sequence.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static ScanBuilder times(int steps) {
        return new ScanBuilder("Scan").times(steps);
    }

    /**
     * Returns the only carry, after the last step.
     *
     * @throws IllegalStateException if there is not exactly one
     */
    public Node carry() {
        return only("carry", carries);
    }

    /**
     * Returns a carry after the last step.
     *
     * @throws IllegalArgumentException if there is no such carry
     */
    public Node carry(String name) {
        return known("carry", carries, name);
    }

    /**
     * Returns the only output, of all steps along a new first axis.
     *
     * @throws IllegalStateException if there is not exactly one
     */
    public Node output() {
        return only("output", outputs);
    }

    /**
     * Returns an output of all steps, along a new first axis.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public Node output(String name) {
        return known("output", outputs, name);
    }

    /** Returns the op. With checkpoints, it is the loop over groups of steps. */
    public Loop loop() {
        return loop;
    }

    private Node only(String what, Map<String, Node> all) {
        if (all.size() != 1) {
            throw new IllegalStateException(kind + ": " + what + "() needs a name unless there is exactly one " + what
                    + ", but there are " + all.size() + ": " + all.keySet());
        }
        return all.values().iterator().next();
    }

    private Node known(String what, Map<String, Node> all, String name) {
        Node known = all.get(Objects.requireNonNull(name, "name"));
        if (known == null) {
            throw new IllegalArgumentException(
                    kind + ": there is no " + what + " named " + name + "; there are " + all.keySet());
        }
        return known;
    }

    /** Returns the equations of a step, one per line. */
    @Override
    public String toString() {
        return loop + "\n" + loop.body().toString().indent(4).stripTrailing();
    }
}
