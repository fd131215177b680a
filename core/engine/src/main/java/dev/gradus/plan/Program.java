package dev.gradus.plan;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.kernel.KernelOp;
import dev.gradus.lower.Lowering;
import dev.gradus.node.Constant;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.TextbookForm;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The nodes of the forward and the backward pass as numbers, so that its optimizations are loops over arrays. One
 * may say that a node's value is another's, that it never changes, or that another computation gives it.
 */
public final class Program {
    /** A computation that replaces the op's own. */
    private record Computation(KernelOp op, int[] from) {}

    /** Results of an op that have arrays of their own: their places, and which results they are. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parts(int[] places, int[] numbers) {}

    private static final Parts NO_PARTS = new Parts(new int[0], new int[0]);

    private final TopologicalOrder nodes;
    private final int[] elements;
    private final int[] same;
    private final BitSet ops = new BitSet();
    private final BitSet otherwise = new BitSet();
    /** Each op's own computation, once asked for. */
    private final KernelOp[] lowered;

    private final Map<Integer, Computation> computations = new HashMap<>();

    /** How loops are computed. */
    private final Function<Loop, SeveralResults> loops;

    private final Map<Integer, Parts> parts = new HashMap<>();

    /** Given values, each with the op that may write over it. */
    private final Map<Integer, Integer> overwritten = new HashMap<>();

    /** The places of such results, which their op computes. */
    private final BitSet separated = new BitSet();

    private final BitSet constant = new BitSet();
    private final BitSet results = new BitSet();
    private final int forward;
    private int largest;

    /**
     * @param nodes those of the forward pass before those of the backward pass alone
     * @param forward how many belong to the forward pass
     * @param results the nodes whose values somebody reads
     * @param loops how loops are computed
     */
    public Program(
            TopologicalOrder nodes, int forward, Collection<Node> results, Function<Loop, SeveralResults> loops) {
        this.nodes = nodes;
        this.loops = loops;
        this.forward = forward;
        this.elements = new int[nodes.size()];
        this.same = new int[nodes.size()];
        this.lowered = new KernelOp[nodes.size()];
        for (int place = 0; place < nodes.size(); place++) {
            Node node = nodes.get(place);
            elements[place] = node.shape().elements();
            largest = Math.max(largest, elements[place]);
            same[place] = place;
            ops.set(place, node instanceof Op);
            constant.set(place, node instanceof Constant);
        }
        for (Node node : results) {
            this.results.set(place(node));
        }
    }

    public int size() {
        return nodes.size();
    }

    /** How many nodes are of the forward pass; they come first. */
    public int forward() {
        return forward;
    }

    public boolean isForward(int place) {
        return place < forward;
    }

    public boolean contains(Node node) {
        return nodes.contains(node);
    }

    int place(Node node) {
        return nodes.indexOf(node);
    }

    /** The dependence that the op states. A user's op, which might be wrong, may depend on anything. */
    public Dependence dependence(int place) {
        return nodes.get(place) instanceof Op op && op.isBuiltIn() ? op.dependence() : Dependence.ANY;
    }

    public Node node(int place) {
        return nodes.get(place);
    }

    public int elements(int place) {
        return elements[place];
    }

    /** The number of elements of the largest value. */
    public int largest() {
        return largest;
    }

    public int inputs(int place) {
        return nodes.inputs(place);
    }

    /** Where the value of an op's input comes from. */
    public int input(int place, int index) {
        return source(otherwise.get(place) ? otherwise(place).from[index] : nodes.input(place, index));
    }

    /** Whether an optimization gave the op's input another shape, as leaving out a reshape does. */
    boolean isReshaped(int place, int index) {
        return !nodes.get(nodes.input(place, index))
                .shape()
                .equals(nodes.get(input(place, index)).shape());
    }

    /** The node that holds this one's value: itself, unless an optimization found another. */
    int source(int place) {
        return same[place];
    }

    /** Whether the node is an op that, as far as is known, must be computed. */
    public boolean isComputed(int place) {
        return ops.get(place) && same[place] == place && !constant.get(place);
    }

    /** Whether the node is an input or a parameter, whose value others write. */
    boolean isGiven(int place) {
        return !ops.get(place) && !constant.get(place);
    }

    /** Whether the value never changes. */
    boolean isConstant(int place) {
        return constant.get(place);
    }

    public boolean isResult(int place) {
        return results.get(place);
    }

    /** The computation of an op from its {@linkplain #input inputs}. */
    public KernelOp computation(int place) {
        if (otherwise.get(place)) {
            return otherwise(place).op;
        }
        if (lowered[place] == null) {
            lowered[place] = lowered((Op) nodes.get(place));
        }
        return lowered[place];
    }

    private KernelOp lowered(Op op) {
        if (op instanceof Solution solution) {
            return new PlannedSolution(solution, loops.apply(solution.step()));
        }
        return op instanceof Loop loop ? loops.apply(loop) : Lowering.of(op);
    }

    /** Replaces an op's computation by one from other nodes, which come before it. */
    void computeBy(int place, KernelOp computation, int... from) {
        otherwise.set(place);
        computations.put(place, new Computation(computation, from));
    }

    /** Makes an op write results, each into the array of a part that reads it, instead of one value of all. */
    void separate(int place, int[] places, int[] numbers) {
        parts.put(place, new Parts(places, numbers));
        for (int part : places) {
            separated.set(part);
        }
        elements[place] = 0;
    }

    /** Lets the last op that reads a given value write its own over it, if that op computes the value that comes next. */
    public void overwrite(Node given, Node next) {
        if (nodes.contains(given)) {
            overwritten.put(place(given), source(place(next)));
        }
    }

    /** Whether an op may write over this value that is given to the program. */
    boolean mayOverwrite(int given, int op) {
        return overwritten.getOrDefault(given, -1) == op;
    }

    /** The places of the results that an op writes into arrays of their own; none if it has one value. */
    public int[] parts(int place) {
        return parts.getOrDefault(place, NO_PARTS).places;
    }

    /** Which of the op's results those are. */
    public int[] numbers(int place) {
        return parts.getOrDefault(place, NO_PARTS).numbers;
    }

    /** Whether the value is a result that another op writes. */
    public boolean isSeparated(int place) {
        return separated.get(place);
    }

    private Computation otherwise(int place) {
        return Objects.requireNonNull(computations.get(place));
    }

    /** Gives a {@link TextbookForm} the value of its computed form, so that no plan computes the written one. */
    public void leaveOutWrittenForm(int place) {
        if (nodes.get(place) instanceof TextbookForm) {
            replace(place, input(place, 0));
        }
    }

    void fold(int place) {
        constant.set(place);
    }

    /**
     * Replaces a node's value by that of an earlier one.
     *
     * @return whether that is allowed: a result may not be an array that others write, such as an input's or a
     * parameter's
     */
    boolean replace(int place, int by) {
        int source = source(by);
        if (results.get(place) && isGiven(source)) {
            return false;
        }
        same[place] = source;
        if (results.get(place)) {
            results.set(source);
        }
        return true;
    }

    /** The ops that the results need, in order. */
    public BitSet needed() {
        BitSet needed = new BitSet();
        BitSet computed = new BitSet();
        for (int place = size() - 1; place >= 0; place--) {
            if (results.get(place)) {
                needed.set(source(place));
            }
            if (needed.get(place) && isComputed(place)) {
                computed.set(place);
                for (int i = 0; i < inputs(place); i++) {
                    needed.set(input(place, i));
                }
            }
        }
        return computed;
    }
}
