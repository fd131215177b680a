package dev.gradus.plan;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.graph.CyclicRewriteException;
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
 * The nodes of both passes, represented by their indices in topological order. An optimization may replace a node's
 * value by that of an earlier node, mark it as constant, or change how it is computed.
 */
public final class Program {
    /** A computation that replaces the op's own, and the indices of its inputs. */
    private record Substitute(KernelOp op, int[] from) {}

    /** The separated results of a loop: the indices of their nodes, and their numbers in the loop. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record LoopResults(int[] indices, int[] numbers) {}

    private static final LoopResults NO_RESULTS = new LoopResults(new int[0], new int[0]);

    private final TopologicalOrder nodes;
    private final int[] elements;
    private final int[] sources;
    private final BitSet ops = new BitSet();
    private final BitSet substituted = new BitSet();
    /** Each op's own computation, created on demand. */
    private final KernelOp[] lowered;

    private final Map<Integer, Substitute> substitutes = new HashMap<>();

    private final Function<Loop, SeveralResults> loops;

    private final Map<Integer, LoopResults> loopResults = new HashMap<>();

    /** Maps a given value to the op that may write over it. */
    private final Map<Integer, Integer> overwritten = new HashMap<>();

    /** The results that their loop writes into separate arrays. */
    private final BitSet separated = new BitSet();

    private final BitSet constant = new BitSet();
    private final BitSet results = new BitSet();
    private final int forward;
    private int largest;

    /** What prints as the name of the current rewrite, for messages. */
    private Object rewrite = "of textbook forms";

    /**
     * Creates a program without optimizations.
     *
     * @param nodes the nodes of the forward pass, followed by those that only the backward pass needs
     * @param forward the number of nodes of the forward pass
     * @param results the nodes whose values are read after a pass
     * @param loops returns the computation of a loop
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

    /** The number of nodes of the forward pass, which come first. */
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

    /** The dependence that a built-in op declares. A user's op may declare a wrong one, so it is assumed to be any. */
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
        return substituted.get(index) ? substitute(index).from.length : nodes.inputs(index);
    }

    /** The node that holds the value of an op's input. */
    public int input(int index, int number) {
        return source(substituted.get(index) ? substitute(index).from[number] : nodes.input(index, number));
    }

    /** Whether the op's input now comes from a node of another shape, because a reshape was removed. */
    boolean isReshaped(int index, int number) {
        return !nodes.get(nodes.input(index, number))
                .shape()
                .equals(nodes.get(input(index, number)).shape());
    }

    /** The node that holds this one's value: itself, unless it was {@linkplain #replace replaced}. */
    int source(int index) {
        return sources[index];
    }

    /** Whether the node is an op that is neither replaced nor constant. */
    public boolean isComputed(int index) {
        return ops.get(index) && sources[index] == index && !constant.get(index);
    }

    /** Whether the node is an input or a parameter, whose value is written outside the program. */
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

    /** The kernel that computes an op from its {@linkplain #input inputs}. */
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
            return new PlannedSolution(solution, loops);
        }
        return op instanceof Loop loop ? loops.apply(loop) : Lowering.of(op);
    }

    /**
     * Names the rewrite that is applied next.
     *
     * @param name what prints as its name; it is printed only in messages
     */
    public void rewriting(Object name) {
        rewrite = name;
    }

    /** Guards against chains of nodes without an end: each must be computed from earlier nodes. */
    private void checkIsEarlier(int from, int index) {
        if (from >= index) {
            throw new CyclicRewriteException(rewrite.toString(), node(index), node(from));
        }
    }

    /**
     * Changes how an op is computed, and from which earlier nodes.
     *
     * @throws CyclicRewriteException if one is not earlier
     */
    void computeBy(int index, KernelOp computation, int... from) {
        for (int input : from) {
            checkIsEarlier(input, index);
        }
        substituted.set(index);
        substitutes.put(index, new Substitute(computation, from));
    }

    /**
     * Makes a loop write each result into the array of the node that reads it, instead of one vector of all results.
     */
    void separate(int index, int[] indices, int[] numbers) {
        loopResults.put(index, new LoopResults(indices, numbers));
        for (int result : indices) {
            separated.set(result);
        }
        elements[index] = 0;
    }

    /** Allows the op that computes {@code next} to write over a given value if it is the last op that reads it. */
    public void overwrite(Node given, Node next) {
        if (nodes.contains(given)) {
            overwritten.put(index(given), source(index(next)));
        }
    }

    boolean mayOverwrite(int given, int op) {
        return !overwritten.isEmpty() && overwritten.getOrDefault(given, -1) == op;
    }

    /** The nodes of a loop's separated results; empty for all other ops. */
    public int[] resultIndices(int index) {
        return results(index).indices;
    }

    /** The numbers of these results in the loop. */
    public int[] resultNumbers(int index) {
        return results(index).numbers;
    }

    private LoopResults results(int index) {
        return loopResults.isEmpty() ? NO_RESULTS : loopResults.getOrDefault(index, NO_RESULTS);
    }

    /** Whether the node is a loop's separated result, which the loop writes. */
    public boolean isSeparated(int index) {
        return separated.get(index);
    }

    private Substitute substitute(int index) {
        return Objects.requireNonNull(substitutes.get(index));
    }

    /** Replaces a {@link TextbookForm} by its computed form, because the written form is only for display. */
    public void leaveOutWrittenForm(int index) {
        if (nodes.get(index) instanceof TextbookForm) {
            replace(index, input(index, 0));
        }
    }

    void fold(int index) {
        constant.set(index);
    }

    /**
     * Replaces a node's value by that of an earlier node.
     *
     * @return false if that is not possible, because a result cannot share the array of an input or a parameter
     * @throws CyclicRewriteException if it is not earlier
     */
    boolean replace(int index, int by) {
        int source = source(by);
        checkIsEarlier(source, index);
        if (results.get(index) && isGiven(source)) {
            return false;
        }
        sources[index] = source;
        if (results.get(index)) {
            results.set(source);
        }
        return true;
    }

    /** Returns the ops that the results need. */
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
