package dev.gradus.hipparchus;

import dev.gradus.hipparchus.Recorded.Rule;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.hipparchus.Field;

/**
 * The operations of one computation, recorded for backward passes. It is the field of the elements that it records:
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * Taped x = tape.variable(3), y = tape.variable(2);
 * Taped J = x.multiply(y).add(x.sin()); // or whatever is written for elements of a field
 * double[] gradient = J.gradient();     // with respect to x and y
 * }</pre>
 *
 * <p>Comparisons and {@code getReal()} choose a path through a program, and the gradient is the gradient of this path. Record each
 * computation on a new tape. Not thread-safe: use a tape for each thread.
 */
public final class Tape implements Field<Taped> {
    /** The index of a number that does not depend on a variable. */
    static final int CONSTANT = -1;

    private static final int PAGE = 4096;
    /** What an operation takes on the tape and in a backward pass. */
    private static final int BYTES = 40;

    private static final byte VARIABLE = -1;

    private final List<Page> pages = new ArrayList<>();
    private final List<Integer> variables = new ArrayList<>();
    private final int most;
    private int size;

    /** A part of the tape: the function, operands and value of each operation. */
    private static final class Page {
        final byte[] function = new byte[PAGE];
        final int[] a = new int[PAGE];
        final int[] b = new int[PAGE];
        /** The operand that is a constant, if one is. */
        final double[] constant = new double[PAGE];

        final double[] value = new double[PAGE];
    }

    /** A tape that may take half of the memory of this JVM. */
    public Tape() {
        this((int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2 / BYTES));
    }

    /**
     * A tape for a limited number of operations. An operation takes 40 bytes.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Tape(int mostOperations) {
        if (mostOperations < 1) {
            throw new IllegalArgumentException("mostOperations must be at least 1, but is " + mostOperations);
        }
        this.most = mostOperations;
    }

    /** Records a variable. */
    public Taped variable(double value) {
        variables.add(size);
        return new Taped(this, record(VARIABLE, CONSTANT, CONSTANT, 0, value), value);
    }

    /** Records several variables. */
    public Taped[] variables(double... values) {
        return Arrays.stream(values).mapToObj(this::variable).toArray(Taped[]::new);
    }

    /** A number that does not depend on a variable. */
    public Taped constant(double value) {
        return new Taped(this, CONSTANT, value);
    }

    /** The number of operations and variables recorded so far. */
    public int size() {
        return size;
    }

    @Override
    public Taped getZero() {
        return constant(0);
    }

    @Override
    public Taped getOne() {
        return constant(1);
    }

    @Override
    public Class<Taped> getRuntimeClass() {
        return Taped.class;
    }

    /** Records a function of one or two elements; b is ignored if there is one. */
    Taped record(Recorded function, Taped a, Taped b, double value) {
        check(a);
        check(b);
        if (a.index() == CONSTANT && b.index() == CONSTANT) {
            return constant(value);
        }
        double constant = a.index() == CONSTANT ? a.getReal() : b.getReal();
        return new Taped(this, record((byte) function.ordinal(), a.index(), b.index(), constant, value), value);
    }

    private void check(Taped operand) {
        if (operand.getField() != this) {
            throw new IllegalArgumentException("an operand with the value " + operand.getReal()
                    + " is on another tape; create all variables of a computation with one tape");
        }
    }

    private int record(byte function, int a, int b, double constant, double value) {
        if (size == most) {
            throw new IllegalStateException("the tape is full: it has recorded " + size
                    + " operations, which take 40 bytes each; give the JVM more memory (-Xmx) or the tape a larger limit"
                    + " (new Tape(mostOperations)), or take fewer steps");
        }
        int at = size % PAGE;
        if (at == 0) {
            pages.add(new Page());
        }
        Page page = pages.get(size / PAGE);
        page.function[at] = function;
        page.a[at] = a;
        page.b[at] = b;
        page.constant[at] = constant;
        page.value[at] = value;
        return size++;
    }

    private double operand(int index, double constant) {
        return index == CONSTANT ? constant : pages.get(index / PAGE).value[index % PAGE];
    }

    /** The derivatives of an element with respect to all variables, by one pass backward over the tape. */
    double[] gradient(int of) {
        double[] adjoint = new double[of + 1];
        BitSet reached = new BitSet(of + 1);
        if (of != CONSTANT) {
            adjoint[of] = 1;
            reached.set(of);
        }
        Sweep sweep = new Sweep(adjoint, reached);
        for (int page = of / PAGE; page >= 0 && of >= 0; page--) {
            sweep.page(page);
        }
        return variables.stream()
                .mapToDouble(variable -> variable > of ? 0 : adjoint[variable])
                .toArray();
    }

    /** Accumulates adjoints page by page. The partial derivatives of all uses of a function on a page are computed together. */
    private final class Sweep {
        private final double[] adjoint;
        private final BitSet reached;
        private final double[][] partials = new double[2][PAGE];
        private final int[] indices = new int[PAGE];
        private final double[][] operands = new double[2][Recorded.BLOCK];
        private final double[][] slopes = new double[2][Recorded.BLOCK];

        Sweep(double[] adjoint, BitSet reached) {
            this.adjoint = adjoint;
            this.reached = reached;
        }

        void page(int number) {
            Page page = pages.get(number);
            int start = number * PAGE;
            int end = Math.min(PAGE, adjoint.length - start);
            int[] counts = new int[Recorded.count()];
            for (int i = end - 1; i >= 0; i--) {
                if (reached.get(start + i) && page.function[i] != VARIABLE) {
                    counts[page.function[i]]++;
                    reach(page.a[i]);
                    reach(page.b[i]);
                }
            }
            for (int function = 0; function < counts.length; function++) {
                if (counts[function] > 0) {
                    differentiate(page, start, end, function);
                }
            }
            for (int i = end - 1; i >= 0; i--) {
                if (adjoint[start + i] != 0 && page.function[i] != VARIABLE) {
                    add(page.a[i], adjoint[start + i] * partials[0][i]);
                    add(page.b[i], adjoint[start + i] * partials[1][i]);
                }
            }
        }

        private void reach(int operand) {
            if (operand != CONSTANT) {
                reached.set(operand);
            }
        }

        private void add(int operand, double contribution) {
            if (operand != CONSTANT) {
                adjoint[operand] += contribution;
            }
        }

        private void differentiate(Page page, int start, int end, int function) {
            int count = 0;
            for (int i = 0; i < end; i++) {
                if (page.function[i] == function && reached.get(start + i)) {
                    indices[count++] = i;
                }
            }
            Rule rule = Recorded.at(function).rule();
            for (int first = 0; first < count; first += Recorded.BLOCK) {
                int length = Math.min(Recorded.BLOCK, count - first);
                for (int i = 0; i < length; i++) {
                    int at = indices[first + i];
                    operands[0][i] = operand(page.a[at], page.constant[at]);
                    operands[1][i] = operand(page.b[at], page.constant[at]);
                }
                rule.compute(operands, slopes);
                for (int i = 0; i < length; i++) {
                    partials[0][indices[first + i]] = slopes[0][i];
                    partials[1][indices[first + i]] = slopes[1][i];
                }
            }
            Recorded.at(function).release(rule);
        }
    }

    /** The recorded computation as a graph on nodes. */
    Node on(int of, List<? extends Node> nodes) {
        if (Objects.requireNonNull(nodes, "nodes").size() != variables.size()) {
            throw new IllegalArgumentException(
                    "on: the tape has " + variables.size() + " variables, but " + nodes.size() + " nodes were given");
        }
        Node[] made = new Node[of + 1];
        for (int variable = 0; variable < nodes.size() && variables.get(variable) <= of; variable++) {
            made[variables.get(variable)] = nodes.get(variable);
        }
        for (int i = 0; i <= of; i++) {
            Page page = pages.get(i / PAGE);
            int at = i % PAGE;
            if (page.function[at] != VARIABLE) {
                made[i] = Recorded.at(page.function[at])
                        .node(node(page.a[at], page.constant[at], made), node(page.b[at], page.constant[at], made));
            }
        }
        return made[of];
    }

    private static Node node(int operand, double constant, Node[] made) {
        return operand == CONSTANT ? Constant.of(constant) : made[operand];
    }
}
