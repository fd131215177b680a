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
    private record Substitute(KernelOp op, int[] from) {}

    /** Results of an op that have arrays of their own: their indices, and which results they are. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record LoopResults(int[] indices, int[] numbers) {}

    private static final LoopResults NO_RESULTS = new LoopResults(new int[0], new int[0]);

    private final TopologicalOrder nodes;
    private final int[] elements;
    private final int[] sources;
    private final BitSet ops = new BitSet();
    private final BitSet substituted = new BitSet();
    /** Each op's own computation, once asked for. */
    private final KernelOp[] lowered;

    private final Map<Integer, Substitute> substitutes = new HashMap<>();

    /** How loops are computed. */
    private final Function<Loop, SeveralResults> loops;

    private final Map<Integer, LoopResults> loopResults = new HashMap<>();

    /** Given values, each with the op that may write over it. */
    private final Map<Integer, Integer> overwritten = new HashMap<>();

    /** The indices of such results, which their op computes. */
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
        this.sources = new int[nodes.size()];
        this.lowered = new KernelOp[nodes.size()];
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            elements[index] = node.shape().elements();
            largest = Math.max(largest, elements[index]);
            sources[index] = index;
            ops.set(index, node instanceof Op);
            constant.set(index, node instanceof Constant);
        }
        for (Node node : results) {
            this.results.set(index(node));
        }
    }

    public int size() {
        return nodes.size();
    }

    /** How many nodes are of the forward pass; they come first. */
    public int forward() {
        return forward;
    }

    public boolean isForward(int index) {
        return index < forward;
    }

    public boolean contains(Node node) {
        return nodes.contains(node);
    }

    int index(Node node) {
        return nodes.indexOf(node);
    }

    /** The dependence that the op states. A user's op, which might be wrong, may depend on anything. */
    public Dependence dependence(int index) {
        return nodes.get(index) instanceof Op op && op.isBuiltIn() ? op.dependence() : Dependence.ANY;
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    public int elements(int index) {
        return elements[index];
    }

    /** The number of elements of the largest value. */
    public int largest() {
        return largest;
    }

    public int inputs(int index) {
        return nodes.inputs(index);
    }

    /** Where the value of an op's input comes from. */
    public int input(int index, int number) {
        return source(substituted.get(index) ? substitute(index).from[number] : nodes.input(index, number));
    }

    /** Whether an optimization gave the op's input another shape, as leaving out a reshape does. */
    boolean isReshaped(int index, int number) {
        return !nodes.get(nodes.input(index, number))
                .shape()
                .equals(nodes.get(input(index, number)).shape());
    }

    /** The node that holds this one's value: itself, unless an optimization found another. */
    int source(int index) {
        return sources[index];
    }

    /** Whether the node is an op that, as far as is known, must be computed. */
    public boolean isComputed(int index) {
        return ops.get(index) && sources[index] == index && !constant.get(index);
    }

    /** Whether the node is an input or a parameter, whose value others write. */
    boolean isGiven(int index) {
        return !ops.get(index) && !constant.get(index);
    }

    /** Whether the value never changes. */
    boolean isConstant(int index) {
        return constant.get(index);
    }

    public boolean isResult(int index) {
        return results.get(index);
    }

    /** The computation of an op from its {@linkplain #input inputs}. */
    public KernelOp computation(int index) {
        if (substituted.get(index)) {
            return substitute(index).op;
        }
        if (lowered[index] == null) {
            lowered[index] = lowered((Op) nodes.get(index));
        }
        return lowered[index];
    }

    private KernelOp lowered(Op op) {
        if (op instanceof Solution solution) {
            return new PlannedSolution(solution, loops.apply(solution.step()));
        }
        return op instanceof Loop loop ? loops.apply(loop) : Lowering.of(op);
    }

    /** Replaces an op's computation by one from other nodes, which come before it. */
    void computeBy(int index, KernelOp computation, int... from) {
        substituted.set(index);
        substitutes.put(index, new Substitute(computation, from));
    }

    /** Makes an op write results, each into the array of a part that reads it, instead of one value of all. */
    void separate(int index, int[] indices, int[] numbers) {
        loopResults.put(index, new LoopResults(indices, numbers));
        for (int result : indices) {
            separated.set(result);
        }
        elements[index] = 0;
    }

    /** Lets the last op that reads a given value write its own over it, if that op computes the value that comes next. */
    public void overwrite(Node given, Node next) {
        if (nodes.contains(given)) {
            overwritten.put(index(given), source(index(next)));
        }
    }

    /** Whether an op may write over this value that is given to the program. */
    boolean mayOverwrite(int given, int op) {
        return overwritten.getOrDefault(given, -1) == op;
    }

    /** The indices of the results that an op writes into arrays of their own; none if it has one value. */
    public int[] resultIndices(int index) {
        return loopResults.getOrDefault(index, NO_RESULTS).indices;
    }

    /** Which of the op's results those are. */
    public int[] resultNumbers(int index) {
        return loopResults.getOrDefault(index, NO_RESULTS).numbers;
    }

    /** Whether the value is a result that another op writes. */
    public boolean isSeparated(int index) {
        return separated.get(index);
    }

    private Substitute substitute(int index) {
        return Objects.requireNonNull(substitutes.get(index));
    }

    /** Gives a {@link TextbookForm} the value of its computed form, so that no plan computes the written one. */
    public void leaveOutWrittenForm(int index) {
        if (nodes.get(index) instanceof TextbookForm) {
            replace(index, input(index, 0));
        }
    }

    void fold(int index) {
        constant.set(index);
    }

    /**
     * Replaces a node's value by that of an earlier one.
     *
     * @return whether that is allowed: a result may not be an array that others write, such as an input's or a
     * parameter's
     */
    boolean replace(int index, int by) {
        int source = source(by);
        if (results.get(index) && isGiven(source)) {
            return false;
        }
        sources[index] = source;
        if (results.get(index)) {
            results.set(source);
        }
        return true;
    }

    /** The ops that the results need, in order. */
    public BitSet needed() {
        BitSet needed = new BitSet();
        BitSet computed = new BitSet();
        for (int index = size() - 1; index >= 0; index--) {
            if (results.get(index)) {
                needed.set(source(index));
            }
            if (needed.get(index) && isComputed(index)) {
                computed.set(index);
                for (int i = 0; i < inputs(index); i++) {
                    needed.set(input(index, i));
                }
            }
        }
        return computed;
    }
}
